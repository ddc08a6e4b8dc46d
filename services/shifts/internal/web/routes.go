// Package web is the service's HTTP side: the JSON API in api, and a folder for each page.
package web

import (
	"net/http"
	"slices"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/acceptshift"
	"github.com/muster-ics/muster/services/shifts/internal/web/amendshift"
	"github.com/muster-ics/muster/services/shifts/internal/web/api"
	"github.com/muster-ics/muster/services/shifts/internal/web/approvals"
	"github.com/muster-ics/muster/services/shifts/internal/web/bookingpage"
	"github.com/muster-ics/muster/services/shifts/internal/web/candidates"
	"github.com/muster-ics/muster/services/shifts/internal/web/desk"
	"github.com/muster-ics/muster/services/shifts/internal/web/escalations"
	"github.com/muster-ics/muster/services/shifts/internal/web/importpage"
	"github.com/muster-ics/muster/services/shifts/internal/web/ladders"
	"github.com/muster-ics/muster/services/shifts/internal/web/manage"
	"github.com/muster-ics/muster/services/shifts/internal/web/myalerts"
	"github.com/muster-ics/muster/services/shifts/internal/web/myavailability"
	"github.com/muster-ics/muster/services/shifts/internal/web/mypreferences"
	"github.com/muster-ics/muster/services/shifts/internal/web/myrequests"
	"github.com/muster-ics/muster/services/shifts/internal/web/myshifts"
	"github.com/muster-ics/muster/services/shifts/internal/web/newimport"
	"github.com/muster-ics/muster/services/shifts/internal/web/newshift"
	"github.com/muster-ics/muster/services/shifts/internal/web/notices"
	"github.com/muster-ics/muster/services/shifts/internal/web/openshifts"
	"github.com/muster-ics/muster/services/shifts/internal/web/policies"
	"github.com/muster-ics/muster/services/shifts/internal/web/ratecards"
	"github.com/muster-ics/muster/services/shifts/internal/web/repeatshift"
	"github.com/muster-ics/muster/services/shifts/internal/web/severalshifts"
	"github.com/muster-ics/muster/services/shifts/internal/web/shiftlist"
	"github.com/muster-ics/muster/services/shifts/internal/web/shiftpage"
	"github.com/muster-ics/muster/services/shifts/internal/web/templates"
)

