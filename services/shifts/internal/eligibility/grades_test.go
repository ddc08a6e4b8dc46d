package eligibility

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/release"
)

// Working above and below one's band: below always, at what the host's pay policy says; above only where the ward has named a
// fallback band and its step is open, and only for the host's own bank.
func TestWhoMayWorkAboveOrBelowTheirBand(t *testing.T) {
	t.Parallel()
	opened := release.State{Steps: []release.Rung{
		{Kind: release.OwnBank, Progress: release.Opened}, {Kind: release.OwnFallbackGrade, Progress: release.Opened},
		{Kind: release.CollaborativeBank, Progress: release.Opened},
	}}
	waiting := release.State{Steps: slices.Clone(opened.Steps)}
	waiting.Steps[1].Progress, waiting.Steps[1].OpensAt = "", starts.Add(-24*time.Hour)
	for name, c := range map[string]struct {
		own                     bool
		worker, shift, fallback string
		ladder                  release.State
		code                    string
	}{
		"at their own band":                                   {false, "5", "5", "", opened, ""},
		"a band 6 nurse books down to band 5":                 {false, "6", "5", "", opened, ""},
		"a band 8a nurse books down to band 5":                {false, "8a", "5", "", opened, ""},
		"a partner's band 4 cannot book up":                   {false, "4", "5", "", opened, "GRADE_MISMATCH"},
		"nor the own bank's, where no fallback band is named": {true, "4", "5", "", opened, "GRADE_MISMATCH"},
		"the own bank's fallback band before its step":        {true, "4", "5", "4", waiting, "FALLBACK_NOT_OPEN"},
		"the own bank's fallback band once its step is open":  {true, "4", "5", "4", opened, ""},
		"a partner's fallback band, never":                    {false, "4", "5", "4", opened, "FALLBACK_NOT_OPEN"},
		"below the fallback band":                             {true, "3", "5", "4", opened, "GRADE_MISMATCH"},
		"a higher band does not wait for the step":            {true, "6", "5", "4", waiting, ""},
		"a band never stands for a medical grade":             {true, "9", "medical", "", opened, "GRADE_MISMATCH"},
		"nor a medical grade for a band, booking down or not": {true, "medical", "2", "", opened, "GRADE_MISMATCH"},
		"a medical grade at its own":                          {true, "medical", "medical", "", opened, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, s := fit(), asked()
			s.Band, s.FallbackBand, s.Release = c.shift, c.fallback, c.ladder
			w.Engagements[0].Band = c.worker
			if c.own {
				w.HomeEmployer, w.Engagements[0].Employer = s.Employer, s.Employer
			}
			want := []string{}
			if c.code != "" {
				want = append(want, c.code)
			}
			if got := codes(Judge(w, s, Facts{Agreements: []Agreement{covering()}})); !slices.Equal(got, want) {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
}
