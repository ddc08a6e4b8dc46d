package agencypage

import (
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// Stories are the page in all states.
func Stories() []web.Story {
	all := sample()
	unproven := all
	unproven.Total.Agency.Unproven = 1
	story := func(name, query string, t measure.Table, shifts []measure.Story) web.Story {
		q := question.Sample(query, days)
		kind := q.OneOf("only", "Choose one of the kinds of the list.", kinds...)
		return web.Story{Name: name, Component: Page(viewOf(q, kind, t, shifts, question.SampleName)), Principal: question.SampleLead}
	}
	return []web.Story{
		story("Agencies, with and without approvals", "", all, samples()), story("Agencies that somebody had to approve", "only=approved", all, samples()),
		story("Agencies without proof", "", unproven, nil), story("No agencies", "", measure.Table{}, nil), story("Agencies of no kind", "only=cheap", measure.Table{}, nil),
	}
}

func sample() measure.Table {
	a := measure.Agency{Framework: 1, OffFramework: 1, OverCap: 1, ChargePence: 96800, BankHadTime: 1, ByOverride: 1, TakenBack: 1, SavedPence: 15400}
	return measure.Table{Total: measure.Measures{Agency: a}, Rows: []measure.Row{{Cell: measure.Cell{Employer: "RVV"}, Measures: measure.Measures{Agency: a}}}}
}

func samples() []measure.Story {
	start, asked := question.SampleNow.Add(24*time.Hour), question.SampleNow.Add(-48*time.Hour)
	shift := func(by string, change func(*fact.Shift)) measure.Story {
		s := fact.Shift{
			Employer: "RVV", Site: "RVV01", Ward: "KINGS_A", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", StartsAt: start,
			EndsAt: start.Add(12 * time.Hour), NetMinutes: 660, Status: "filled", FilledBy: by, PostedAt: asked, BankClosesAt: asked.Add(24 * time.Hour), RatePence: 2000,
		}
		at := asked.Add(30 * time.Hour)
		s.FilledAt = &at
		change(&s)
		story, _ := measure.StoryFor(nil, "0190b4a0-0000-7000-8000-000000000001", s)
		return story
	}
	return []measure.Story{
		shift("framework_agency", func(s *fact.Shift) {
			s.Agency = fact.Agency{Name: "Synthetic Staffing", Framework: "RM6281", RatePence: 3800, CapPence: 3800}
		}),
		shift("off_framework_agency", func(s *fact.Shift) {
			early := asked.Add(time.Hour)
			s.FilledAt = &early
			s.Agency = fact.Agency{
				Name: "Synthetic Rescue", RatePence: 5000, CapPence: 3800, OverCap: true, OverCapWhy: "patient_safety", OverCapRole: "agency_approver", OffFrameworkWhy: "patient_safety",
				Override: &fact.Override{Role: "executive", Why: "no_bank_worker_with_skill", At: asked.Add(30 * time.Minute)},
			}
		}),
		shift("own_bank", func(s *fact.Shift) {
			s.Agency = fact.Agency{Displaced: "Synthetic Staffing", DisplacedRatePence: 3400}
		}),
	}
}
