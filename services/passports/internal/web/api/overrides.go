package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

func (a API) mountOverrides(s *web.Server) {
	op := func(method, path, operation, summary string) web.Op {
		return web.Op{Method: method, Path: path, ID: operation, Summary: summary, Action: app.MayOverride, Errors: []int{http.StatusNotFound}}
	}
	ask := op(http.MethodPost, "/overrides", "ask-override", "Ask, ahead of a booking, that named people decide in place of a requirement")
	ask.Status = http.StatusCreated
	ask.Description = "For one worker and one shift, until its end. Registration, right to work and criminal record take two people; conditions of practice a named person of home and one of host; " +
		"the register's own no, suspensions, holds and fitness for work nobody overrides."
	web.Register(s, ask, a.askOverride)
	of := op(http.MethodPost, "/decisions/{id}/overrides", "ask-override-of-decision", "Ask, in answer to a decision that said no, that named people decide")
	of.Status = http.StatusCreated
	web.Register(s, of, a.askOverrideOf)
	web.Register(s, op(http.MethodPost, "/overrides/{id}/grant", "grant-override", "Grant an override that somebody else asked for"), a.grantOverride)
	web.Register(s, op(http.MethodPost, "/overrides/{id}/refuse", "refuse-override", "Refuse an override"), a.refuseOverride)
	web.Register(s, op(http.MethodGet, "/overrides", "list-overrides", "List the overrides of the caller's employer, as host and as home, newest first, with counts of 90 days"), a.overrides)
	one := op(http.MethodGet, "/overrides/{id}", "get-override", "Read an override")
	one.Action = app.MayReadOverride
	web.Register(s, one, a.override)
	own := op(http.MethodGet, "/me/overrides", "my-overrides", "List what was decided about me in place of a requirement, newest first")
	own.Action = app.MayReadDecisions
	web.Register(s, own, a.ownOverrides)
}

type overrideOutput struct{ Body app.OverrideView }

func overrideAnswer(v app.OverrideView, err error) (*overrideOutput, error) {
	if err != nil {
		return nil, inBody(err)
	}
	return &overrideOutput{Body: v}, nil
}

// overrideChanged answers a change of an override, without what was written: answers to changes are kept for replay, and
// what people write lies in the vault alone.
func overrideChanged(v app.OverrideView, err error) (*overrideOutput, error) {
	v.Words = ""
	return overrideAnswer(v, err)
}

type askOverrideInput struct {
	Body struct {
		WorkerID     string    `json:"worker_id" format:"uuid"`
		ShiftID      string    `json:"shift_id" format:"uuid"`
		HomeEmployer string    `json:"home_employer,omitempty" maxLength:"12" doc:"With whom the worker is engaged for the shift; absent means the passport's home employer."`
		HostEmployer string    `json:"host_employer" minLength:"1" maxLength:"12"`
		StartsAt     time.Time `json:"starts_at"`
		EndsAt       time.Time `json:"ends_at"`
		Requirement  string    `json:"requirement" minLength:"1" maxLength:"120" doc:"As a decision names it: the rule, and after a colon what it asked for, e.g. competency:cstf:FIRE:1 or registration:NMC."`
		Code         string    `json:"code" minLength:"1" maxLength:"40" doc:"The reason's code, e.g. COMPETENCE_EXPIRES."`
		Why          string    `json:"why" enum:"patient_safety,supervised_on_shift,record_on_its_way,agreed_conditions,system_failure"`
		Words        string    `json:"words" minLength:"1" maxLength:"500" doc:"A sentence for those who decide, and for the worker."`
		// ExpiresAt is nil for the shift's end.
		ExpiresAt *time.Time `json:"expires_at,omitempty" doc:"Absent: the shift's end. Else a moment up to the shift's start by which what is missing has to be there; past it the booking is judged without the override."`
	}
}

