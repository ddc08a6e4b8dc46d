package hours

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

func TestWhatMayBeRecorded(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, 1, 12, 0, 0, 0, 0, time.UTC)
	until, before := from.AddDate(0, 2, 0), from.AddDate(0, 0, -1)
	term := []Period{{From: from, Until: &until}}
	for name, c := range map[string]struct {
		record Record
		field  string // empty for a yes
	}{
		"nothing lifts what was there":         {Record{}, ""},
		"a contract":                           {Record{Contract: "resident_doctor_2019"}, ""},
		"a contract there is not":              {Record{Contract: "resident_doctor_2012"}, "contract"},
		"an opt-out without an end":            {Record{OptOut: &Period{From: from}}, ""},
		"an opt-out that ends before":          {Record{OptOut: &Period{From: from, Until: &before}}, "opt_out.until"},
		"an opt-out without a beginning":       {Record{OptOut: &Period{}}, "opt_out.from"},
		"a student's cap with terms":           {Record{Cap: TermTime20, Terms: term}, ""},
		"a student's cap without":              {Record{Cap: TermTime10}, ""},
		"a term without an end":                {Record{Cap: TermTime20, Terms: []Period{{From: from}}}, "hour_cap.terms"},
		"terms without a cap":                  {Record{Terms: term}, "hour_cap.terms"},
		"another employer's work":              {Record{Cap: OtherEmployers20, Sponsor: "RVV"}, ""},
		"another employer's without sponsor":   {Record{Cap: OtherEmployers20}, "hour_cap.sponsor"},
		"a sponsor with a student's cap":       {Record{Cap: TermTime20, Sponsor: "RVV"}, "hour_cap.sponsor"},
		"a sponsor that is no ODS code":        {Record{Cap: OtherEmployers20, Sponsor: "the trust"}, "hour_cap.sponsor"},
		"a cap that nobody knows the hours of": {Record{Cap: "some"}, "hour_cap.code"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := New(c.record)
			var no refusal.Input
			switch {
			case c.field == "" && err != nil:
				t.Error(err)
			case c.field != "" && (!errors.As(err, &no) || no.Field != c.field):
				t.Errorf("%v, want a problem with %s", err, c.field)
			}
		})
	}
}
