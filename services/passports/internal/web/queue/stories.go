package queue

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	now := view.SampleNow
	someone, another := "01957f00-0000-7000-8000-000000000001", "01957f00-0000-7000-8000-000000000002"
	until := now.AddDate(2, 0, 0)
	line := func(worker, name, kind, code, state string, days int, r *app.Renewal) app.DueView {
		return app.DueView{WorkerID: worker, Name: name, StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", Kind: kind, Code: code, State: state, Asked: kind != "competency", DueAt: now.AddDate(0, 0, days), Renewal: r}
	}
	lines := []app.DueView{
		line(someone, "Sample Person", "check", "dbs", "missing", -30, nil),
		line(another, "Other Sample", "competency", "cstf:FIRE", "held", -3, &app.Renewal{DoneOn: now, Until: &until}),
		line(someone, "Sample Person", "check", "right_to_work", "held", 5, &app.Renewal{DoneOn: now}),
		line(another, "Other Sample", "registration", "NMC", "blocked", -1, nil),
	}
	read := now.AddDate(0, 0, -8)
	choices := app.DueChoices{
		Whats: []string{"check:dbs", "registration:NMC", "competency:cstf:FIRE"}, Roles: []string{"registered_nurse", "midwife"}, Sites: []string{"RVV01"},
		Registers: []app.RegisterStanding{{Body: "NMC", Staff: 412, ReadAt: &read, Stale: true}, {Body: "HCPC", Staff: 12}},
	}
	f := Filter{Within: usual}
	refused := fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: "form.achieved_on", Message: "A competency cannot have been achieved in the future."})
	again := sent{fault: refused, values: url.Values{"row": {"2"}, "done_on_2": {"2027-01-01"}, "until_2": {"2028-01-01"}}, row: app.Renew{Kind: "competency", Code: "cstf:FIRE"}}
	again.row.Worker, _ = id.Parse(another)
	unsaid := sent{fault: app.FieldFault("form.nothing_differs_NMC", "Say that nothing differs from what is recorded."), values: url.Values{}}
	page := app.DuePage{Lines: lines, Next: &app.DuePlace{At: now}}
	return []web.Story{
		{Name: "Due: some", Component: Page(viewOf("RVV", f, page, choices, now, sent{done: done["renewed"]})), Principal: view.Verifier},
		{Name: "Due: a date refused", Component: Page(viewOf("RVV", f, page, choices, now, again)), Principal: view.Verifier},
		{Name: "Due: a reading refused", Component: Page(viewOf("RVV", f, page, choices, now, unsaid)), Principal: view.Verifier},
		{Name: "Due: nothing", Component: Page(viewOf("RVV", Filter{What: "check:dbs", Site: "RVV01"}, app.DuePage{}, choices, now, sent{})), Principal: view.Verifier},
	}
}
