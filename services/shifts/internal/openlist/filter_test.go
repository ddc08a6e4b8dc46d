package openlist

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func TestAFilterNarrowsByWhatItSays(t *testing.T) {
	t.Parallel()
	starts := time.Date(2026, 3, 12, 19, 30, 0, 0, time.UTC)
	e := &Entry{Night: true, Shift: shift.State{Employer: "RVV", Site: "RVV01", Ward: "ward_7", StartsAt: starts, RatePence: 1845}}
	near, far := map[string]float64{"RVV01": 9.9}, map[string]float64{"RVV01": 10.1}
	ward7 := map[Ward]bool{{"RVV01", "ward_7"}: true}
	for name, c := range map[string]struct {
		f    Filter
		want bool
	}{
		"nothing asked":                  {Filter{}, true},
		"from its start":                 {Filter{From: starts}, true},
		"from a minute later":            {Filter{From: starts.Add(time.Minute)}, false},
		"until its start":                {Filter{To: starts}, false},
		"until a minute later":           {Filter{To: starts.Add(time.Minute)}, true},
		"its employer":                   {Filter{Employers: []string{"RVV"}}, true},
		"another employer":               {Filter{Employers: []string{"RPA"}}, false},
		"another site":                   {Filter{Site: "RVV02"}, false},
		"another ward":                   {Filter{Ward: "ward_8"}, false},
		"nights":                         {Filter{Part: Nights}, true},
		"days":                           {Filter{Part: Days}, false},
		"just what it pays":              {Filter{MinRatePence: 1845}, true},
		"a penny more":                   {Filter{MinRatePence: 1846}, false},
		"near enough":                    {Filter{MaxKM: 10, KM: near}, true},
		"too far":                        {Filter{MaxKM: 10, KM: far}, false},
		"nobody knows how far":           {Filter{MaxKM: 10}, false},
		"far, and that does not count":   {Filter{KM: far}, true},
		"a ward that is hidden":          {Filter{Hidden: ward7}, false},
		"another that is hidden":         {Filter{Hidden: map[Ward]bool{{"RVV02", "ward_7"}: true}}, true},
		"only a favourite":               {Filter{Only: ward7}, true},
		"only favourites, there is none": {Filter{Only: map[Ward]bool{}}, false},
	} {
		if got := c.f.Admits(e); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestAnEqualKeyIsInTheOrderOfTime(t *testing.T) {
	t.Parallel()
	at := func(hour, pence int) *Entry {
		return &Entry{Shift: shift.State{ID: id.New(), StartsAt: time.Date(2026, 3, 12, hour, 0, 0, 0, time.UTC), RatePence: int64(pence)}}
	}
	all := []*Entry{at(9, 20), at(7, 10), at(8, 20), at(7, 20), at(6, 10)}
	ranked := Rank(all, &Filter{MinRatePence: 5}, func(e *Entry) int64 { return -e.Shift.RatePence })
	want := []*Entry{all[3], all[2], all[0], all[4], all[1]}
	for i, r := range ranked {
		if r.Entry != want[i] {
			t.Errorf("place %d has the shift at %s for %d", i, r.Shift.StartsAt, r.Shift.RatePence)
		}
	}
	if !slices.IsSortedFunc(ranked, func(a, b Ranked) int { return a.Place.Compare(b.Place) }) {
		t.Error("the places are not in order")
	}
}

func TestTheFirstAreThoseThatRankPutsFirst(t *testing.T) {
	t.Parallel()
	c := chance{rand.New(rand.NewPCG(9, 9))}
	key := func(e *Entry) int64 { return int64(len(e.Shift.Band)) }
	for _, size := range []int{0, 1, 5, 10, 11, 300} {
		var all []*Entry
		for range size {
			all = append(all, &Entry{Shift: c.shift()})
		}
		f := &Filter{Employers: [][]string{nil, {"RVV"}}[c.IntN(2)]}
		for _, n := range []int{1, 5, 10, 400} {
			whole, first := Rank(all, f, key), First(all, f, key, n)
			if want := whole[:min(n, len(whole))]; !slices.Equal(first, want) {
				t.Errorf("the first %d of %d are not those in front", n, size)
			}
		}
	}
}
