package drill

import (
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

var somebody = auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}

// Stories are the page in all states.
func Stories() []web.Story {
	now := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	page := func(name, address, total, next string, stories ...measure.Story) web.Story {
		values, err := url.ParseQuery(address)
		if err != nil {
			panic(err)
		}
		a, err := askedOf(values)
		if err != nil {
			panic(err)
		}
		q, err := a.query(now)
		if err != nil {
			panic(err)
		}
		v := viewOf(a, q, app.ShiftList{Stories: stories}, called, []app.EmployerFigures{{ODS: "RVV", Name: called("", "RVV")}, {ODS: "RPA", Name: called("", "RPA")}})
		v.Total, v.Next = total, next
		return web.Story{Name: name, Component: Page(v), Principal: somebody}
	}
	return []web.Story{
		page("Shifts behind a cell", "employer=RVV&staff_group=nursing_midwifery", "3 shifts asked for, 2 filled, 1 unfilled. Fill rate 66.7% of hours.", "/fill-rate/shifts?cursor=x", samples(now)...),
		page("Shifts of one ward in a month", "from=2026-02-01&until=2026-03-01&ward=emergency&lead=0_4h", "", ""),
	}
}

func called(_ fact.Kind, ods string) string {
	if name, ok := map[string]string{"RVV": "East Kent Hospitals University NHS Foundation Trust", "RPA": "Medway NHS Foundation Trust", "RVV01": "William Harvey Hospital"}[ods]; ok {
		return name
	}
	return ods
}

// samples are a gap that was given back, a shift of the collaborative bank and one that an agency fills above the cap.
func samples(now time.Time) (out []measure.Story) {
	start := time.Date(2026, 3, 10, 19, 30, 0, 0, time.UTC)
	posted, filled := now.Add(-9*24*time.Hour), now.Add(-30*time.Hour)
	base := fact.Shift{
		Employer: "RVV", Site: "RVV01", Ward: "emergency", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5",
		StartsAt: start, EndsAt: start.Add(12 * time.Hour), NetMinutes: 660, Reason: "sickness", PostedAt: posted, BankClosesAt: start.Add(-24 * time.Hour), RatePence: 1845,
		Opened: []fact.Opened{{Step: "own_bank", At: posted}, {Step: "collaborative_bank", At: posted.Add(24 * time.Hour)}},
	}
	gap, lent, agency := base, base, base
	gap.Status, gap.FirstFilledAt, gap.Reopened, gap.RatePence, gap.BaseRatePence = "open", &filled, 1, 2200, 1845
	lent.Status, lent.FilledBy, lent.FirstFilledAt, lent.FilledAt = "filled", "collaborative_bank", &filled, &filled
	agency.Status, agency.FilledBy, agency.FirstFilledAt, agency.FilledAt = "filled", "off_framework_agency", &filled, &filled
	agency.Opened = append(agency.Opened, fact.Opened{Step: "framework_agency", Tier: 1, At: filled})
	agency.Agency = fact.Agency{
		Name: "Other Agency", RatePence: 6200, CapPence: 4800, OverCap: true, OverCapWhy: "patient_safety", OffFrameworkWhy: "no_bank_worker_with_skill",
		Override: &fact.Override{Role: "executive", Why: "patient_safety", At: filled},
	}
	for _, s := range []fact.Shift{gap, lent, agency} {
		if story, ok := measure.StoryFor(nil, id.Nil.String(), s); ok {
			out = append(out, story)
		}
	}
	return out
}
