package simulation

import (
	"math"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// The edges at which a pace may change: how long the audience has been let in, and how long it is until the start. What
// comes first takes most; what is left in the last hours is taken in another way than weeks ahead.
var (
	sinceEdges = []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 7 * 24 * time.Hour}
	leftEdges  = []time.Duration{12 * time.Hour, 48 * time.Hour, 7 * 24 * time.Hour}
)

// weight is by how many hours of being open a cell is drawn to the wider pace around it, so that one lucky hour is no rule.
const weight = 4

type counts [audiences][5][4]struct{ hours, takes float64 }

// paces are how many of the shifts that lay open to an audience it took in an hour.
type paces [audiences][5][4]float64

// learn counts how fast each audience took the shifts that were open to it.
func learn(lives []life) (p paces, seen [audiences]bool) {
	var c counts
	for _, l := range lives {
		if l.fixed {
			continue
		}
		l.opened.walk(l.shift.StartsAt, l.until(), func(at time.Time, d time.Duration) {
			for a := range audiences {
				if l.opened.has(a, at) {
					seen[a] = true
					s, left := cell(l.opened[a], at, l.shift.StartsAt)
					c[a][s][left].hours += d.Hours()
				}
			}
		})
		if !l.takenAt.IsZero() {
			seen[l.taker] = true
			s, left := cell(l.opened[l.taker], l.takenAt, l.shift.StartsAt)
			c[l.taker][s][left].takes++
		}
	}
	for a := range audiences {
		p[a] = c.paceOf(a)
	}
	return p, seen
}

// paceOf draws each cell to the pace of its time since opening, and that to the pace of the audience.
func (c *counts) paceOf(a audience) (out [5][4]float64) {
	var hours, takes float64
	for s := range c[a] {
		for _, n := range c[a][s] {
			hours, takes = hours+n.hours, takes+n.takes
		}
	}
	if takes == 0 {
		return out
	}
	whole := takes / math.Max(hours, 1)
	for s := range c[a] {
		h, t := 0.0, 0.0
		for _, n := range c[a][s] {
			h, t = h+n.hours, t+n.takes
		}
		wide := (t + weight*whole) / (h + weight)
		for left, n := range c[a][s] {
			out[s][left] = (n.takes + weight*wide) / (n.hours + weight)
		}
	}
	return out
}

// chances are how likely each audience takes a shift that is let in to them so; what is left is that nobody does.
func (p *paces) chances(o openings, startsAt time.Time) (out [audiences]float64) {
	open := 1.0
	o.walk(startsAt, startsAt, func(at time.Time, d time.Duration) {
		var each [audiences]float64
		var all float64
		for a := range audiences {
			if o.has(a, at) {
				s, left := cell(o[a], at, startsAt)
				each[a] = p[a][s][left]
				all += each[a]
			}
		}
		if all == 0 {
			return
		}
		taken := open * -math.Expm1(-all*d.Hours())
		for a, pace := range each {
			out[a] += taken * pace / all
		}
		open -= taken
	})
	return out
}

// walk visits the spans until a moment in which no pace changes.
func (o openings) walk(startsAt, until time.Time, visit func(at time.Time, d time.Duration)) {
	var edges []time.Time
	for _, at := range o {
		if at.IsZero() {
			continue
		}
		edges = append(edges, at)
		for _, e := range sinceEdges {
			edges = append(edges, at.Add(e))
		}
	}
	if len(edges) == 0 {
		return
	}
	first := slices.MinFunc(edges, time.Time.Compare)
	for _, e := range leftEdges {
		edges = append(edges, startsAt.Add(-e))
	}
	edges = append(edges, until)
	slices.SortFunc(edges, time.Time.Compare)
	for i, at := range edges[:len(edges)-1] {
		if at.Before(first) || !at.Before(until) || !edges[i+1].After(at) {
			continue
		}
		visit(at, edges[i+1].Sub(at))
	}
}

func cell(openedAt, at, startsAt time.Time) (since, left int) {
	for since < len(sinceEdges) && at.Sub(openedAt) >= sinceEdges[since] {
		since++
	}
	for left < len(leftEdges) && startsAt.Sub(at) > leftEdges[left] {
		left++
	}
	return since, left
}

func londonDay(t time.Time) int {
	y, m, d := t.In(clock.London).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}
