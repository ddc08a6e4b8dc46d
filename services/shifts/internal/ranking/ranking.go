// Package ranking orders the workers who could work a shift, and says of each why: rested, known on the ward, of the
// employer's own bank, with hours to spare, and dependable. Only what bears on the work counts: no score knows who somebody
// is, and sickness never counts against anybody.
package ranking

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Candidate is what is known of one worker beside one shift.
type Candidate struct {
	WorkerID id.ID
	// Home tells that the shift's employer is the worker's own.
	Home bool
	// RestBefore and RestAfter are the elapsed times to the shifts before and after; nil without one within four days.
	RestBefore, RestAfter *time.Duration
	// OnWard and OnSite count the shifts that the worker has worked there before, OnWard among OnSite.
	OnWard, OnSite int
	// WeekMinutes is the working time that the worker has agreed to in the week of the shift, without it.
	WeekMinutes int
	// ShiftMinutes is the working time of the shift.
	ShiftMinutes int
	// Late counts late cancellations by the worker and shifts that they did not come to, at this employer in the last
	// quarter of a year. Sickness is in neither.
	Late, Absent int
}

// Weights say how much each term is worth. They are an employer's choice in waiting; the defaults ‡ put safety before
// convenience: rest and knowing the ward weigh most.
type Weights struct {
	// Rested is given in full for RestedFrom of rest on both sides, and in part from eleven hours on.
	Rested     int
	RestedFrom time.Duration
	// Ward is for having worked on the ward, in full from WardShifts on; Site for the site only.
	Ward, Site, WardShifts int
	Home                   int
	// Hours is for a week that stays under WeekMinutes with the shift.
	Hours, WeekMinutes int
	// Late and Absent are taken off for each.
	Late, Absent int
}

// DefaultWeights are the weights where nobody has chosen others. A full week is the 37.5 hours of Agenda for Change.
func DefaultWeights() Weights {
	return Weights{Rested: 30, RestedFrom: 24 * time.Hour, Ward: 25, Site: 10, WardShifts: 3, Home: 15, Hours: 20, WeekMinutes: 37*60 + 30, Late: 5, Absent: 15}
}

// Term is one part of a score with its sentence.
type Term struct {
	Code    string
	Points  int
	Message string
}

// Ranked is a candidate with its score and what it is made of, heaviest first.
type Ranked struct {
	Candidate
	Score int
	Terms []Term
}

// Rank orders candidates, best first; equal ones by their ids, so that the order is the same each time.
func Rank(of []Candidate, w Weights) []Ranked {
	out := make([]Ranked, len(of))
	for i, c := range of {
		out[i] = score(c, w)
	}
	slices.SortFunc(out, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.WorkerID.String(), b.WorkerID.String()))
	})
	return out
}

func score(c Candidate, w Weights) Ranked {
	r := Ranked{Candidate: c}
	for _, t := range []Term{rested(c, w), known(c, w), home(c, w), hours(c, w), dependable(c, w)} {
		if t.Code != "" {
			r.Score += t.Points
			r.Terms = append(r.Terms, t)
		}
	}
	slices.SortStableFunc(r.Terms, func(a, b Term) int { return cmp.Compare(b.Points, a.Points) })
	return r
}

func rested(c Candidate, w Weights) Term {
	least := w.RestedFrom
	for _, d := range []*time.Duration{c.RestBefore, c.RestAfter} {
		if d != nil {
			least = min(least, *d)
		}
	}
	if least >= w.RestedFrom {
		return Term{"RESTED", w.Rested, fmt.Sprintf("Rested: at least %d h free on both sides.", int(w.RestedFrom.Hours()))}
	}
	const legal = 11 * time.Hour
	points := int(int64(w.Rested) * int64(max(0, least-legal)) / int64(w.RestedFrom-legal))
	return Term{"SHORT_REST", points, fmt.Sprintf("%d h of rest beside another shift.", int(least.Hours()))}
}

func known(c Candidate, w Weights) Term {
	switch {
	case c.OnWard > 0:
		return Term{"KNOWS_WARD", w.Ward * min(c.OnWard, w.WardShifts) / w.WardShifts, "Has worked " + times(c.OnWard) + " on this ward."}
	case c.OnSite > 0:
		return Term{"KNOWS_SITE", w.Site, "Has worked " + times(c.OnSite) + " at this site, not on this ward."}
	}
	return Term{"FIRST_TIME", 0, "First time at this site: plan the induction."}
}

func home(c Candidate, w Weights) Term {
	if c.Home {
		return Term{"OWN_BANK", w.Home, "Of your own bank."}
	}
	return Term{"OTHER_BANK", 0, "Of another employer's bank."}
}

func hours(c Candidate, w Weights) Term {
	week := c.WeekMinutes + c.ShiftMinutes
	if week <= w.WeekMinutes {
		return Term{"HOURS_TO_SPARE", w.Hours, fmt.Sprintf("%s in that week with this shift, of %s.", hoursOf(week), hoursOf(w.WeekMinutes))}
	}
	over := week - w.WeekMinutes
	points := max(0, w.Hours-w.Hours*over/(12*60))
	return Term{"LONG_WEEK", points, fmt.Sprintf("%s in that week with this shift, more than %s.", hoursOf(week), hoursOf(w.WeekMinutes))}
}

func dependable(c Candidate, w Weights) Term {
	if c.Late+c.Absent == 0 {
		return Term{}
	}
	return Term{"MISSED", -(w.Late*c.Late + w.Absent*c.Absent), fmt.Sprintf("Late cancellations: %d; did not come: %d (90 days; sickness is not counted).", c.Late, c.Absent)}
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

func hoursOf(minutes int) string {
	if minutes%60 == 0 {
		return fmt.Sprintf("%d h", minutes/60)
	}
	return fmt.Sprintf("%d h %d min", minutes/60, minutes%60)
}
