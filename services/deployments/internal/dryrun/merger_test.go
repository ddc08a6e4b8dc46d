package dryrun_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/dryrun"
)

// RPA and RWF become R1K at a moment: what names one of them opens to R1K and to the other from then on, and what lies between them
// is their own bank.
func TestADryRunReadsCodesAsWhoeverStandsForThem(t *testing.T) {
	t.Parallel()
	all := []string{"R1K", "RPA", "RWF"}
	since := func(day time.Time) dryrun.Codes {
		return func(employer string, at time.Time) []string {
			out := []string{employer}
			for _, code := range all {
				if !at.Before(day) && code != employer && (employer == "RPA" || employer == "RWF" || employer == "R1K") {
					out = append(out, code)
				}
			}
			return out
		}
	}
	before, after := since(start.Add(time.Minute)), since(start)
	old := func(c *agreement.Clauses) { c.Parties = agreement.PartiesOf("RVV", "RPA") }
	both := func(c *agreement.Clauses) { c.Parties = agreement.PartiesOf("RVV", "RPA", "RWF") }
	for name, c := range map[string]struct {
		codes      dryrun.Codes
		draft      func(*agreement.Clauses)
		others     []dryrun.Standing
		home, host string
		opened     bool
		already    bool
		key        dryrun.Key
	}{
		"the heir's shift, the day before":      {codes: before, draft: old, home: "RVV", host: "R1K"},
		"the heir's shift":                      {codes: after, draft: old, home: "RVV", host: "R1K", opened: true, key: dryrun.Key{Home: "RVV", Host: "RPA"}},
		"the heir's workers, the day before":    {codes: before, draft: old, home: "R1K", host: "RVV"},
		"the heir's workers":                    {codes: after, draft: old, home: "R1K", host: "RVV", opened: true, key: dryrun.Key{Home: "RPA", Host: "RVV"}},
		"of two that are parties, each its own": {codes: after, draft: both, home: "RWF", host: "RVV", opened: true, key: dryrun.Key{Home: "RWF", Host: "RVV"}},
		"the two, the day before":               {codes: before, draft: both, home: "RWF", host: "RPA", opened: true, key: dryrun.Key{Home: "RWF", Host: "RPA"}},
		"the two are one bank":                  {codes: after, draft: both, home: "RWF", host: "RPA"},
		"another agreement with a predecessor": {codes: after, draft: old, home: "RVV", host: "R1K", already: true,
			others: []dryrun.Standing{standing(start.AddDate(0, -1, 0), nil)}},
	} {
		r := dryrun.New(draft(c.draft), c.others, nurses(6, c.home, nil), c.codes, cost)
		for range 6 {
			r.Add([]dryrun.Shift{night(c.host, nil)})
		}
		got := r.Result().Unfilled
		switch {
		case c.opened && (got.Total.Shifts != 6 || got.Total.Workers != 6 || len(got.Cells) != 1 || got.Cells[0].Home != c.key.Home || got.Cells[0].Host != c.key.Host):
			t.Errorf("%s: %+v", name, got)
		case !c.opened && (got.Total.Shifts != 0 || len(got.Cells) != 0):
			t.Errorf("%s: opened %+v", name, got)
		case c.already != (got.Already == 6):
			t.Errorf("%s: already %d", name, got.Already)
		}
	}
}
