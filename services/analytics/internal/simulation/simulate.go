// Package simulation says what another release ladder would have meant for shifts of the past: how many the own bank, other
// employers' workers and agencies would have taken, and how many nobody. It counts how fast each audience took the shifts
// that were open to it, and lays the other ladder over the same shifts. It is pure.
//
// What it takes for granted is told beside every answer (Assumptions), and how far the same model is off when it is given
// the ladder as it was.
package simulation

import (
	"slices"

	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Parts is how many parts a split has: those of fillrate, from OwnBank to Unfilled.
const Parts = int(fillrate.Unfilled) + 1

// Least is from how many shifts on either half of the days a simulation is made.
const Least = 20

// Assumptions are what a simulation takes for granted, in words for whoever reads it.
var Assumptions = []string{
	"Each audience takes shifts as fast as it did, counted by how long a shift has been open to it and how long it is until the start.",
	"Nobody is used up: a worker who takes one shift earlier is still there for the next.",
	"A preferred person stays who was named. A step that waits for somebody's yes opens where it was given, never before it was.",
	"A fallback band and a higher rate change nobody's pace. All tiers of framework agencies are one audience.",
	"Steps that had not opened when a shift was taken would have opened by the ladder that its employer has now.",
	"A shift that opened again counts as open until it was filled at last.",
}

// Outcome is what became, or would have become, of shifts, by the parts of the split.
type Outcome struct {
	Shifts, Minutes [Parts]float64
	// BankPence is the basic pay of the hours that bank workers take, AgencyPence what agencies charge for theirs, at the mean
	// of the same shifts. Both without on-costs.
	BankPence, AgencyPence float64
}

// Result is a ladder laid over shifts of the past.
type Result struct {
	// Shifts is how many were looked at; Fixed of them no ladder explains, so that they stay as they were.
	Shifts, Fixed int
	// Was is what happened. Same is what the model says of the ladders as they were: beside Was it tells how far the model is
	// off. Other is what it says of the other ladder. Same and Other are empty unless Enough.
	Was, Same, Other Outcome
	// Enough tells that there were shifts enough to go by.
	Enough bool
	// Unseen are the steps of the other ladder that let in somebody who was never let in before: nobody is expected to come.
	Unseen []release.Kind
}

// Simulate lays another ladder over shifts; now gives the ladder that holds for a shift today. What is said of the shifts of one half of the days, odd or even, is learnt from
// the other half, so that no shift says anything of itself.
func Simulate(shifts []fact.Shift, now func(fact.Shift) release.Ladder, other release.Ladder, r release.Rules) Result {
	lives := livesOf(shifts)
	out := Result{Shifts: len(lives)}
	charge := chargeOf(lives)
	var halves [2][]life
	for _, l := range lives {
		out.Was.add(l, l.part, 1, charge)
		if l.fixed {
			out.Fixed++
			continue
		}
		halves[l.day&1] = append(halves[l.day&1], l)
	}
	if len(halves[0]) < Least || len(halves[1]) < Least {
		return out
	}
	out.Enough = true
	for _, l := range lives {
		if l.fixed {
			out.Same.add(l, l.part, 1, charge)
			out.Other.add(l, l.part, 1, charge)
		}
	}
	unseen := map[audience]bool{}
	for half := range halves {
		p, seen := learn(halves[1-half])
		for _, l := range halves[half] {
			o := l.under(other, r)
			out.Same.expect(l, p.chances(l.asItWas(now(l.shift), r), l.shift.StartsAt), charge)
			out.Other.expect(l, p.chances(o, l.shift.StartsAt), charge)
			for a := range audiences {
				unseen[a] = unseen[a] || !o[a].IsZero() && !seen[a]
			}
		}
	}
	for _, k := range release.Kinds {
		if a, ok := lets[k]; ok && unseen[a] && !slices.Contains(out.Unseen, k) {
			out.Unseen = append(out.Unseen, k)
		}
	}
	return out
}

// charges is the mean pence an hour that agencies ask, on a framework and off.
type charges [Parts]float64

func chargeOf(lives []life) (c charges) {
	var pence, minutes [Parts]float64
	for _, l := range lives {
		if rate := l.shift.Agency.RatePence; rate > 0 && (l.part == fillrate.FrameworkAgency || l.part == fillrate.OffFrameworkAgency) {
			pence[l.part] += float64(rate * l.shift.NetMinutes)
			minutes[l.part] += float64(l.shift.NetMinutes)
		}
	}
	for p := range c {
		if minutes[p] > 0 {
			c[p] = pence[p] / minutes[p]
		}
	}
	return c
}

// expect adds a shift by the chances of each audience.
func (o *Outcome) expect(l life, chances [audiences]float64, c charges) {
	open := 1.0
	for a, p := range chances {
		o.add(l, audience(a).part(), p, c)
		open -= p
	}
	o.add(l, fillrate.Unfilled, max(open, 0), c)
}

func (o *Outcome) add(l life, p fillrate.Part, chance float64, c charges) {
	minutes := chance * float64(l.shift.NetMinutes)
	o.Shifts[p] += chance
	o.Minutes[p] += minutes
	switch p {
	case fillrate.OwnBank, fillrate.CollaborativeBank:
		o.BankPence += minutes * float64(l.shift.RatePence) / 60
	case fillrate.FrameworkAgency, fillrate.OffFrameworkAgency:
		o.AgencyPence += minutes * c[p] / 60
	}
}
