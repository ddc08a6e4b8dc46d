package api

import (
	"context"
	"net/http"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/application"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

func mountApplications(s *web.Server, h handlers) {
	conflicts := []int{http.StatusNotFound, http.StatusConflict}
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/{id}/applications", ID: "apply-for-shift", Action: app.ApplyForShift, Status: http.StatusCreated, Errors: conflicts,
		Summary:     "Apply for a shift that the ward gives by choosing",
		Description: "409 accept_instead: the shift needs no application. 409 booking_refused: you cannot take it, with every reason."}, h.apply)
	register(s, web.Op{Method: http.MethodGet, Path: "/applications", ID: "list-applications", Action: app.ReadRequests,
		Summary: "List applications, earliest first: your own, or those for your employer's shifts"}, h.listApplications)
	register(s, web.Op{Method: http.MethodPost, Path: "/applications/{id}/withdraw", ID: "withdraw-application", Action: app.WithdrawApplication, Errors: conflicts,
		Summary: "Take an application back (worker)"}, h.withdrawApplication)
	register(s, web.Op{Method: http.MethodPost, Path: "/applications/{id}/approve", ID: "approve-application", Pending: notYet, Action: app.DecideApplication, Status: http.StatusCreated, Errors: conflicts,
		Summary:     "Choose an applicant (duty approve); makes the booking",
		Description: "201: confirmed. 202: held, the checks are not back yet; read Location. 409: not possible, with every reason. Prefer: respond-async answers 202 at once."}, h.approveApplication)
	register(s, web.Op{Method: http.MethodPost, Path: "/applications/{id}/decline", ID: "decline-application", Action: app.DecideApplication, Errors: conflicts,
		Summary: "Decline an applicant (duty approve)"}, h.declineApplication)
	register(s, web.Op{Method: http.MethodPost, Path: "/applications/approve", ID: "approve-applications", Action: app.DecideApplication,
		Summary: "Choose several applicants, each for itself (duty approve)"}, h.approveApplications)
}

// requestPath is the id in the path of a request that needs no body.
type requestPath struct {
	ID     string    `path:"id" maxLength:"64"`
	Prefer string    `header:"Prefer" maxLength:"200"`
	Body   *struct{} `required:"false"`
}

type applicationOutput struct {
	Status int
	ETag   string `header:"ETag"`
	Body   es.ApplicationState
}

func applicationAnswer(a application.State, status int) *applicationOutput {
	return &applicationOutput{Status: status, ETag: web.ETag(a.Version), Body: app.ApplicationState(a)}
}

func (h handlers) apply(ctx context.Context, in *acceptInput) (*applicationOutput, error) {
	return onID(in.ID, func(shiftID id.ID) (*applicationOutput, error) {
		a, err := h.app.Apply(ctx, shiftID, in.shown())
		return applicationAnswer(a, http.StatusCreated), err
	})
}

func (h handlers) withdrawApplication(ctx context.Context, in *requestPath) (*applicationOutput, error) {
	return onID(in.ID, func(applicationID id.ID) (*applicationOutput, error) {
		a, err := h.app.WithdrawApplication(ctx, applicationID)
		return applicationAnswer(a, http.StatusOK), err
	})
}

func (h handlers) declineApplication(ctx context.Context, in *requestPath) (*applicationOutput, error) {
	return onID(in.ID, func(applicationID id.ID) (*applicationOutput, error) {
		a, err := h.app.DeclineApplication(ctx, applicationID)
		return applicationAnswer(a, http.StatusOK), err
	})
}

func (h handlers) approveApplication(ctx context.Context, in *requestPath) (*bookingOutput, error) {
	return onID(in.ID, func(applicationID id.ID) (*bookingOutput, error) {
		b, err := h.app.ApproveApplication(ctx, applicationID, async(in.Prefer))
		return claimed(b), problemOrNil(err)
	})
}

// claimed is the answer to a claim: 201 when it is confirmed, 202 while it is checked.
func claimed(b app.Booked) *bookingOutput {
	out := bookingAnswer(b, http.StatusCreated)
	if b.Booking.Status == booking.Held {
		out.Status = http.StatusAccepted
	}
	out.Location = path("bookings", out.Body.BookingID)
	return out
}

type approveApplicationsInput struct {
	Body struct {
		ApplicationIDs []string `json:"application_ids" minItems:"1" maxItems:"50"`
	}
}

type approveApplicationsOutput struct {
	Body struct {
		Results []decidedApplication `json:"results"`
	}
}

// decidedApplication is what became of one approval: a booking, or a code with its sentence.
type decidedApplication struct {
	ApplicationID string           `json:"application_id"`
	Booking       *es.BookingState `json:"booking,omitempty"`
	RefusedOne
}

func (h handlers) approveApplications(ctx context.Context, in *approveApplicationsInput) (*approveApplicationsOutput, error) {
	wanted, err := byIDs("application_ids", in.Body.ApplicationIDs)
	if err != nil {
		return nil, err
	}
	results, err := h.app.ApproveApplications(ctx, wanted)
	if err != nil {
		return nil, err
	}
	out := &approveApplicationsOutput{}
	for _, r := range results {
		d := decidedApplication{ApplicationID: r.ApplicationID.String(), RefusedOne: refusalOf(r.Fault)}
		if r.Booking != nil {
			st := app.BookingState(r.Booking.Booking, r.Booking.Shift)
			d.Booking = &st
		}
		out.Body.Results = append(out.Body.Results, d)
	}
	return out, nil
}

type applicationsOutput struct {
	Link string `header:"Link"`
	Body struct {
		Applications []es.ApplicationState `json:"applications"`
		Next         string                `json:"next,omitempty" doc:"Send it as after for the next page; absent on the last."`
	}
}

type applicationsInput struct {
	Status []string `query:"status" enum:"submitted,approved,booked,withdrawn,declined,not_chosen,closed"`
	RequestsFilter
}

func (h handlers) listApplications(ctx context.Context, in *applicationsInput) (*applicationsOutput, error) {
	out := &applicationsOutput{}
	f, err := in.filter("applications", in.Status)
	if err != nil {
		return nil, err
	}
	list, err := h.app.ListApplications(ctx, f)
	if err != nil {
		return nil, err
	}
	out.Body.Applications = make([]es.ApplicationState, len(list))
	for i, a := range list {
		out.Body.Applications[i] = app.ApplicationState(a)
	}
	out.Body.Next = in.next(in.filters("applications", in.Status), len(list), func() app.Cursor {
		return app.Cursor{At: list[len(list)-1].SubmittedAt, ID: list[len(list)-1].ID}
	})
	out.Link = web.NextLink(ctx, out.Body.Next)
	return out, nil
}
