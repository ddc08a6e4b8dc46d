package webhooks

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/webhook"
)

var somebody = auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}

// Stories are the pages in all states.
func Stories() []web.Story {
	noon := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	one := webhook.Webhook{ID: id.ID{1}, Version: 3, Name: "Control room", URL: "https://alerts.example.nhs.uk/muster", On: true, Secret: webhook.Secret("s")}
	two, off := one, one
	two.ID, two.Name, two.OldSecret = id.ID{2}, "Board's dashboard", webhook.Secret("o")
	off.ID, off.Name, off.On, off.OffWhy = id.ID{3}, "Old pager", false, "It answered that it is gone (410)."
	list := ListView{May: true, Receivers: []Receiver{receiverOf(one), receiverOf(two), receiverOf(off)}}
	list.Name, list.URL = fieldsOf("", "", nil)
	wrong := list
	wrong.Fault = fault.New(fault.Invalid, "webhook_invalid", "Some of this cannot be right; see what to change.").WithFields(fault.Field{Location: "body.url", Message: "Give the address to call."})
	wrong.Name, wrong.URL = fieldsOf("Control room", "ftp://x", wrong.Fault)
	page := func(w webhook.Webhook, change func(*View)) View {
		v := View{Receiver: receiverOf(w), May: true, Log: logPath}
		v.Name, v.URL = fieldsOf(w.Name, w.URL, nil)
		change(&v)
		return v
	}
	names := app.NamesOf(app.EmployerFigures{ODS: "RVV", Name: "East Kent Hospitals University NHS Foundation Trust"})
	log := LogView{May: true, Older: logPath + "?before=x"}
	const raised = "muster.analytics.alert.raised.v1"
	for _, d := range []app.Delivery{
		{ID: id.ID{1}, Webhook: "Control room", Type: raised, Employer: "RVV", StaffGroup: "nursing_midwifery", Tries: 1, State: app.Delivered, Status: 204},
		{ID: id.ID{2}, Webhook: "Old pager", Type: raised, Employer: "RVV", Tries: 11, State: app.Dead, Status: 503, Said: "The receiver answered 503."},
		{ID: id.ID{3}, Webhook: "Board's dashboard", Type: "muster.analytics.alert.cleared.v1", Employer: "RVV", Tries: 3, State: app.Waiting, Said: "The receiver did not answer in time.", DueAt: noon.Add(10 * time.Minute)},
		{ID: id.ID{4}, Push: true, Type: raised, Employer: "RVV", Tries: 1, State: app.Dead, Said: "This browser is rung no more."},
		{ID: id.ID{5}, Webhook: "Control room", Type: app.TestType, State: app.Waiting},
	} {
		d.MadeAt = noon
		log.Messages = append(log.Messages, messageOf(d, names))
	}
	return []web.Story{
		{Name: "Webhooks", Component: ListPage(list), Principal: somebody},
		{Name: "Webhooks: refused", Component: ListPage(wrong), Principal: somebody},
		{Name: "Webhooks: none are sent", Component: ListPage(ListView{Off: true, May: true}), Principal: somebody},
		{Name: "Webhook: added", Component: Page(page(one, func(v *View) { v.Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" })), Principal: somebody},
		{Name: "Webhook: two secrets", Component: Page(page(two, func(v *View) { v.Tested = true })), Principal: somebody},
		{Name: "Webhook: turned off by itself", Component: Page(page(off, func(v *View) { v.Saved = true })), Principal: somebody},
		{Name: "Delivery log", Component: LogPage(log), Principal: somebody},
		{Name: "Delivery log: empty", Component: LogPage(LogView{State: app.Dead}), Principal: somebody},
	}
}
