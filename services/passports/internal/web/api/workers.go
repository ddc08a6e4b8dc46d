package api

import (
	"context"
	"fmt"
	"net/http"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
)

func (a API) mountWorkers(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/workers", ID: "enrol-worker", Summary: "Enrol a worker with the whole record",
		Action: app.MayEnrol, Status: http.StatusCreated,
	}, a.enrol)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/workers", ID: "list-workers", Summary: "List an employer's workers, for its own people with the duty to verify",
		Action: app.MayList,
	}, a.list)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/workers/{id}", ID: "show-worker", Summary: "Show one passport to its home employer; to its occupational health, who it is and its own assessments",
		Action: app.MayReadWorker, Errors: []int{http.StatusNotFound},
	}, a.show)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/me", ID: "show-own-passport", Summary: "Show workers their own passport",
		Action: app.MayReadOwn, Errors: []int{http.StatusNotFound},
	}, a.me)
}

type enrolInput struct {
	Body struct {
		GivenName     string             `json:"given_name" maxLength:"100"`
		FamilyName    string             `json:"family_name" maxLength:"100"`
		Email         string             `json:"email,omitempty" maxLength:"254"`
		StaffNumber   string             `json:"staff_number,omitempty" maxLength:"32" doc:"The home employer's own number of the person, by which rows of files find the passport."`
		HomeEmployer  string             `json:"home_employer" doc:"ODS code of the employer that warrants the passport."`
		Engagements   []engagementBody   `json:"engagements" maxItems:"200"`
		Registrations []registrationBody `json:"registrations,omitempty" maxItems:"200"`
		Checks        []checkBody        `json:"checks,omitempty" maxItems:"200"`
		Competencies  []competencyBody   `json:"competencies,omitempty" maxItems:"200"`
	}
}

func (a API) enrol(ctx context.Context, in *enrolInput) (*enrolOutput, error) {
	b, t := in.Body, &dates.Reader{}
	cmd := app.EnrolWorker{
		Personal: app.Personal{GivenName: b.GivenName, FamilyName: b.FamilyName, Email: b.Email, StaffNumber: b.StaffNumber}, HomeEmployer: b.HomeEmployer, RequestID: requestID(ctx),
	}
	for i, e := range b.Engagements {
		cmd.Engagements = append(cmd.Engagements, e.read(t, fmt.Sprintf("engagements[%d].", i)))
	}
	for i, r := range b.Registrations {
		cmd.Registrations = append(cmd.Registrations, r.read(t, fmt.Sprintf("registrations[%d].", i)))
	}
	for i, c := range b.Checks {
		cmd.Checks = append(cmd.Checks, c.read(t, fmt.Sprintf("checks[%d].", i)))
	}
	for i, c := range b.Competencies {
		cmd.Competencies = append(cmd.Competencies, c.read(t, fmt.Sprintf("competencies[%d].", i)))
	}
	if err := t.Err(); err != nil {
		return nil, inBody(err)
	}
	standing, err := a.use.EnrolWorker(ctx, cmd)
	if err != nil {
		return nil, inBody(err)
	}
	return &enrolOutput{Location: "/api/passports/v1/workers/" + standing.WorkerID.String(), Body: recorded(standing)}, nil
}

type enrolOutput struct {
	Location string `header:"Location"`
	Body     recordedBody
}

type listInput struct {
	Employer string `query:"employer" required:"true" doc:"ODS code of the caller's own employer."`
	Expiring bool   `query:"expiring" doc:"Only workers of whom something runs out within 90 days."`
	Limit    int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	After    string `query:"after" doc:"The next of the page before."`
}

type listOutput struct {
	Body struct {
		Workers []app.WorkerView `json:"workers"`
		Next    string           `json:"next,omitempty" doc:"Send it as after to go on; absent on the last page."`
	}
}

func (a API) list(ctx context.Context, in *listInput) (*listOutput, error) {
	filters := []any{in.Employer, in.Expiring}
	after, _, err := web.DecodeCursor[id.ID](filters, in.After)
	if err != nil {
		return nil, err
	}
	page, err := a.use.FindWorkers(ctx, app.FindWorkers{Employer: in.Employer, Expiring: in.Expiring, After: after, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &listOutput{}
	out.Body.Workers = page.Workers
	if page.Next != id.Nil {
		out.Body.Next = web.EncodeCursor(filters, page.Next)
	}
	return out, nil
}

type workerOutput struct {
	ETag string `header:"ETag"`
	Body app.WorkerView
}

func (a API) show(ctx context.Context, in *ByWorker) (*workerOutput, error) {
	workerID, err := in.worker()
	if err != nil {
		return nil, err
	}
	v, err := a.use.ShowWorker(ctx, workerID)
	return &workerOutput{ETag: web.ETag(v.Version), Body: v}, err
}

func (a API) me(ctx context.Context, _ *struct{}) (*workerOutput, error) {
	v, err := a.use.ShowOwn(ctx)
	return &workerOutput{ETag: web.ETag(v.Version), Body: v}, err
}
