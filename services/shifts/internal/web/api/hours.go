package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/ownroster"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

func mountHours(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodPost, Path: "/rosters/import", ID: "import-own-roster", Action: app.ImportOwnRoster, Status: http.StatusCreated, MaxBody: 16 << 20,
		Summary: "Send your employer's roster of its own staff",
		Description: "All or nothing; it replaces what was sent before for the same days. Give rows, or a CSV file with the columns worker_id, starts, ends, break and kind as text. " +
			"The hours count at every employer when a shift is accepted; leave and sickness are left out of averages. Bookings that it clashes with stand, with a warning to worker and host."}, h.importOwnRoster)
	register(s, web.Op{Method: http.MethodGet, Path: "/bookings/{id}/conflicts", ID: "get-booking-conflicts", Action: app.ReadBooking, Errors: []int{http.StatusNotFound},
		Summary: "Read what an employer's own roster breaks in a booking"}, h.conflicts)
	register(s, web.Op{Method: http.MethodGet, Path: "/blocks", ID: "list-blocks", Action: app.ListBlocks,
		Summary: "List the blocks that stand: your employer's, or those against you"}, h.blocks)
	register(s, web.Op{Method: http.MethodPost, Path: "/blocks", ID: "block-worker", Action: app.BlockWorker, Status: http.StatusCreated, Errors: []int{http.StatusConflict},
		Summary: "Keep a worker off your employer's shifts, or off one ward's", Description: "Bookings that stand are not ended by it. The worker is told the day of the review and how to appeal."}, h.block)
	register(s, web.Op{Method: http.MethodPost, Path: "/blocks/{id}/lift", ID: "lift-block", Action: app.BlockWorker, Errors: []int{http.StatusNotFound, http.StatusConflict},
		Summary: "Lift a block"}, h.unblock)
	register(s, web.Op{Method: http.MethodGet, Path: "/my-availability", ID: "get-my-availability", Action: app.MyTime,
		Summary: "Read when you have said not to be available"}, h.myAvailability)
	register(s, web.Op{Method: http.MethodPut, Path: "/my-availability", ID: "put-my-availability", Action: app.MyTime, Errors: []int{http.StatusConflict},
		Summary: "Replace when you are not available", Description: "It stops nobody: shifts at these times are shown with a warning."}, h.putMyAvailability)
	register(s, web.Op{Method: http.MethodGet, Path: "/my-hours", ID: "get-my-hours", Action: app.MyTime,
		Summary: "Read how your hours stand, at all employers together"}, h.myHours)
}

type ownRosterInput struct {
	Body struct {
		From  string `json:"from" format:"date" doc:"The first day that the roster is whole for, e.g. 2026-03-02."`
		Until string `json:"until" format:"date" doc:"The last day."`
		Rows  []struct {
			WorkerID string `json:"worker_id" maxLength:"64"`
			Kind     string `json:"kind,omitempty" enum:"substantive,leave,sick" default:"substantive"`
			Starts   string `json:"starts" maxLength:"40" doc:"By the clock on the wall in London, e.g. 2026-03-02 07:30, or RFC 3339."`
			Ends     string `json:"ends" maxLength:"40"`
			Break    string `json:"break,omitempty" maxLength:"10" doc:"Unpaid minutes."`
		} `json:"rows,omitempty" maxItems:"100000"`
		CSV string `json:"csv,omitempty" maxLength:"16000000" doc:"A CSV file as text, in place of rows."`
	}
}

type ownRosterOutput struct {
	Body struct {
		ImportID  string `json:"import_id"`
		Rows      int    `json:"rows"`
		Workers   int    `json:"workers"`
		Conflicts int    `json:"conflicts" doc:"Bookings to come that now break rest. They stand, with a warning."`
	}
}