// Mount adds every route of the service.
func Mount(s *web.Server, a *app.App) {
	api.Mount(s, a)

	// The worker's side.
	accept, booking := acceptshift.Handler{App: a}, bookingpage.Handler{App: a}
	page(s, "GET /open-shifts", app.ReadOpenShifts, openshifts.Handler(a))
	page(s, "GET /my-shifts", app.ListBookings, myshifts.Handler(a))
	page(s, "GET /shifts/{id}/accept", app.AcceptShift, accept.Show)
	page(s, "POST /shifts/{id}/accept", app.AcceptShift, accept.Send)
	page(s, "GET /bookings/{id}", app.ReadBooking, booking.Show)
	page(s, "POST /bookings/{id}/withdraw", app.WithdrawFrom, booking.GiveBack)

	prefer := mypreferences.Handler{App: a}
	page(s, "GET /my-preferences", app.ReadPreferences, prefer.Show)
	page(s, "POST /my-preferences", app.ChangePreferences, prefer.Save)
	page(s, "POST /my-preferences/wards", app.ChangePreferences, prefer.Mark)

	free := myavailability.Handler{App: a}
	page(s, "GET /my-availability", app.MyTime, free.Show)
	page(s, "POST /my-availability", app.MyTime, free.Add)
	page(s, "POST /my-availability/remove", app.MyTime, free.Remove)

	mountAccepting(s, a)

	told, alerts := notices.Handler{App: a}, myalerts.Handler{App: a}
	page(s, "GET /notices", app.ReadNotices, told.Show)
	page(s, "POST /notices/read", app.ReadNotices, told.Read)
	page(s, "POST /notices/{id}/acknowledge", app.ReadNotices, told.Acknowledge)
	page(s, "GET /my-alerts", app.SetAlerts, alerts.Show)
	page(s, "POST /my-alerts", app.SetAlerts, alerts.Save)
	page(s, "POST /my-alerts/rules", app.SetAlerts, alerts.AddRule)
	page(s, "POST /my-alerts/rules/remove", app.SetAlerts, alerts.RemoveRule)
	page(s, "POST /my-alerts/calendar", app.SetAlerts, alerts.MakeCalendar)
	page(s, "POST /my-alerts/calendar/end", app.SetAlerts, alerts.EndCalendar)

	mountAttendance(s, a)

	// The employer's desk, which leads and auditors read too.
	mountImports(s, a)
	post, one := newshift.Handler{App: a}, shiftpage.Handler{App: a}
	board := desk.Handler{App: a}
	page(s, "GET /manage", app.ReadPolicy, manage.Handler(a))
	page(s, "GET /escalations", app.ReadEscalations, escalations.Handler(a))
	page(s, "GET /desk", app.ListShifts, board.Show)
	page(s, "GET /desk/stream", app.WatchChanges, board.Stream)
	page(s, "GET /shifts", app.ListShifts, shiftlist.Handler(a))
	page(s, "GET /shifts/new", app.PostShift, post.Show)
	page(s, "POST /shifts/new", app.PostShift, post.Send)
	page(s, "GET /shifts/{id}", app.ReadShift, one.Show)
	page(s, "POST /shifts/{id}/approve", app.ApproveShift, one.Approve)
	page(s, "POST /shifts/{id}/decline", app.ApproveShift, one.Decline)
	rules := policies.Handler{App: a}
	page(s, "GET /policies", app.ReadPolicy, rules.List)
	page(s, "GET /policies/{kind}", app.ReadPolicy, rules.Edit)
	page(s, "POST /policies/{kind}", app.ChangePolicy, rules.Save)
	many := repeatshift.Handler{App: a}
	page(s, "GET /shifts/repeat", app.PostShift, many.Show)
	page(s, "POST /shifts/repeat", app.PostShift, many.Send)
	amend := amendshift.Handler{App: a}
	page(s, "GET /shifts/{id}/amend", app.AmendShift, amend.Show)
	page(s, "POST /shifts/{id}/amend", app.AmendShift, amend.Send)
	waiting, usual := approvals.Handler{App: a}, templates.Handler{App: a}
	page(s, "GET /approvals", app.ApproveShift, waiting.Show)
	page(s, "POST /approvals", app.ApproveShift, waiting.Approve)
	page(s, "GET /templates", app.ReadTemplate, usual.List)
	page(s, "GET /templates/new", app.KeepTemplate, usual.New)
	page(s, "POST /templates/new", app.KeepTemplate, usual.Make)
	page(s, "GET /templates/{id}", app.ReadTemplate, usual.Edit)
	page(s, "POST /templates/{id}", app.KeepTemplate, usual.Save)
	page(s, "POST /templates/{id}/remove", app.KeepTemplate, usual.Remove)
	page(s, "POST /shifts/{id}/withdraw", app.WithdrawShift, one.Withdraw)
	page(s, "POST /shifts/{id}/agency-fill", app.FillByAgency, one.AgencyFill)
	page(s, "POST /shifts/{id}/override", app.GrantOverride, one.Override)
	page(s, "POST /shifts/{id}/release", app.ReleaseShift, one.Release)
	page(s, "POST /shifts/{id}/escalate", app.EscalateShift, one.Escalate)
	page(s, "POST /escalations/{id}/approve", app.DecideEscalation, one.ApproveEscalation)
	page(s, "POST /escalations/{id}/decline", app.DecideEscalation, one.DeclineEscalation)
	page(s, "POST /bookings/{id}/cancel", app.CancelBooking, booking.Cancel)

	releases := ladders.Handler{App: a}
	page(s, "GET /ladders", app.ReadLadder, releases.List)
	page(s, "GET /ladders/{staff_group}", app.ReadLadder, releases.Show)
	page(s, "POST /ladders/{staff_group}", app.ChangeLadder, releases.Save)
	page(s, "POST /ladders/{staff_group}/what-if", app.ReadLadder, releases.Try)

	rates := ratecards.Handler{App: a}
	page(s, "GET /rate-cards", app.ReadRateCards, rates.List)
	page(s, "GET /rate-cards/new", app.ChangeRateCard, rates.New)
	page(s, "POST /rate-cards/new", app.ChangeRateCard, rates.Add)
	page(s, "GET /rate-cards/{id}", app.ReadRateCards, rates.Show)
	page(s, "POST /rate-cards/{id}", app.ChangeRateCard, rates.Change)
}

// page adds a page whose changes carry the request's id into the audit rows.
func page(s *web.Server, pattern string, action auth.Action, h func(http.ResponseWriter, *http.Request) error) {
	s.Page(pattern, action, func(w http.ResponseWriter, r *http.Request) error {
		return h(w, r.WithContext(app.WithRequest(r.Context(), web.RequestID(r.Context()))))
	})
}

// Stories are every page in every state.
func Stories() []web.Story {
	return slices.Concat(
		myrequests.Stories(),
		candidates.Stories(),
		severalshifts.Stories(),
		newimport.Stories(),
		importpage.Stories(),
		notices.Stories(),
		myalerts.Stories(),
		openshifts.Stories(),
		mypreferences.Stories(),
		acceptshift.Stories(),
		bookingpage.Stories(),
		myshifts.Stories(),
		shiftlist.Stories(),
		manage.Stories(),
		escalations.Stories(),
		myavailability.Stories(),
		shiftpage.Stories(),
		newshift.Stories(),
		ratecards.Stories(), ladders.Stories(),
		approvals.Stories(),
		repeatshift.Stories(),
		policies.Stories(),
		amendshift.Stories(),
		templates.Stories(),
		desk.Stories(),
		attendanceStories(),
	)
}
