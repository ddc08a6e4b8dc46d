package referencepage

import (
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Stories are the pages' states.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	at := time.Date(2026, 3, 10, 9, 30, 0, 0, time.UTC)
	shipped := app.ReferenceTable{
		Kind: "refresh", Title: "Refresh periods of training", About: "After how many months a subject is to be learnt again, by level.", Columns: []string{"subject", "level", "months", "source"},
		Rows: []app.ReferenceRow{
			{"subject": "FIRE", "level": "1", "months": "24", "source": "Core Skills Training Framework (England) ‡"},
			{"subject": "RES", "level": "1", "months": "12", "source": "Core Skills Training Framework (England) ‡"},
		},
	}
	changed := shipped
	changed.Version, changed.ChangedAt, changed.ChangedBy, changed.Why = 2, &at, "lead-1", "The system agreed on a year for fire safety"
	changed.Versions = []app.ReferenceChange{
		{Version: 2, ChangedAt: at, ChangedBy: "lead-1", Why: changed.Why}, {Version: 1, ChangedAt: at.AddDate(0, -1, 0), ChangedBy: "lead-2", Why: "Eighteen months for a trial"},
	}
	earlier := changed
	earlier.Version = 1
	wrong := fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: "form.rows[1].months", Message: "Give a whole number from 1 to 120."}, fault.Field{Location: "form.why", Message: "Say in one line of at most 200 characters why this is changed. Name nobody."})
	sent := url.Values{"rows": {"FIRE,1,12,us\nRES,1,yearly,us"}, "why": {""}, "over": {"2"}}
	done := viewOf(changed, true, nil, nil)
	done.Done = "The table is changed."
	return []web.Story{
		{Name: "Reference data: all tables", Component: ListPage([]app.ReferenceTable{shipped, changed}, "/passports/compliance"), Principal: lead},
		{Name: "Reference data: as it is shipped", Component: Page(viewOf(shipped, true, nil, nil)), Principal: lead},
		{Name: "Reference data: changed", Component: Page(done), Principal: lead},
		{Name: "Reference data: an earlier version", Component: Page(viewOf(earlier, true, nil, nil)), Principal: lead},
		{Name: "Reference data: a refusal", Component: Page(viewOf(changed, true, sent, inLines(wrong))), Principal: lead},
		{Name: "Reference data: to be read", Component: Page(viewOf(changed, false, nil, nil)), Principal: auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RWF"}},
	}
}