func (h handlers) importOwnRoster(ctx context.Context, in *ownRosterInput) (*ownRosterOutput, error) {
	from, err1 := walltime.ParseDay(in.Body.From)
	until, err2 := walltime.ParseDay(in.Body.Until)
	if err1 != nil || err2 != nil {
		return nil, fault.New(fault.Invalid, "invalid_input", "Give the first and the last day of the roster, like 2026-03-02.").
			WithFields(fault.Field{Location: "body.from", Message: "Give a day like 2026-03-02."})
	}
	r := app.OwnRoster{From: from, Until: until, CSV: in.Body.CSV}
	if r.CSV != "" && len(in.Body.Rows) > 0 {
		return nil, fault.New(fault.Invalid, "invalid_input", "Give rows or csv, not both.").WithFields(fault.Field{Location: "body.csv", Message: "Leave out one of the two."})
	}
	for i, row := range in.Body.Rows {
		r.Lines = append(r.Lines, ownroster.Line{Number: i + 1, WorkerID: row.WorkerID, Kind: row.Kind, Starts: row.Starts, Ends: row.Ends, Minutes: row.Break})
	}
	done, err := h.app.ImportOwnRoster(ctx, r)
	if err != nil {
		return nil, err
	}
	out := &ownRosterOutput{}
	out.Body.ImportID, out.Body.Rows, out.Body.Workers, out.Body.Conflicts = done.ID.String(), done.Rows, done.Workers, done.Conflicts
	return out, nil
}

type conflictsOutput struct {
	Body struct {
		Reasons []reason.Reason `json:"reasons"`
	}
}

func (h handlers) conflicts(ctx context.Context, in *BookingPath) (*conflictsOutput, error) {
	bookingID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	out := &conflictsOutput{}
	out.Body.Reasons, err = h.app.BookingConflicts(ctx, bookingID)
	return out, err
}

type block struct {
	BlockID  string     `json:"block_id"`
	Employer string     `json:"employer"`
	WorkerID string     `json:"worker_id"`
	Ward     string     `json:"ward,omitempty" doc:"Left out for every ward."`
	Why      string     `json:"why" enum:"conduct_under_review,capability_under_review,did_not_attend,worker_asked,other"`
	ReviewAt time.Time  `json:"review_at" doc:"When the employer looks at it again."`
	PlacedAt time.Time  `json:"placed_at"`
	LiftedAt *time.Time `json:"lifted_at,omitempty"`
	Appeal   string     `json:"appeal" doc:"What the worker can do against it."`
}

type blocksOutput struct {
	Body struct {
		Blocks []block `json:"blocks"`
	}
}

type blockOutput struct{ Body block }

func blockAnswer(b app.Block) block {
	return block{BlockID: b.ID.String(), Employer: b.Employer, WorkerID: b.WorkerID.String(), Ward: b.Ward, Why: b.Why,
		ReviewAt: b.ReviewAt.UTC(), PlacedAt: b.PlacedAt.UTC(), LiftedAt: b.LiftedAt, Appeal: app.Appeal}
}

func (h handlers) blocks(ctx context.Context, _ *struct{}) (*blocksOutput, error) {
	all, err := h.app.Blocks(ctx)
	out := &blocksOutput{}
	for _, b := range all {
		out.Body.Blocks = append(out.Body.Blocks, blockAnswer(b))
	}
	return out, err
}

type blockInput struct {
	Body struct {
		WorkerID string `json:"worker_id" maxLength:"64"`
		Ward     string `json:"ward,omitempty" maxLength:"64" doc:"Left out, every ward of your employer."`
		Why      string `json:"why" enum:"conduct_under_review,capability_under_review,did_not_attend,worker_asked,other"`
		ReviewOn string `json:"review_on" format:"date" doc:"A day within half a year on which you look at it again."`
	}
}

func (h handlers) block(ctx context.Context, in *blockInput) (*blockOutput, error) {
	n := app.NewBlock{Ward: in.Body.Ward, Why: in.Body.Why}
	n.WorkerID, _ = id.Parse(in.Body.WorkerID) // An id that cannot be is refused with the other fields.
	if d, err := walltime.ParseDay(in.Body.ReviewOn); err == nil {
		n.ReviewAt = time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, clock.London).UTC()
	}
	b, err := h.app.BlockWorker(ctx, n)
	if err != nil {
		return nil, err
	}
	return &blockOutput{Body: blockAnswer(b)}, nil
}

