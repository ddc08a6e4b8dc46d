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

func (a API) mountChanges(s *web.Server) {
	change := func(path, operation, summary string) web.Op {
		return web.Op{
			Method: http.MethodPost, Path: "/workers/{id}" + path, ID: operation, Summary: summary, Action: app.MayManage,
			Errors: []int{http.StatusNotFound},
		}
	}
	created := func(op web.Op) web.Op { op.Status = http.StatusCreated; return op }
	web.Register(s, created(change("/engagements", "engage-worker", "Record a post or bank membership")), a.engage)
	web.Register(s, change("/engagements/{engagement}/end", "end-engagement", "Set the end of an engagement"), a.endEngagement)
	web.Register(s, created(change("/checks", "record-check", "Record an employment check; corrections and withdrawals are new records")), a.check)
	web.Register(s, created(change("/competencies", "record-competency", "Record a competency")), a.competency)
	web.Register(s, created(change("/working-time", "record-working-time", "Record what limits the worker's hours, in place of what was recorded before")), a.workingTime)
	web.Register(s, created(change("/registrations", "record-registration", "Record what a register says now")), a.registration)
	web.Register(s, created(change("/holds", "place-hold", "Bar the worker from deployment for a time")), a.placeHold)
	web.Register(s, change("/holds/{hold}/lift", "lift-hold", "Lift a hold at once"), a.liftHold)
	web.Register(s, change("/suspend", "suspend-passport", "Take the passport out of use and un-book what lies ahead"), a.suspend)
	web.Register(s, change("/reinstate", "reinstate-passport", "Put a suspended passport back into use"), a.reinstate)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/registers/{body}/reads", ID: "read-register", Action: app.MayReadRegister, Status: http.StatusCreated,
		Summary:     "Record that a register was read for all staff of an employer",
		Description: "Says that nothing differs from what is recorded. A status that does differ is recorded for its worker.",
	}, a.readRegister)
}

type changeOutput struct{ Body recordedBody }

func answer(s app.Standing, err error) (*changeOutput, error) {
	if err != nil {
		return nil, inBody(err)
	}
	return &changeOutput{Body: recorded(s)}, nil
}

type engageInput struct {
	ByWorker
	Body engagementBody
}

func (a API) engage(ctx context.Context, in *engageInput) (*changeOutput, error) {
	t := &dates.Reader{}
	return with(in.ByWorker, t, in.Body.read(t, ""), func(w id.ID, n app.NewEngagement) (app.Standing, error) {
		return a.use.EngageWorker(ctx, w, n, requestID(ctx))
	})
}

type endEngagementInput struct {
	ByWorker
	Engagement string `path:"engagement" format:"uuid"`
	Body       struct {
		Until string `json:"until" doc:"A date (its end in London) or an RFC 3339 time."`
	}
}

func (a API) endEngagement(ctx context.Context, in *endEngagementInput) (*changeOutput, error) {
	engagement, err := known(in.Engagement, app.ErrNoWorker)
	if err != nil {
		return nil, err
	}
	t := &dates.Reader{}
	until := t.End("until", &in.Body.Until)
	if until == nil {
		return nil, inBody(app.FieldFault("until", "Give the day on which the engagement ends."))
	}
	return with(in.ByWorker, t, *until, func(w id.ID, n time.Time) (app.Standing, error) {
		return a.use.EndEngagement(ctx, w, engagement, n, requestID(ctx))
	})
}

type checkInput struct {
	ByWorker
	Body checkBody
}

func (a API) check(ctx context.Context, in *checkInput) (*changeOutput, error) {
	t := &dates.Reader{}
	return with(in.ByWorker, t, in.Body.read(t, ""), func(w id.ID, n app.NewCheck) (app.Standing, error) {
		return a.use.RecordCheck(ctx, w, n, requestID(ctx))
	})
}

type competencyInput struct {
	ByWorker
	Body competencyBody
}

func (a API) competency(ctx context.Context, in *competencyInput) (*changeOutput, error) {
	t := &dates.Reader{}
	return with(in.ByWorker, t, in.Body.read(t, ""), func(w id.ID, n app.NewCompetency) (app.Standing, error) {
		return a.use.RecordCompetency(ctx, w, n, requestID(ctx))
	})
}

