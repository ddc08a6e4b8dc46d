package ranking_test

import (
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/ranking"
)

func rest(h float64) *time.Duration {
	d := time.Duration(h * float64(time.Hour))
	return &d
}

// Real people before a night shift of 11 net hours, best first.
func TestWhoComesBeforeWhom(t *testing.T) {
	t.Parallel()
	names := []string{}
	var all []ranking.Candidate
	name := map[id.ID]string{}
	for _, c := range []struct {
		name string
		c    ranking.Candidate
	}{
		{"our own, rested, knows the ward", ranking.Candidate{Home: true, OnWard: 8, OnSite: 9, WeekMinutes: 660}},
		{"our own, rested, knows the ward, but did not come once", ranking.Candidate{Home: true, OnWard: 8, OnSite: 9, WeekMinutes: 660, Absent: 1}},
		{"a neighbour's, rested, knows the ward", ranking.Candidate{OnWard: 3, OnSite: 3}},
		{"our own, rested, first time", ranking.Candidate{Home: true}},
		{"our own, knows the ward, eleven hours after a long day", ranking.Candidate{Home: true, OnWard: 5, OnSite: 5, RestBefore: rest(11), WeekMinutes: 2640}},
		{"a neighbour's, first time, long week", ranking.Candidate{RestAfter: rest(12), WeekMinutes: 2640}},
	} {
		c.c.WorkerID, c.c.ShiftMinutes = id.New(), 660
		names, name[c.c.WorkerID] = append(names, c.name), c.name
		all = append([]ranking.Candidate{c.c}, all...)
	}
	for i, r := range ranking.Rank(all, ranking.DefaultWeights()) {
		if got := name[r.WorkerID]; got != names[i] {
			t.Errorf("place %d is %q with %d %v, want %q", i+1, got, r.Score, r.Terms, names[i])
		}
	}
}

func TestEveryTermIsSaidInASentence(t *testing.T) {
	t.Parallel()
	for says, c := range map[string]ranking.Candidate{
		"24 h free on both sides":             {},
		"13 h of rest beside another shift":   {RestBefore: rest(13.5), RestAfter: rest(40)},
		"Has worked once on this ward":        {OnWard: 1, OnSite: 4},
		"Has worked 4 times at this site":     {OnSite: 4},
		"plan the induction":                  {},
		"Of your own bank":                    {Home: true},
		"Of another employer's bank":          {},
		"18 h 30 min in that week":            {WeekMinutes: 450, ShiftMinutes: 660},
		"more than 37 h 30 min":               {WeekMinutes: 2000, ShiftMinutes: 660},
		"Late cancellations: 2; did not come": {Late: 2},
	} {
		var all []string
		for _, term := range ranking.Rank([]ranking.Candidate{c}, ranking.DefaultWeights())[0].Terms {
			all = append(all, term.Message)
		}
		if !strings.Contains(strings.Join(all, " "), says) {
			t.Errorf("%q is not among %q", says, all)
		}
	}
}

func TestTheOrderOfEqualsIsTheSameEachTime(t *testing.T) {
	t.Parallel()
	a, b := ranking.Candidate{WorkerID: id.New()}, ranking.Candidate{WorkerID: id.New()}
	for range 3 {
		x, y := ranking.Rank([]ranking.Candidate{a, b}, ranking.DefaultWeights()), ranking.Rank([]ranking.Candidate{b, a}, ranking.DefaultWeights())
		if x[0].WorkerID != y[0].WorkerID {
			t.Error("equals change places")
		}
	}
}
