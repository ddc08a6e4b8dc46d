package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
)

func (a API) mountRecord(s *web.Server) {
	notFound := []int{http.StatusNotFound}
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/workers/{id}/checks", ID: "list-checks", Action: app.MayReadRecord, Errors: notFound,
		Summary:     "List a worker's checks by the two clocks",
		Description: "as_known_at gives the record as it was at that moment, whatever was put right since; valid_at leaves the checks that say yes for that moment.",
	}, a.checks)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/workers/{id}/inductions", ID: "record-induction", Action: app.MayInduct, Status: http.StatusCreated, Errors: notFound,
		Summary: "Record that a worker was shown round a site, for the people of the host with which the worker is or was booked",
	}, a.induct)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/workers/{id}/good-standing", ID: "state-good-standing", Action: app.MayManage, Status: http.StatusCreated, Errors: notFound,
		Summary: "State whether a worker is in good standing, yes or no",
	}, a.goodStanding)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/workers/{id}/leave", ID: "leave-worker", Action: app.MayManage, Errors: notFound,
		Summary: "End a worker's engagements with the home employer and un-book what lies ahead",
	}, a.leave)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/workers/{id}/erase", ID: "erase-worker", Action: app.MayManage, Errors: notFound,
		Summary:     "Destroy what names a worker",
		Description: "Names, numbers and references can never be read again; the record, the log and every decision stay, and name nobody. Refused while bookings lie ahead.",
	}, a.erase)
}

type checksInput struct {
	ByWorker
	KnownAt string `query:"as_known_at" doc:"A date (its beginning in London) or an RFC 3339 time."`
	ValidAt string `query:"valid_at" doc:"A date (its beginning in London) or an RFC 3339 time."`
	Type    string `query:"type"`
}

type checksOutput struct {
	Body struct {
		Checks []app.CheckRecordView `json:"checks"`
	}
}

func (a API) checks(ctx context.Context, in *checksInput) (*checksOutput, error) {
	workerID, err := in.worker()
	if err != nil {
		return nil, err
	}
	t := &dates.Reader{}
	q := app.FindChecks{KnownAt: t.BeginOf("query.as_known_at", in.KnownAt), ValidAt: t.BeginOf("query.valid_at", in.ValidAt), Type: in.Type}
	if err := t.Err(); err != nil {
		return nil, err
	}
	out := &checksOutput{}
	out.Body.Checks, err = a.use.ShowChecks(ctx, workerID, q)
	return out, err
}

type inductionInput struct {
	ByWorker
	Body struct {
		Employer   string  `json:"employer" doc:"ODS code of the caller's own employer, the host."`
		Site       string  `json:"site" doc:"Code of the site, e.g. RWF03."`
		DoneOn     string  `json:"done_on" doc:"A date (its beginning in London) or an RFC 3339 time."`
		ValidUntil *string `json:"valid_until,omitempty" doc:"When the host wants it repeated: a date (its end in London) or an RFC 3339 time."`
	}
}

func (a API) induct(ctx context.Context, in *inductionInput) (*changeOutput, error) {
	b, t := in.Body, &dates.Reader{}
	n := app.NewInduction{Employer: b.Employer, Site: b.Site, DoneOn: t.Begin("done_on", b.DoneOn), ValidUntil: t.End("valid_until", b.ValidUntil)}
	return with(in.ByWorker, t, n, func(w id.ID, n app.NewInduction) (app.Standing, error) {
		return a.use.RecordInduction(ctx, w, n, requestID(ctx))
	})
}

type goodStandingInput struct {
	ByWorker
	Body struct {
		Good     bool   `json:"good"`
		StatedOn string `json:"stated_on" doc:"A date (its beginning in London) or an RFC 3339 time."`
	}
}

func (a API) goodStanding(ctx context.Context, in *goodStandingInput) (*changeOutput, error) {
	t := &dates.Reader{}
	return with(in.ByWorker, t, t.Begin("stated_on", in.Body.StatedOn), func(w id.ID, on time.Time) (app.Standing, error) {
		return a.use.StateGoodStanding(ctx, w, in.Body.Good, on, requestID(ctx))
	})
}

type leaveInput struct {
	ByWorker
	Body struct {
		Why string `json:"why" doc:"A code: resigned, retired, dismissed, end_of_term, deceased or other. Told to the home employer only."`
	}
}

func (a API) leave(ctx context.Context, in *leaveInput) (*changeOutput, error) {
	return with(in.ByWorker, &dates.Reader{}, in.Body.Why, func(w id.ID, why string) (app.Standing, error) {
		return a.use.LeaveWorker(ctx, w, why, requestID(ctx))
	})
}

type eraseInput struct {
	ByWorker
	Body struct {
		Why string `json:"why" doc:"A code: request, retention or enrolled_in_error."`
	}
}

func (a API) erase(ctx context.Context, in *eraseInput) (*changeOutput, error) {
	return with(in.ByWorker, &dates.Reader{}, in.Body.Why, func(w id.ID, why string) (app.Standing, error) {
		return a.use.EraseWorker(ctx, w, why, requestID(ctx))
	})
}
