// Package api is the JSON API of the shifts service: one file a resource, thin over the use cases.
package api

import (
	"context"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

// Mount adds every operation.
func Mount(s *web.Server, a *app.App) {
	h := handlers{app: a}
	mountShifts(s, h)
	mountShiftEnds(s, h)
	mountOpenShifts(s, h)
	mountPreferences(s, h)
	mountBookings(s, h)
	mountApplications(s, h)
	mountOffers(s, h)
	mountWaitingLists(s, h)
	mountSwaps(s, h)
	mountAttendance(s, h)
	mountTimesheets(s, h)
	mountCandidates(s, h)
	mountHours(s, h)
	mountPolicies(s, h)
	mountRateCards(s, h)
	mountPay(s, h)
	mountRelease(s, h)
	mountLadders(s, h)
	mountApprovals(s, h)
	mountAmend(s, h)
	mountTemplates(s, h)
	mountRepeat(s, h)
	mountImports(s, h)
	mountNotices(s, h)
	mountCalendar(s, h)
	mountStream(s, h)
	s.MountHistory(app.ReadHistory)
}

type handlers struct{ app *app.App }

// register adds an operation whose changes carry the request's id into the audit rows.
func register[I, O any](s *web.Server, op web.Op, h func(context.Context, *I) (*O, error)) {
	web.Register(s, op, func(ctx context.Context, in *I) (*O, error) {
		return h(app.WithRequest(ctx, web.RequestID(ctx)), in)
	})
}

// byID reads an id of a path. What cannot be one names nothing.
func byID(raw string) (id.ID, error) {
	v, err := id.Parse(raw)
	if err != nil || v.String() != raw {
		return id.Nil, fault.New(fault.NotFound, "not_found", "There is nothing with this id for you. Check the address.")
	}
	return v, nil
}

// Page is the part of a list's input that says where it goes on.
type Page struct {
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many at most."`
	After string `query:"after" maxLength:"400" doc:"The value of next from the page before, with the same filters."`
	// Cursor is the name that the Link header uses.
	Cursor string `query:"cursor" maxLength:"400" doc:"The same as after."`
}

func (p Page) cursor(filters any) (app.Cursor, error) {
	encoded := p.After
	if encoded == "" {
		encoded = p.Cursor
	}
	at, _, err := web.DecodeCursor[app.Cursor](filters, encoded)
	return at, err
}

// next is the cursor of the page after this one; empty when this page was not full.
func (p Page) next(filters any, n int, last func() app.Cursor) string {
	if n < p.Limit || n == 0 {
		return ""
	}
	return web.EncodeCursor(filters, last())
}
