package alerts

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

var (
	somebody = auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}
	noon     = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	names    = app.NamesOf(app.EmployerFigures{ODS: "RVV", Name: "East Kent Hospitals University NHS Foundation Trust"}, app.EmployerFigures{ODS: "RPA", Name: "Medway NHS Foundation Trust"})
)

func listed(rule string, change func(*alert.Alert)) app.ListedAlert {
	a := alert.Alert{
		What: alert.FillBelow, Cell: alert.Cell{Employer: "RVV", StaffGroup: "nursing_midwifery"}, RaisedAt: noon.Add(-3 * time.Hour), Value: alert.Value{N: 666, Shifts: 12},
	}
	change(&a)
	return app.ListedAlert{Alert: a, Rule: alert.Rule{Name: rule, What: a.What}}
}

// Stories are the pages in all states.
func Stories() []web.Story {
	at := func(ago time.Duration) *time.Time { t := noon.Add(-ago); return &t }
	full := int64(912)
	fresh := listed("Nurses' nights", func(*alert.Alert) {})
	taken := listed("Agencies before the bank", func(a *alert.Alert) {
		a.What, a.Value, a.AcknowledgedAt, a.AcknowledgedBy, a.AcknowledgedFor = alert.AgencyEarly, alert.Value{N: 2, Shifts: 5}, at(time.Hour), "emp-1", "RPA"
	})
	quiet := listed("Employers that say nothing", func(a *alert.Alert) {
		a.What, a.Cell, a.Value, a.SnoozedUntil, a.SnoozedBy = alert.Silence, alert.Cell{Employer: "RPA"}, alert.Value{N: 90}, at(-2*time.Hour), "story"
	})
	over := listed("Nurses' nights", func(a *alert.Alert) {
		a.ClearedAt, a.ClearedValue, a.AcknowledgedAt, a.AcknowledgedBy = at(time.Hour), &full, at(2*time.Hour), "story"
	})
	gone := listed("Rates", func(a *alert.Alert) {
		a.What, a.Value, a.ClearedAt = alert.RateAbove, alert.Value{N: 250, Shifts: 4}, at(time.Minute)
	})
	v := View{Names: names, Inbox: true, Webhooks: true, Unread: 2, Dead: 1, Older: "/fill-rate/alerts?before=x"}
	for _, a := range []app.ListedAlert{fresh, taken, quiet} {
		v.Standing = append(v.Standing, alertOf(a, names, somebody, noon, true))
	}
	for _, a := range []app.ListedAlert{over, gone} {
		v.Over = append(v.Over, alertOf(a, names, somebody, noon, false))
	}
	wrong := v
	wrong.Fault = fault.New(fault.Conflict, "alert_over", "This alert is over, so there is nothing to keep quiet.")
	inbox := InboxView{Unread: 2, Latest: 9, Older: "/fill-rate/alerts/inbox?before=1", PushKey: "BAtest"}
	for i, n := range []app.Notice{{Kind: "raised", ListedAlert: fresh}, {Kind: "reminded", ListedAlert: taken}, {Kind: "cleared", ListedAlert: over}} {
		n.At = noon
		inbox.Notices = append(inbox.Notices, noticeOf(n, names, i < 2))
	}
	story := func(name string, c View) web.Story {
		return web.Story{Name: name, Component: Page(c), Principal: somebody}
	}
	return []web.Story{
		story("Alerts", v), story("Alerts: none", View{Inbox: true}), story("Alerts: kept quiet too late", wrong),
		{Name: "Inbox of alerts", Component: InboxPage(inbox), Principal: somebody},
		{Name: "Inbox of alerts: empty, without push", Component: InboxPage(InboxView{Employer: true}), Principal: somebody},
	}
}
