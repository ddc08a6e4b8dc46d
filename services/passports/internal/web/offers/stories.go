package offers

import (
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the states of the page.
func Stories() []web.Story {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	offer := func(n, status string) app.OfferView {
		return app.OfferView{OfferID: "0199c0de-0000-7000-8000-00000000000" + n, Employer: "RVV", Kinds: []string{"check.dbs", "registration.NMC", "competency.cstf.FIRE.1"},
			Status: status, OfferedAt: at, ExpiresAt: at.AddDate(0, 0, 14)}
	}
	kept, taken := offer("2", "accepted"), offer("3", "accepted")
	kept.Wallet, taken.Wallet = "custodial", "external"
	who := view.StoryWorker
	return []web.Story{
		{Name: "offers: every state", Principal: who, Component: Page(View{Offers: []app.OfferView{offer("1", "offered"), kept, taken, offer("4", "rejected"), offer("5", "over")}})},
		{Name: "offers: none", Principal: who, Component: Page(View{})},
		{Name: "offers: refused", Principal: who, Component: Page(View{Offers: []app.OfferView{offer("5", "over")},
			Problem: fault.New(fault.Conflict, "offer_over", "This offer is too old. Ask your home employer for a new one.")})},
		{Name: "offers: into a wallet", Principal: who, Component: WalletPage(app.OfferLinks{OfferView: offer("1", "offered"),
			Link: "openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fmuster.example%2Foid4vci%2Foffer%2FABCDEFGHIJKLMNOPQRSTUVWXYZ", Transaction: "042917", Until: at.Add(15 * time.Minute)})},
		{Name: "offers: too late for a wallet", Principal: who, Component: WalletPage(app.OfferLinks{OfferView: offer("5", "over")})},
	}
}
