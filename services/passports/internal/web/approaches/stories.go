package approaches

import (
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/approach"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the states of the page.
func Stories() []web.Story {
	of := func(status string, change func(*app.ApproachView)) app.ApproachView {
		v := app.ApproachView{
			Receiver: "St Example Hospice", Host: "verify.hospice.example", Signed: true, Purpose: "pre_employment", PurposeText: presentation.PurposeText("pre_employment"),
			Status: status, OpenedAt: view.SampleNow, ExpiresAt: view.SampleNow.Add(10 * time.Minute),
		}
		change(&v)
		return v
	}
	asks := func(v *app.ApproachView) {
		v.Shares = []app.Share{
			{AskView: app.AskView{Query: "reg", Title: "Professional registration", Claims: []string{"regulator", "registration_status"}, Optional: []string{"number"}, Needed: true},
				Told: map[string]any{"regulator": "NMC", "registration_status": "registered", "number": "00A0000A"}},
			{AskView: app.AskView{Query: "dbs", Title: "Criminal record check (DBS)"}, Told: map[string]any{}},
		}
	}
	told := func(v *app.ApproachView) {
		v.AnsweredAt, v.Told = &v.OpenedAt, []approach.Told{{Type: "professional-registration/1", Claims: []string{"regulator", "registration_status"}}, {Type: "dbs/1"}}
	}
	story := func(name string, v app.ApproachView, f *fault.Error) web.Story {
		return web.Story{Name: "outside request: " + name, Principal: view.StoryWorker, Component: Page(View{ApproachView: v, Problem: f})}
	}
	return []web.Story{
		story("open", of("opened", asks), nil),
		story("not signed, without a purpose", of("opened", func(v *app.ApproachView) { asks(v); v.Signed, v.Purpose, v.PurposeText = false, "", "" }), nil),
		story("something is missing", of("opened", func(v *app.ApproachView) { asks(v); v.Missing = []string{"Criminal record check (DBS)"} }), nil),
		story("nothing chosen", of("opened", asks), fault.New(fault.Invalid, "nothing_chosen", "Choose at least one thing to show, or say no to the request.")),
		story("accepted", of("accepted", func(v *app.ApproachView) { told(v); v.Next = "https://verify.hospice.example/done" }), nil),
		story("not taken", of("refused", told), nil), story("not known", of("unclear", told), nil), story("sent", of("sent", told), nil),
		story("declined", of("declined", func(*app.ApproachView) {}), nil), story("over", of("over", func(*app.ApproachView) {}), nil),
	}
}
