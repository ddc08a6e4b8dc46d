package verify

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the states of the pages.
func Stories() []web.Story {
	at := view.SampleNow
	until := at.AddDate(0, 0, 90)
	told := presentation.Told{Query: "c0", Issuer: "https://muster.example/issuers/RVV", Type: "dbs/1", Claims: []string{"outcome"}, ExpiresAt: &until, StatusReadAt: &at}
	request := func(status string) app.RequestView {
		return app.RequestView{Receiver: "RPA", ReceiverName: "Sample NHS Foundation Trust", Purpose: "bank_shift", PurposeText: presentation.PurposeText("bank_shift"),
			Asks: []app.AskView{{Query: "c0", Type: "dbs/1", Title: "Criminal record check (DBS)"}}, Status: status, RequestedAt: at, ExpiresAt: at.Add(10 * time.Minute)}
	}
	waiting, verified, refused := request("requested"), request("verified"), request("refused")
	waiting.Link, waiting.Page = "openid4vp://?client_id=x509_san_dns%3Amuster.example&request_uri=x", "https://muster.example/passport/requests/x"
	verified.AnsweredAt, verified.Receipt = &at, &presentation.Receipt{Credentials: []presentation.Told{told}}
	forgotten := verified
	verified.Values = []app.ShownCredential{{Query: "c0", Claims: map[string]any{"outcome": "satisfied", "workforce": []any{"adult", "child"}, "issued_on": nil, "update_service": true}}}
	refused.Reason, refused.Receipt = presentation.NotWhatAsked, &presentation.Receipt{Code: presentation.NotWhatAsked, Message: "What was shown does not answer all that was asked for.", Missing: []string{"dbs/1"}}
	paste := PasteView{Nonce: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Audience: "https://muster.example/verify"}
	good, bad, member := paste, paste, paste
	good.Result = &app.Pasted{Told: told, IssuerName: "Sample NHS Foundation Trust", Claims: map[string]any{"outcome": "satisfied"}}
	bad.Result = &app.Pasted{Told: presentation.Told{Code: "REVOKED", Message: "The credential was revoked by its issuer."}}
	member.Receiver = true
	who := view.Verifier
	story := func(name string, p auth.Principal, c web.Story) web.Story {
		c.Name, c.Principal = "verify: "+name, p
		return c
	}
	return []web.Story{
		story("paste", auth.Principal{}, web.Story{Component: PastePage(paste)}),
		story("pasted and good", auth.Principal{}, web.Story{Component: PastePage(good)}),
		story("pasted and bad", auth.Principal{}, web.Story{Component: PastePage(bad)}),
		story("paste, signed in", who, web.Story{Component: PastePage(member)}),
		story("requests", who, web.Story{Component: ListPage(ListView{Purpose: "audit", Want: []string{"dbs"}, Requests: []app.RequestView{waiting, verified, refused, request("over")}})}),
		story("requests, none", who, web.Story{Component: ListPage(ListView{Problem: fault.New(fault.Invalid, "invalid", "Ask for at least one credential.")})}),
		story("waiting", who, web.Story{Component: ResultPage(waiting)}),
		story("verified", who, web.Story{Component: ResultPage(verified)}),
		story("verified, values gone", who, web.Story{Component: ResultPage(forgotten)}),
		story("refused", who, web.Story{Component: ResultPage(refused)}),
		story("over", who, web.Story{Component: ResultPage(request("over"))}),
	}
}
