package requests

import (
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the states of the page.
func Stories() []web.Story {
	preview := func(status string) app.Preview {
		return app.Preview{RequestView: app.RequestView{
			Receiver: "RPA", ReceiverName: "Sample NHS Foundation Trust", Purpose: "bank_shift", PurposeText: presentation.PurposeText("bank_shift"),
			Status: status, RequestedAt: view.SampleNow, ExpiresAt: view.SampleNow.Add(600e9),
		}}
	}
	open := preview("requested")
	open.Shares = []app.Share{
		{AskView: app.AskView{Query: "c0", Title: "Professional registration", Claims: []string{"regulator", "registration_status"}, Optional: []string{"number"}, Needed: true},
			Told: map[string]any{"regulator": "NMC", "registration_status": "registered", "number": "00A0000A"}},
		{AskView: app.AskView{Query: "c1", Title: "Competency", Claims: []string{"title", "valid_until"}}, Told: map[string]any{"title": "Fire Safety", "valid_until": nil}},
	}
	lacking := open
	lacking.Missing = []string{"Criminal record check (DBS)"}
	declined, failed := preview("refused"), preview("refused")
	declined.Reason = presentation.Declined
	failed.Reason, failed.Receipt = "REVOKED", &presentation.Receipt{Code: "REVOKED", Message: "The credential was revoked by its issuer."}
	story := func(name string, p app.Preview, f *fault.Error) web.Story {
		return web.Story{Name: "request: " + name, Principal: view.StoryWorker, Component: Page(View{Preview: p, Problem: f})}
	}
	unverified := fault.New(fault.Forbidden, "unverified_receiver", "Unverified receiver: nothing vouches for who asks, so your passport is not shown to them. Ask them to send a signed request.")
	return []web.Story{
		{Name: "request: by a link", Principal: view.StoryWorker, Component: LinkPage(LinkView{})},
		{Name: "request: of an unverified receiver", Principal: view.StoryWorker, Component: LinkPage(LinkView{Link: "openid4vp://?client_id=redirect_uri%3Ax", Problem: unverified})},
		{Name: "request: some asked before", Principal: view.StoryWorker, Component: LinkPage(LinkView{Before: []app.ApproachView{
			{Receiver: "St Example Hospice", OpenedAt: view.SampleNow, Status: "accepted"}, {Receiver: "Sample Care Home", OpenedAt: view.SampleNow, Status: "over"}}})},
		story("open", open, nil), story("something is missing", lacking, nil), story("shown", preview("verified"), nil), story("declined", declined, nil),
		story("not accepted", failed, nil), story("over", preview("over"), nil),
		story("nothing chosen", open, fault.New(fault.Invalid, "nothing_chosen", "Choose at least one thing to show, or say no to the request.")),
	}
}
