package api

import (
	"context"
	"net/http"
	"time"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
)

func mountTimesheets(s *web.Server, h handlers) {
	conflicts := []int{http.StatusNotFound, http.StatusConflict}
	register(s, web.Op{Method: http.MethodGet, Path: "/bookings/{id}/timesheet", ID: "get-timesheet", Action: app.ReadBooking, Errors: []int{http.StatusNotFound},
		Summary: "The worked hours of a booking: as they stand, or as proposed while none are sent in"}, h.getTimesheet)
	register(s, web.Op{Method: http.MethodPost, Path: "/bookings/{id}/timesheet", ID: "submit-timesheet", Action: app.SubmitHours, Errors: conflicts,
		Summary: "Send in worked hours (worker), or correct them until somebody decides"}, h.submitHours)
	register(s, web.Op{Method: http.MethodPost, Path: "/bookings/{id}/timesheet/amend", ID: "amend-timesheet", Action: app.ApproveHours, Errors: conflicts,
		Summary: "Change hours (duty approve); the worker then agrees or disputes"}, h.amendHours)
	register(s, web.Op{Method: http.MethodPost, Path: "/bookings/{id}/timesheet/agree", ID: "agree-timesheet", Action: app.AgreeHours, Errors: conflicts,
		Summary: "Agree to changed hours (worker), which approves them"}, h.agreeHours)
	register(s, web.Op{Method: http.MethodPost, Path: "/bookings/{id}/dispute", ID: "dispute", Action: app.Dispute, Errors: conflicts,
		Summary: "Dispute changed hours, an absence, or what a cancellation pays (worker)"}, h.dispute)
	register(s, web.Op{Method: http.MethodPost, Path: "/bookings/{id}/dispute/answer", ID: "answer-dispute", Action: app.AnswerDispute, Errors: conflicts,
		Summary: "Answer a dispute (duty approve); disputed hours are approved as the answer has them"}, h.answerDispute)
	register(s, web.Op{Method: http.MethodGet, Path: "/timesheets", ID: "list-timesheets", Action: app.ListHours,
		Summary: "Worked hours and disputes at your employer that wait for somebody (duty approve)"}, h.listHours)
	register(s, web.Op{Method: http.MethodPost, Path: "/timesheets/approve", ID: "approve-timesheets", Action: app.ApproveHours,
		Summary: "Approve hours as they were sent in, up to 200 at once, each by itself"}, h.approveHours)
}

// HoursBody is hours as the API shows and takes them.
type HoursBody struct {
	StartsAt     time.Time `json:"starts_at"`
	EndsAt       time.Time `json:"ends_at"`
	BreakMinutes int       `json:"break_minutes" minimum:"0" maximum:"1440"`
}

func (b HoursBody) hours() timesheet.Hours {
	return timesheet.Hours{StartsAt: b.StartsAt.UTC(), EndsAt: b.EndsAt.UTC(), BreakMinutes: b.BreakMinutes}
}

func bodyOf(h timesheet.Hours) HoursBody {
	return HoursBody{StartsAt: h.StartsAt, EndsAt: h.EndsAt, BreakMinutes: h.BreakMinutes}
}

type sheetBody struct {
	BookingID  string       `json:"booking_id"`
	Status     string       `json:"status" doc:"proposed, submitted, amended, disputed or approved."`
	Hours      HoursBody    `json:"hours"`
	Booked     HoursBody    `json:"booked"`
	Claimed    *HoursBody   `json:"claimed,omitempty" doc:"As the worker sent them in."`
	Minutes    int          `json:"minutes"`
	Exceptions []string     `json:"exceptions" doc:"How they differ from what was booked; without any they are suggested for approval in bulk."`
	Note       string       `json:"note,omitempty"`
	AmendWhy   string       `json:"amend_why,omitempty"`
	Dispute    *disputeBody `json:"dispute,omitempty"`
}

type disputeBody struct {
	Why        string     `json:"why"`
	Text       string     `json:"text"`
	At         time.Time  `json:"at"`
	ReplyBy    time.Time  `json:"reply_by"`
	AnsweredAt *time.Time `json:"answered_at,omitempty"`
	Upheld     bool       `json:"upheld,omitempty"`
	Answer     string     `json:"answer,omitempty"`
}

func sheetOf(b booking.State) sheetBody {
	out := sheetBody{BookingID: b.ID.String(), Status: "proposed", Hours: bodyOf(b.ProposedHours()), Booked: bodyOf(b.Booked()), Exceptions: []string{}}
	out.Minutes = b.ProposedHours().Minutes()
	if s := b.Sheet; s != nil {
		claimed := bodyOf(s.Claimed)
		out.Status, out.Claimed, out.Note, out.AmendWhy = string(s.Status), &claimed, s.Note, s.AmendWhy
		for _, e := range s.Exceptions {
			out.Exceptions = append(out.Exceptions, string(e))
		}
	}
	if d := b.Dispute; d != nil {
		out.Dispute = &disputeBody{Why: d.Why, Text: d.Text, At: d.At, ReplyBy: d.ReplyBy, AnsweredAt: d.AnsweredAt, Upheld: d.Upheld, Answer: d.Answer}
	}
	return out
}

type sheetOutput struct{ Body sheetBody }

func (h handlers) getTimesheet(ctx context.Context, in *BookingPath) (*sheetOutput, error) {
	bookingID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	b, err := h.app.Booking(ctx, bookingID)
	if err != nil {
		return nil, err
	}
	return &sheetOutput{Body: sheetOf(b.Booking)}, nil
}

type submitInput struct {
	BookingPath
	Body struct {
		HoursBody
		Note string `json:"note,omitempty" maxLength:"500" doc:"For the ward. Name no patients."`
	}
}

