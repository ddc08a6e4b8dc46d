package eligibility

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

func TestBlocksInductionAndOwnTimeHaveTheirReasons(t *testing.T) {
	t.Parallel()
	s := asked()
	s.Ward = "ward_7"
	review := time.Date(2026, 5, 3, 0, 0, 0, 0, time.UTC)
	uninducted := fit()
	uninducted.Competencies = uninducted.Competencies[:1]
	span := func(from, until time.Time) []workingtime.Span { return []workingtime.Span{{From: from, Until: &until}} }
	at := func(host string, from time.Time) workingtime.Diary {
		return workingtime.Diary{Entries: []Entry{{Kind: workingtime.Booking, Host: host, StartsAt: from, EndsAt: from.Add(8 * time.Hour), NetMinutes: 450}}}
	}
	for name, c := range map[string]struct {
		w     Worker
		f     Facts
		codes []string
		comes Outcome
	}{
		"a block of the host":           {fit(), Facts{Blocks: []Block{{Employer: "RVV", ReviewAt: review}}}, []string{"BLOCKED_HOST"}, Ineligible},
		"a block of the ward":           {fit(), Facts{Blocks: []Block{{Employer: "RVV", Ward: "ward_7", ReviewAt: review}}}, []string{"BLOCKED_WARD"}, Ineligible},
		"a block of another ward":       {fit(), Facts{Blocks: []Block{{Employer: "RVV", Ward: "ward_8", ReviewAt: review}}}, nil, Eligible},
		"a block of another employer":   {fit(), Facts{Blocks: []Block{{Employer: "RWF", ReviewAt: review}}}, nil, Eligible},
		"a first time there":            {uninducted, Facts{}, []string{"INDUCTION_MISSING"}, EligibleWithWarnings},
		"a second time there":           {uninducted, Facts{Diary: at("RVV", starts.AddDate(0, -2, 0))}, nil, Eligible},
		"a shift there that is to come": {uninducted, Facts{Diary: at("RVV", starts.AddDate(0, 0, 20))}, []string{"INDUCTION_MISSING"}, EligibleWithWarnings},
		"time of one's own":             {fit(), Facts{Unavailable: span(ends.Add(-time.Minute), ends.Add(time.Hour))}, []string{"OWN_UNAVAILABLE"}, EligibleWithWarnings},
		"time of one's own up to it":    {fit(), Facts{Unavailable: span(starts.Add(-time.Hour), starts)}, nil, Eligible},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.f.Agreements = []Agreement{covering()}
			d := Judge(c.w, s, c.f)
			if got := codes(d); !slices.Equal(got, c.codes) && len(got)+len(c.codes) > 0 || d.Outcome != c.comes {
				t.Errorf("%v, %s", got, d.Outcome)
			}
			for _, r := range d.Reasons {
				if r.Validate() != nil || r.Fix == "" {
					t.Errorf("nobody can act on %+v", r)
				}
			}
		})
	}
}

func TestWhoEmploysForAShiftDecidesAboutASecondJob(t *testing.T) {
	t.Parallel()
	w := fit()
	w.Hours = workingtime.Worker{Visa: &workingtime.Visa{Kind: workingtime.SkilledWorker, Sponsor: "RPA"}}
	week := []Entry{{Host: "RN7", Employer: "RN7", StartsAt: starts.AddDate(0, 0, -2), EndsAt: starts.AddDate(0, 0, -2).Add(12 * time.Hour), NetMinutes: 720}}
	own := []HostCheck{{Host: "RVV", Type: "right_to_work", Outcome: "satisfied"}}
	for name, c := range map[string]struct {
		model, lead string
		week        []Entry
		want        []string
	}{
		"home pays":                          {"home_pays", "", week, nil},
		"a licence to attend":                {"licence_to_attend", "", week, nil},
		"host pays":                          {"host_pays", "", week, []string{"VISA_SECOND_JOB_CAP"}},
		"host pays, within the hours":        {"host_pays", "", nil, []string{"VISA_SECOND_JOB_CAP"}},
		"the sponsor is the lead employer":   {"lead_employer", "RPA", week, nil},
		"the lead employer is no sponsor":    {"lead_employer", "RN7", week, []string{"VISA_SECOND_JOB_CAP"}},
		"no sponsor leads, within the hours": {"lead_employer", "RN7", nil, []string{"VISA_SECOND_JOB_CAP"}},
	} {
		a := covering()
		a.Model, a.Lead = c.model, c.lead
		d := Judge(w, asked(), Facts{Agreements: []Agreement{a}, HostChecks: own, Diary: workingtime.Diary{Entries: c.week}})
		if got := codes(d); !slices.Equal(got, append([]string{}, c.want...)) || (d.Outcome == Ineligible) != (c.week != nil && c.want != nil) {
			t.Errorf("%s: %v, %s", name, got, d.Outcome)
		}
	}
}
