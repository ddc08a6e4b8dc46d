package web

import (
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/approaches"
	"github.com/muster-ics/muster/services/passports/internal/web/door"
	"github.com/muster-ics/muster/services/passports/internal/web/offers"
	"github.com/muster-ics/muster/services/passports/internal/web/receiverspage"
	"github.com/muster-ics/muster/services/passports/internal/web/requests"
	"github.com/muster-ics/muster/services/passports/internal/web/verify"
	"github.com/muster-ics/muster/services/passports/internal/web/wallets"
)

// mountWallets adds what workers take along and show, and what receivers ask and verify.
func mountWallets(s pages, use *app.Passports) {
	wallets.Mount(s.Server, use)

	offered := offers.Handler{Use: use}
	s.Page("GET /passport/offers", app.MayTake, offered.Show)
	s.Page("POST /passport/offers", app.MayTake, offered.Ask)
	s.Page("POST /passport/offers/{id}/accept", app.MayTake, offered.Accept)
	s.Page("POST /passport/offers/{id}/reject", app.MayTake, offered.Reject)
	s.Page("POST /passport/offers/{id}/wallet", app.MayTake, offered.Open)

	asked := requests.Handler{Use: use}
	s.Page("GET /passport/requests", app.MayPresent, asked.OpenPage)
	s.Page("POST /passport/requests", app.MayPresent, asked.Open)
	s.Page("GET /passport/requests/{id}", app.MayPresent, asked.Show)
	s.Page("POST /passport/requests/{id}", app.MayPresent, asked.Answer)
	s.Page("POST /passport/requests/{id}/decline", app.MayPresent, asked.Decline)

	outside := approaches.Handler{Use: use}
	s.Page("GET /passport/approaches/{id}", app.MayPresent, outside.Show)
	s.Page("POST /passport/approaches/{id}", app.MayPresent, outside.Answer)
	s.Page("POST /passport/approaches/{id}/decline", app.MayPresent, outside.Decline)

	known := receiverspage.Handler{Use: use}
	s.Page("GET /passports/receivers", app.MayReadReceivers, known.Show)
	s.Page("POST /passports/receivers", app.MaySetReceivers, known.Add)
	s.Page("POST /passports/receivers/end", app.MaySetReceivers, known.End)

	at := door.Handler{Use: use}
	s.Page("GET /passport/door", app.MayShowAtDoor, at.Show)
	s.Page("GET /verify/d/{code}", web.Public, at.Look)

	receiver := verify.Handler{Use: use}
	s.Page("GET /verify", web.Public, receiver.Paste)
	s.Page("POST /verify", web.Public, receiver.Judge)
	s.Page("GET /verify/requests", app.MayRequest, receiver.List)
	s.Page("POST /verify/requests", app.MayRequest, receiver.Ask)
	s.Page("GET /verify/requests/{id}", app.MayRequest, receiver.Result)
}

func walletStories() []web.Story {
	var all []web.Story
	for _, of := range []func() []web.Story{offers.Stories, requests.Stories, approaches.Stories, receiverspage.Stories, door.Stories, verify.Stories} {
		all = append(all, of()...)
	}
	return all
}