type liftInput struct {
	ID   string    `path:"id" maxLength:"64"`
	Body *struct{} `required:"false"`
}

func (h handlers) unblock(ctx context.Context, in *liftInput) (*blockOutput, error) {
	blockID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	b, err := h.app.Unblock(ctx, blockID)
	if err != nil {
		return nil, err
	}
	return &blockOutput{Body: blockAnswer(b)}, nil
}

type availability struct {
	Unavailable []period `json:"unavailable" maxItems:"200"`
}

type period struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

type availabilityOutput struct {
	ETag string `header:"ETag"`
	Body availability
}

func (h handlers) myAvailability(ctx context.Context, _ *struct{}) (*availabilityOutput, error) {
	return availabilityAnswer(h.app.MyAvailability(ctx))
}

type putAvailabilityInput struct{ Body availability }

func (h handlers) putMyAvailability(ctx context.Context, in *putAvailabilityInput) (*availabilityOutput, error) {
	spans := make([]workingtime.Span, len(in.Body.Unavailable))
	for i, p := range in.Body.Unavailable {
		until := p.Until.UTC()
		spans[i] = workingtime.Span{From: p.From.UTC(), Until: &until}
	}
	return availabilityAnswer(h.app.PutMyAvailability(ctx, spans))
}

func availabilityAnswer(spans []workingtime.Span, version int64, err error) (*availabilityOutput, error) {
	if err != nil {
		return nil, err
	}
	out := &availabilityOutput{ETag: web.ETag(version)}
	for _, s := range spans {
		out.Body.Unavailable = append(out.Body.Unavailable, period{From: s.From, Until: *s.Until})
	}
	return out, nil
}

type capUse struct {
	Code         string `json:"code" doc:"That of the reason with which a shift over the cap is refused."`
	UsedMinutes  int    `json:"used_minutes"`
	LimitMinutes int    `json:"limit_minutes"`
	Words        string `json:"words" example:"18 h 30 min of 20 h this week"`
}

type myHoursOutput struct {
	Body struct {
		AsOf                time.Time  `json:"as_of"`
		WeekFrom            time.Time  `json:"week_from"`
		WeekTo              time.Time  `json:"week_to"`
		WorkedMinutes       int        `json:"worked_minutes" doc:"Of this week, Monday to Sunday, what is over."`
		BookedMinutes       int        `json:"booked_minutes" doc:"And what is to come."`
		AverageMinutes      int        `json:"average_minutes" doc:"A week, over average_weeks that end with this one."`
		AverageWeeks        int        `json:"average_weeks"`
		AverageLimitMinutes int        `json:"average_limit_minutes" doc:"0 when there is none."`
		OptedOut            bool       `json:"opted_out"`
		Contract            string     `json:"contract" enum:"wtr_1998,resident_doctor_2016,resident_doctor_2019"`
		Caps                []capUse   `json:"caps"`
		RestUntil           *time.Time `json:"rest_until,omitempty" doc:"When the rest after your last shift, or the one that is on, ends."`
	}
}

func (h handlers) myHours(ctx context.Context, _ *struct{}) (*myHoursOutput, error) {
	m, err := h.app.MyHours(ctx)
	if err != nil {
		return nil, err
	}
	minutes := func(d time.Duration) int { return int(d / time.Minute) }
	out := &myHoursOutput{}
	b := &out.Body
	b.AsOf, b.WeekFrom, b.WeekTo = m.AsOf, m.WeekFrom.UTC(), m.WeekTo.UTC()
	b.WorkedMinutes, b.BookedMinutes = minutes(m.Worked), minutes(m.Booked)
	b.AverageMinutes, b.AverageWeeks, b.AverageLimitMinutes = minutes(m.Average), m.Weeks, minutes(m.AverageLimit)
	b.OptedOut, b.Contract, b.RestUntil = m.OptedOut, string(m.Contract), m.RestUntil
	for _, c := range m.Caps {
		b.Caps = append(b.Caps, capUse{Code: c.Code, UsedMinutes: minutes(c.Used), LimitMinutes: minutes(c.Limit), Words: c.Words()})
	}
	return out, nil
}