func (h handlers) submitHours(ctx context.Context, in *submitInput) (*bookingOutput, error) {
	return h.onBooking(in.ID, func(b id.ID) (app.Booked, error) { return h.app.SubmitHours(ctx, b, in.Body.hours(), in.Body.Note) })
}

type amendHoursInput struct {
	BookingPath
	Body struct {
		HoursBody
		Why string `json:"why" maxLength:"500" doc:"A sentence for the worker."`
	}
}

func (h handlers) amendHours(ctx context.Context, in *amendHoursInput) (*bookingOutput, error) {
	return h.onBooking(in.ID, func(b id.ID) (app.Booked, error) { return h.app.AmendHours(ctx, b, in.Body.hours(), in.Body.Why) })
}

func (h handlers) agreeHours(ctx context.Context, in *bareBookingInput) (*bookingOutput, error) {
	return h.onBooking(in.ID, func(b id.ID) (app.Booked, error) { return h.app.AgreeHours(ctx, b) })
}

type disputeInput struct {
	BookingPath
	Body struct {
		Why  string `json:"why" enum:"hours,break,cancelled_pay,attendance,other"`
		Text string `json:"text" maxLength:"500" doc:"What happened. Name no patients."`
	}
}

func (h handlers) dispute(ctx context.Context, in *disputeInput) (*bookingOutput, error) {
	return h.onBooking(in.ID, func(b id.ID) (app.Booked, error) { return h.app.Dispute(ctx, b, in.Body.Why, in.Body.Text) })
}

type answerInput struct {
	BookingPath
	Body struct {
		Upheld    bool       `json:"upheld"`
		Answer    string     `json:"answer" maxLength:"500" doc:"What was decided and why."`
		Hours     *HoursBody `json:"hours,omitempty" doc:"The hours that stand, for disputed hours."`
		OwedPence int64      `json:"owed_pence,omitempty" minimum:"0" doc:"What is paid, for a cancelled booking or an absence."`
	}
}

func (h handlers) answerDispute(ctx context.Context, in *answerInput) (*bookingOutput, error) {
	a := booking.Answer{Upheld: in.Body.Upheld, Text: in.Body.Answer, OwedPence: in.Body.OwedPence}
	if in.Body.Hours != nil {
		a.Hours = in.Body.Hours.hours()
	}
	return h.onBooking(in.ID, func(b id.ID) (app.Booked, error) { return h.app.AnswerDispute(ctx, b, a) })
}

type listHoursInput struct {
	Status []string `query:"status" enum:"submitted,amended,disputed" doc:"Without it, all three, and disputes about cancellations and absences."`
	Page
}

type listHoursOutput struct {
	Link string `header:"Link"`
	Body struct {
		Timesheets []sheetRow `json:"timesheets"`
		Next       string     `json:"next,omitempty"`
	}
}

type sheetRow struct {
	Booking   es.BookingState `json:"booking"`
	Timesheet sheetBody       `json:"timesheet"`
	Unchanged bool            `json:"unchanged" doc:"As booked: suggested for approval in bulk."`
}

func (h handlers) listHours(ctx context.Context, in *listHoursInput) (*listHoursOutput, error) {
	filters := []any{"timesheets", in.Status}
	after, err := in.cursor(filters)
	if err != nil {
		return nil, err
	}
	f := app.HoursFilter{After: after, Limit: in.Limit, Disputes: len(in.Status) == 0}
	for _, s := range in.Status {
		f.Statuses = append(f.Statuses, timesheet.Status(s))
	}
	if len(in.Status) == 0 {
		f.Statuses = app.WaitingHours
	}
	rows, err := h.app.Hours(ctx, f)
	if err != nil {
		return nil, err
	}
	out := &listHoursOutput{}
	out.Body.Timesheets = make([]sheetRow, len(rows))
	for i, b := range rows {
		out.Body.Timesheets[i] = sheetRow{Booking: app.BookingState(b.Booking, b.Shift), Timesheet: sheetOf(b.Booking), Unchanged: b.Booking.Sheet != nil && b.Booking.Sheet.Unchanged()}
	}
	out.Body.Next = in.next(filters, len(rows), func() app.Cursor {
		last := rows[len(rows)-1].Booking
		return app.Cursor{At: last.StartsAt, ID: last.ID}
	})
	out.Link = web.NextLink(ctx, out.Body.Next)
	return out, nil
}

type approveInput struct {
	Body struct {
		BookingIDs []string `json:"booking_ids" minItems:"1" maxItems:"200"`
	}
}

type approveOutput struct {
	Body struct {
		Results []approvalResult `json:"results"`
	}
}

type approvalResult struct {
	BookingID string           `json:"booking_id"`
	Booking   *es.BookingState `json:"booking,omitempty"`
	Code      string           `json:"code,omitempty" doc:"Why it was not approved."`
	Message   string           `json:"message,omitempty"`
}

func (h handlers) approveHours(ctx context.Context, in *approveInput) (*approveOutput, error) {
	ids, err := byIDs("booking_ids", in.Body.BookingIDs)
	if err != nil {
		return nil, err
	}
	results, err := h.app.ApproveHours(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := &approveOutput{}
	for _, r := range results {
		row := approvalResult{BookingID: r.BookingID.String()}
		if r.Refused != nil {
			row.Code, row.Message = r.Refused.Code, r.Refused.Message
		} else {
			st := app.BookingState(r.Booked.Booking, r.Booked.Shift)
			row.Booking = &st
		}
		out.Body.Results = append(out.Body.Results, row)
	}
	return out, nil
}
