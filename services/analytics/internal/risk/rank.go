// Package risk says which unfilled shifts of a system to look at first, and why. It is pure.
package risk

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// Level is how much a gap endangers the ward.
type Level string

// The levels, gravest first.
const (
	High   Level = "high"
	Medium Level = "medium"
	Low    Level = "low"
)

// Open is one unfilled shift.
type Open struct {
	ID    string
	Shift fact.Shift
}

// Gap is unfilled shifts that are alike in ward, role, band and time, in their place among all others.
type Gap struct {
	// Shift is one of them, IDs all.
	Shift fact.Shift
	IDs   []string
	Level Level
	// Why are the reasons in plain words, gravest first.
	Why []string

	weight int
}

// Weights of what makes a gap dangerous ‡. They order a list for people to look at; nothing else follows from them. They
// were set so that a start within four hours in a critical area is high, and so is a registered night there within the day.
const (
	withinHours   = 55
	withinShift   = 35
	withinDay     = 25
	withinTwoDays = 10
	atNight       = 25
	another       = 10
	mostOthers    = 3
	agenciesToo   = 10
	needIsHigher  = 10
	letDown       = 5

	highFrom   = 75
	mediumFrom = 45
)

// registered are the staff groups whose absence at night nobody else on the ward may make up for, and who they are.
var registered = map[string]string{"nursing_midwifery": "Registered nurse or midwife at night", "medical_dental": "Doctor at night"}

// Rank orders gaps by risk, gravest first, and by start where that is equal.
func Rank(all []Open, now time.Time, areas Areas) []Gap {
	gaps := alike(all)
	for i := range gaps {
		gaps[i].weigh(all, now, areas)
	}
	slices.SortStableFunc(gaps, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), a.Shift.StartsAt.Compare(b.Shift.StartsAt), cmp.Compare(a.IDs[0], b.IDs[0]))
	})
	return gaps
}

// alike brings together what one call would fill alike.
func alike(all []Open) []Gap {
	type key struct {
		employer, site, ward, group, role, band string
		starts, ends                            int64
	}
	at := map[key]int{}
	var gaps []Gap
	for _, o := range all {
		s := o.Shift
		k := key{s.Employer, s.Site, s.Ward, s.StaffGroup, s.Role, s.Band, s.StartsAt.Unix(), s.EndsAt.Unix()}
		i, known := at[k]
		if !known {
			i = len(gaps)
			at[k], gaps = i, append(gaps, Gap{Shift: s})
		}
		gaps[i].IDs = append(gaps[i].IDs, o.ID)
		gaps[i].Shift.Reopened = max(gaps[i].Shift.Reopened, s.Reopened)
	}
	for i := range gaps {
		slices.Sort(gaps[i].IDs)
	}
	return gaps
}

func (g *Gap) weigh(all []Open, now time.Time, areas Areas) {
	s := g.Shift
	g.add(sooner(s.StartsAt.Sub(now)), startsIn(s.StartsAt.Sub(now)))
	if area, ok := areas.Of(s.Employer, s.Ward); ok {
		g.add(area.Weight, area.Name)
	}
	if who, ok := registered[s.StaffGroup]; ok && measure.PeriodOf(s.StartsAt, s.EndsAt) == measure.Night {
		g.add(atNight, who)
	}
	if n := beside(s, all) - 1; n > 0 {
		g.add(another*min(n, mostOthers), fmt.Sprintf("%d gaps on this ward at the same time", n+1))
	}
	if slices.ContainsFunc(s.Opened, func(o fact.Opened) bool { return o.Step == "framework_agency" || o.Step == "off_framework_agency" }) {
		g.add(agenciesToo, "Agencies have been asked as well")
	}
	if s.Reason == "enhanced_care" || s.Reason == "escalation" {
		g.add(needIsHigher, "Patients need more than usual")
	}
	if s.Reopened > 0 {
		g.add(letDown, "Somebody had it and does not come")
	}
	switch g.Level = Low; {
	case g.weight >= highFrom:
		g.Level = High
	case g.weight >= mediumFrom:
		g.Level = Medium
	}
}

func (g *Gap) add(weight int, why string) {
	g.weight += weight
	g.Why = append(g.Why, why)
}

// beside counts the gaps of the shift's ward that overlap with it, itself among them.
func beside(s fact.Shift, all []Open) (n int) {
	for _, o := range all {
		x := o.Shift
		if x.Employer == s.Employer && x.Site == s.Site && x.Ward == s.Ward && x.StartsAt.Before(s.EndsAt) && s.StartsAt.Before(x.EndsAt) {
			n++
		}
	}
	return n
}

func sooner(lead time.Duration) int {
	switch {
	case lead < 4*time.Hour:
		return withinHours
	case lead < 12*time.Hour:
		return withinShift
	case lead < 24*time.Hour:
		return withinDay
	case lead < 48*time.Hour:
		return withinTwoDays
	}
	return 0
}

func startsIn(lead time.Duration) string {
	switch {
	case lead <= 0:
		return "Has started"
	case lead < time.Hour:
		return fmt.Sprintf("Starts in %d min", int(lead.Minutes()))
	}
	return fmt.Sprintf("Starts in %d h", int(lead.Hours()))
}