func (a API) askOverride(ctx context.Context, in *askOverrideInput) (*overrideOutput, error) {
	workerID, err := known(in.Body.WorkerID, app.ErrNoWorker)
	if err != nil {
		return nil, err
	}
	shiftID, err := known(in.Body.ShiftID, app.ErrNoWorker)
	if err != nil {
		return nil, err
	}
	b := in.Body
	return overrideChanged(a.use.AskOverride(ctx, app.NewOverride{
		WorkerID: workerID, ShiftID: shiftID, Home: b.HomeEmployer, Host: b.HostEmployer, StartsAt: b.StartsAt.UTC(), EndsAt: b.EndsAt.UTC(),
		Requirement: b.Requirement, Code: b.Code, Why: b.Why, Words: b.Words, ExpiresAt: moment(b.ExpiresAt),
	}, requestID(ctx)))
}

type askOverrideOfInput struct {
	ByDecision
	Body struct {
		Requirement string `json:"requirement" minLength:"1" maxLength:"120" doc:"As the decision names it: rule_id, and after a colon requirement."`
		Why         string `json:"why" enum:"patient_safety,supervised_on_shift,record_on_its_way,agreed_conditions,system_failure"`
		Words       string `json:"words" minLength:"1" maxLength:"500" doc:"A sentence for those who decide, and for the worker."`
		// ExpiresAt is nil for the shift's end.
		ExpiresAt *time.Time `json:"expires_at,omitempty" doc:"Absent: the shift's end. Else a moment up to the shift's start by which what is missing has to be there; past it the booking is judged without the override."`
	}
}

func (a API) askOverrideOf(ctx context.Context, in *askOverrideOfInput) (*overrideOutput, error) {
	decisionID, err := known(in.ID, app.ErrNoDecision)
	if err != nil {
		return nil, err
	}
	n := app.OverrideOf{Requirement: in.Body.Requirement, Why: in.Body.Why, Words: in.Body.Words, ExpiresAt: moment(in.Body.ExpiresAt)}
	return overrideChanged(a.use.AskOverrideOf(ctx, decisionID, n, requestID(ctx)))
}

// moment is zero for what is absent.
func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// ByOverride is the path of everything below one override.
type ByOverride struct {
	ID string `path:"id" format:"uuid" doc:"The override's id."`
}

func (a API) decideOverride(ctx context.Context, in *ByOverride, grant bool) (*overrideOutput, error) {
	overrideID, err := known(in.ID, app.ErrNoOverride)
	if err != nil {
		return nil, err
	}
	return overrideChanged(a.use.DecideOverride(ctx, overrideID, grant, requestID(ctx)))
}

func (a API) grantOverride(ctx context.Context, in *ByOverride) (*overrideOutput, error) {
	return a.decideOverride(ctx, in, true)
}

func (a API) refuseOverride(ctx context.Context, in *ByOverride) (*overrideOutput, error) {
	return a.decideOverride(ctx, in, false)
}

func (a API) override(ctx context.Context, in *ByOverride) (*overrideOutput, error) {
	overrideID, err := known(in.ID, app.ErrNoOverride)
	if err != nil {
		return nil, err
	}
	return overrideAnswer(a.use.ShowOverride(ctx, overrideID))
}

type overridesInput struct {
	Paged
	State string `query:"state" enum:"requested,granted,refused,expired" doc:"Absent for all."`
}

type overridesOutput struct {
	Body struct {
		Overrides []app.OverrideView  `json:"overrides"`
		Counts    []app.OverrideCount `json:"counts" doc:"How many there were in the last 90 days, by host, code and state."`
		Next      string              `json:"next,omitempty" doc:"The cursor of the page after; absent on the last."`
	}
}

func overridesPage(page app.OverridePage, err error) (*overridesOutput, error) {
	if err != nil {
		return nil, err
	}
	out := &overridesOutput{}
	out.Body.Overrides, out.Body.Counts, out.Body.Next = page.Overrides, page.Counts, cursor(page.Next)
	return out, nil
}

func (a API) overrides(ctx context.Context, in *overridesInput) (*overridesOutput, error) {
	before, err := in.before()
	if err != nil {
		return nil, err
	}
	return overridesPage(a.use.FindOverrides(ctx, in.State, before, in.Limit))
}

type ownOverridesInput struct{ Paged }

func (a API) ownOverrides(ctx context.Context, in *ownOverridesInput) (*overridesOutput, error) {
	before, err := in.before()
	if err != nil {
		return nil, err
	}
	return overridesPage(a.use.OwnOverrides(ctx, before, in.Limit))
}
