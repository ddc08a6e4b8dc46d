// Package web is the service's HTTP side: the JSON API in api, and a folder for each page.
package web

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/api"
	"github.com/muster-ics/muster/services/passports/internal/web/card"
	"github.com/muster-ics/muster/services/passports/internal/web/inductionpage"
	"github.com/muster-ics/muster/services/passports/internal/web/mypassport"
	"github.com/muster-ics/muster/services/passports/internal/web/public"
	"github.com/muster-ics/muster/services/passports/internal/web/recordpage"
	"github.com/muster-ics/muster/services/passports/internal/web/workerlist"
	"github.com/muster-ics/muster/services/passports/internal/web/workerpage"
)

// Mount adds every route of the service.
func Mount(server *web.Server, use *app.Passports) {
	api.Mount(server, use)
	public.Mount(server, use)
	s := pages{server, use}

	// What a worker's own passport says.
	s.Page("GET /passport", app.MayReadOwn, mypassport.Handler{Use: use}.Show)

	// The home employer's duty to verify.
	s.Page("GET /passports", app.MayList, workerlist.Handler{Use: use}.Show)
	one := workerpage.Handler{Use: use}
	s.Page("GET /passports/workers/{id}", app.MayReadWorker, one.Show)
	record := recordpage.Handler{Use: use}
	s.Page("GET /passports/workers/{id}/checks", app.MayReadRecord, record.History)
	s.Page("GET /passports/workers/{id}/record/{form}", app.MayManage, record.Show)
	s.Page("POST /passports/workers/{id}/record/{form}", app.MayManage, record.Send)
	s.Page("POST /passports/workers/{id}/holds", app.MayManage, one.Hold)
	s.Page("POST /passports/workers/{id}/holds/{hold}/lift", app.MayManage, one.Lift)
	s.Page("POST /passports/workers/{id}/suspend", app.MayManage, one.Suspend)
	s.Page("POST /passports/workers/{id}/reinstate", app.MayManage, one.Reinstate)

	mountRights(s, use)
	mountDue(s, use)
	mountDecisions(s, use)
	mountWallets(s, use)
	mountImports(s, use)

	// What a host sees of a worker who is booked with it.
	s.Page("GET /passports/workers/{id}/card", app.MayViewCard, card.Handler{Use: use}.Show)
	shown := inductionpage.Handler{Use: use}
	s.Page("GET /passports/workers/{id}/induction", app.MayInduct, shown.Show)
	s.Page("POST /passports/workers/{id}/induction", app.MayInduct, shown.Record)
}

// Storybook shows every page in every state.
func Storybook() http.Handler { return web.Storybook("Passports", Stories()) }

// Stories are the states of all pages.
func Stories() []web.Story {
	var all []web.Story
	for _, of := range []func() []web.Story{
		mypassport.Stories, workerlist.Stories, workerpage.Stories, card.Stories,
		recordpage.Stories,
		inductionpage.Stories,
		dueStories,
		decisionStories,
		importStories,
		rightsStories,
		walletStories,
	} {
		all = append(all, of()...)
	}
	return all
}
