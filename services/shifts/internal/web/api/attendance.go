package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/cancellation"
)

func mountAttendance(s *web.Server, h handlers) {
	conflicts := []int{http.StatusNotFound, http.StatusConflict}
	register(s, web.Op{Method: http.MethodGet, Path: "/bookings/{id}/cancellation", ID: "foresee-cancellation", Action: app.ReadConsequence, Errors: conflicts,
		Summary:     "What would follow from ending a booking now",
		Description: "Changes nothing. Workers ask with side=worker, employers with side=employer, who also get open shifts to offer instead."}, h.foresee)
	register(s, web.Op{Method: http.MethodPost, Path: "/bookings/{id}/check-in", ID: "check-in", Action: app.CheckIn, Errors: conflicts,
		Summary:     "Start a booking (worker or ward)",
		Description: "From an hour before the start, or what the employer's policy says, to the end. 409 passport_ended: the passport no longer covers the shift."}, h.checkIn)
	register(s, web.Op{Method: http.MethodPost, Path: "/bookings/{id}/late", ID: "tell-late", Action: app.TellLate, Errors: conflicts,
		Summary: "Say that the worker comes late (worker or ward)"}, h.late)
	register(s, web.Op{Method: http.MethodPost, Path: "/bookings/{id}/did-not-attend", ID: "did-not-attend", Action: app.RecordAbsence, Errors: conflicts,
		Summary:     "Record that the worker did not come, from the start of the shift",
		Description: "The shift is open again at once and can be taken for what is left of it until it ends; with refill false nobody can take it and it lapses."}, h.didNotAttend)
	register(s, web.Op{Method: http.MethodPost, Path: "/bookings/{id}/left-early", ID: "left-early", Action: app.RecordLeaving, Errors: conflicts,
		Summary:     "Record that a started worker left before the end; whoever is sent home is paid as booked",
		Description: "When the worker goes of their own wish the rest of the shift, if at least the employer's policy rest_least_minutes long, is posted as a shift of the same posting with rest_of, and can be taken until it ends; with refill false it is not."}, h.leftEarly)
	register(s, web.Op{Method: http.MethodGet, Path: "/bookings/{id}/history", ID: "booking-history", Action: app.ReadBooking, Errors: []int{http.StatusNotFound},
		Summary: "What happened to a booking, oldest first"}, h.bookingHistory)
	register(s, web.Op{Method: http.MethodGet, Path: "/reliability", ID: "reliability", Action: app.ReadReliability,
		Summary: "How confirmed bookings ended, both sides by the same notice bands: one employer's, or a worker's own"}, h.reliability)
}

type foreseeInput struct {
	BookingPath
	Side       string `query:"side" required:"true" enum:"worker,employer"`
	Why        string `query:"why" maxLength:"32" default:"other" doc:"The code of the reason; cannot_work is never counted."`
	RedeployTo string `query:"redeploy_to" maxLength:"64" doc:"The open shift that the employer would offer instead."`
}

// Consequence is what follows from ending a booking, as the API shows it.
type Consequence struct {
	NoticeBand string   `json:"notice_band" doc:"How much notice it would be."`
	Code       string   `json:"code" doc:"none, not_counted, late, absent, paid, paid_statutory or redeploy_offered."`
	OwedPence  int64    `json:"owed_pence" doc:"What the employer would owe the worker."`
	Counts     bool     `json:"counts" doc:"Whether it counts for the worker."`
	Sentences  []string `json:"sentences"`
}

type foreseeOutput struct {
	Body struct {
		Consequence
		Redeploy []alternative `json:"redeploy"`
	}
}

func consequenceOf(c cancellation.Consequence) Consequence {
	return Consequence{NoticeBand: string(c.Band), Code: string(c.Code), OwedPence: c.OwedPence, Counts: c.Strike, Sentences: c.Sentences}
}

func (h handlers) foresee(ctx context.Context, in *foreseeInput) (*foreseeOutput, error) {
	bookingID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	how := app.Ending{Side: cancellation.Side(in.Side), Why: in.Why}
	if in.RedeployTo != "" {
		if how.RedeployTo, err = byID(in.RedeployTo); err != nil {
			return nil, err
		}
	}
	f, err := h.app.Consequence(ctx, bookingID, how)
	if err != nil {
		return nil, err
	}
	out := &foreseeOutput{}
	out.Body.Consequence, out.Body.Redeploy = consequenceOf(f.Consequence), []alternative{}
	for _, s := range f.Redeploy {
		out.Body.Redeploy = append(out.Body.Redeploy, alternative{ShiftID: s.ID.String(), Employer: s.Employer, Site: s.Site, Ward: s.Ward,
			Band: s.Band, StartsAt: s.StartsAt, EndsAt: s.EndsAt, RatePence: s.RatePence})
	}
	return out, nil
}

type bareBookingInput struct {
	BookingPath
	Body *struct{} `required:"false"`
}