type registrationInput struct {
	ByWorker
	Body registrationBody
}

func (a API) registration(ctx context.Context, in *registrationInput) (*changeOutput, error) {
	t := &dates.Reader{}
	return with(in.ByWorker, t, in.Body.read(t, ""), func(w id.ID, n app.NewRegistration) (app.Standing, error) {
		return a.use.RecordRegistration(ctx, w, n, requestID(ctx))
	})
}

type holdInput struct {
	ByWorker
	Body struct {
		Why   string  `json:"why" doc:"A code; told to the home employer only."`
		From  string  `json:"from,omitempty" doc:"A date (its beginning in London) or an RFC 3339 time; absent means at once."`
		Until *string `json:"until,omitempty" doc:"A date (its end in London) or an RFC 3339 time; absent means until lifted."`
	}
}

func (a API) placeHold(ctx context.Context, in *holdInput) (*changeOutput, error) {
	t := &dates.Reader{}
	n := app.NewHold{Why: in.Body.Why, Until: t.End("until", in.Body.Until)}
	if in.Body.From != "" {
		from := t.Begin("from", in.Body.From)
		n.From = &from
	}
	var holdID id.ID
	out, err := with(in.ByWorker, t, n, func(w id.ID, n app.NewHold) (s app.Standing, err error) {
		holdID, s, err = a.use.PlaceHold(ctx, w, n, requestID(ctx))
		return s, err
	})
	if err == nil {
		out.Body.HoldID = holdID.String()
	}
	return out, err
}

type liftInput struct {
	ByWorker
	Hold string `path:"hold" format:"uuid"`
}

func (a API) liftHold(ctx context.Context, in *liftInput) (*changeOutput, error) {
	holdID, err := known(in.Hold, app.ErrNoWorker)
	if err != nil {
		return nil, err
	}
	return with(in.ByWorker, &dates.Reader{}, holdID, func(w, h id.ID) (app.Standing, error) {
		return a.use.LiftHold(ctx, w, h, requestID(ctx))
	})
}

type suspendInput struct {
	ByWorker
	Body struct {
		Why string `json:"why" doc:"A code; told to the home employer only."`
	}
}

func (a API) suspend(ctx context.Context, in *suspendInput) (*changeOutput, error) {
	return with(in.ByWorker, &dates.Reader{}, in.Body.Why, func(w id.ID, why string) (app.Standing, error) {
		return a.use.SuspendWorker(ctx, w, why, requestID(ctx))
	})
}

func (a API) reinstate(ctx context.Context, in *ByWorker) (*changeOutput, error) {
	return with(*in, &dates.Reader{}, "", func(w id.ID, _ string) (app.Standing, error) {
		return a.use.ReinstateWorker(ctx, w, requestID(ctx))
	})
}

// with reads the worker's id and the times of a change, and makes the change when both can be read.
func with[N any](p ByWorker, t *dates.Reader, n N, change func(id.ID, N) (app.Standing, error)) (*changeOutput, error) {
	workerID, err := p.worker()
	if err != nil {
		return nil, err
	}
	if err := t.Err(); err != nil {
		return nil, inBody(err)
	}
	return answer(change(workerID, n))
}

type readRegisterInput struct {
	Register string `path:"body" doc:"The register, e.g. NMC."`
	Body     struct {
		Employer string `json:"employer" doc:"ODS code of the caller's own employer."`
	}
}

type readRegisterOutput struct {
	Body struct {
		Employer string    `json:"employer"`
		Register string    `json:"register"`
		ReadAt   time.Time `json:"read_at"`
	}
}

func (a API) readRegister(ctx context.Context, in *readRegisterInput) (*readRegisterOutput, error) {
	at, err := a.use.ReadRegister(ctx, in.Body.Employer, in.Register, requestID(ctx))
	if err != nil {
		return nil, inBody(err)
	}
	out := &readRegisterOutput{}
	out.Body.Employer, out.Body.Register, out.Body.ReadAt = in.Body.Employer, in.Register, at
	return out, nil
}