func (h handlers) checkIn(ctx context.Context, in *bareBookingInput) (*bookingOutput, error) {
	return h.onBooking(in.ID, func(b id.ID) (app.Booked, error) { return h.app.CheckIn(ctx, b) })
}

type lateInput struct {
	BookingPath
	Body struct {
		Minutes int `json:"minutes" minimum:"1" maximum:"720" doc:"How late, from the start of the shift."`
	}
}

func (h handlers) late(ctx context.Context, in *lateInput) (*bookingOutput, error) {
	return h.onBooking(in.ID, func(b id.ID) (app.Booked, error) { return h.app.TellLate(ctx, b, in.Body.Minutes) })
}

type absenceInput struct {
	BookingPath
	Body *struct {
		Refill *bool `json:"refill,omitempty" doc:"Whether somebody is still needed; true when left out."`
	} `required:"false"`
}

func (h handlers) didNotAttend(ctx context.Context, in *absenceInput) (*bookingOutput, error) {
	refill := in.Body == nil || in.Body.Refill == nil || *in.Body.Refill
	return h.onBooking(in.ID, func(b id.ID) (app.Booked, error) { return h.app.RecordAbsence(ctx, b, refill) })
}

type leavingInput struct {
	BookingPath
	Body struct {
		SentHome bool  `json:"sent_home" doc:"True when the ward sent the worker home."`
		Refill   *bool `json:"refill,omitempty" doc:"Whether somebody is still needed for the rest; true when left out. Nobody is when the ward sent the worker home."`
	}
}

func (h handlers) leftEarly(ctx context.Context, in *leavingInput) (*bookingOutput, error) {
	how := app.Leaving{SentHome: in.Body.SentHome, NotNeeded: in.Body.Refill != nil && !*in.Body.Refill}
	return h.onBooking(in.ID, func(b id.ID) (app.Booked, error) { return h.app.RecordLeaving(ctx, b, how) })
}

// onBooking answers a change of one booking.
func (h handlers) onBooking(raw string, change func(id.ID) (app.Booked, error)) (*bookingOutput, error) {
	bookingID, err := byID(raw)
	if err != nil {
		return nil, err
	}
	b, err := change(bookingID)
	if err != nil {
		return nil, err
	}
	return bookingAnswer(b, http.StatusOK), nil
}

type bookingHistoryOutput struct {
	Body struct {
		Entries []bookingEntry `json:"entries"`
	}
}

type bookingEntry struct {
	Version int64     `json:"version"`
	Event   string    `json:"event"`
	Reason  string    `json:"reason,omitempty"`
	Actor   string    `json:"actor,omitempty" doc:"An opaque id; workers see only their own."`
	At      time.Time `json:"at"`
}

func (h handlers) bookingHistory(ctx context.Context, in *BookingPath) (*bookingHistoryOutput, error) {
	bookingID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	entries, err := h.app.BookingHistory(ctx, bookingID)
	if err != nil {
		return nil, err
	}
	out := &bookingHistoryOutput{}
	out.Body.Entries = make([]bookingEntry, len(entries))
	for i, e := range entries {
		out.Body.Entries[i] = bookingEntry{Version: e.Version, Event: e.Event, Reason: e.Reason, Actor: e.Actor, At: e.At}
	}
	return out, nil
}

type reliabilityInput struct {
	Employer string `query:"employer" maxLength:"12" doc:"An ODS code; employers and workers may leave it out."`
}

type reliabilityOutput struct {
	Body struct {
		From       time.Time      `json:"from"`
		To         time.Time      `json:"to"`
		Kept       int            `json:"kept"`
		ByEmployer map[string]int `json:"cancelled_by_employer" doc:"By notice band."`
		ByWorker   map[string]int `json:"cancelled_by_worker" doc:"By notice band; without those who could not work."`
		CannotWork int            `json:"cannot_work" doc:"Workers who were unwell or had an emergency; never counted."`
		Absent     int            `json:"did_not_attend"`
		Revoked    int            `json:"revoked" doc:"Ended by a passport or an agreement: neither side's doing."`
		OwedPence  int64          `json:"owed_pence"`
	}
}

func (h handlers) reliability(ctx context.Context, in *reliabilityInput) (*reliabilityOutput, error) {
	r, err := h.app.Reliability(ctx, in.Employer)
	if err != nil {
		return nil, err
	}
	out := &reliabilityOutput{}
	b := &out.Body
	b.From, b.To, b.Kept, b.CannotWork, b.Absent, b.Revoked, b.OwedPence = r.From, r.To, r.Kept, r.NotCounted, r.Absent, r.Revoked, r.OwedPence
	b.ByEmployer, b.ByWorker = map[string]int{}, map[string]int{}
	for band, n := range r.ByEmployer {
		b.ByEmployer[string(band)] = n
	}
	for band, n := range r.ByWorker {
		b.ByWorker[string(band)] = n
	}
	return out, nil
}
