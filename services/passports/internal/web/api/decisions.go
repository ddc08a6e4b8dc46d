package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

func (a API) mountDecisions(s *web.Server) {
	missing := []int{http.StatusNotFound}
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/decisions/{id}", ID: "get-decision", Action: app.MayReadDecision, Errors: missing,
		Summary:     "Read a decision: every requirement, what was found, and what would help",
		Description: "The worker and the home employer read all of it; the host what it may know.",
	}, a.decision)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/me/decisions", ID: "my-decisions", Action: app.MayReadDecisions,
		Summary: "List the decisions about me, newest first",
	}, a.ownDecisions)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/me/decisions/{id}/review", ID: "request-review", Action: app.MayRequestReview, Status: http.StatusCreated, Errors: missing,
		Summary: "Ask that a person of my home employer looks at a decision again",
	}, a.requestReview)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/decisions/{id}/review/answer", ID: "answer-review", Action: app.MayAnswerReview, Errors: missing,
		Summary: "Answer a worker who asked for a decision to be looked at again",
	}, a.answerReview)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/reviews", ID: "list-reviews", Action: app.MayAnswerReview,
		Summary: "List the decisions that an employer's workers want looked at again, newest first",
	}, a.reviews)
}

// ByDecision is the path of everything below one decision.
type ByDecision struct {
	ID string `path:"id" format:"uuid" doc:"The decision's id."`
}

type decisionViewOutput struct{ Body app.DecisionView }

func (a API) decision(ctx context.Context, in *ByDecision) (*decisionViewOutput, error) {
	decisionID, err := known(in.ID, app.ErrNoDecision)
	if err != nil {
		return nil, err
	}
	v, err := a.use.ShowDecision(ctx, decisionID)
	return &decisionViewOutput{Body: v}, err
}

// Paged asks for a page of a list that begins with the newest.
type Paged struct {
	Before string `query:"before" doc:"The cursor that the page before gave; absent for the newest."`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

func (p Paged) before() (id.ID, error) {
	if p.Before == "" {
		return id.Nil, nil
	}
	v, err := id.Parse(p.Before)
	if err != nil {
		return id.Nil, app.FieldFault("query.before", "Give the cursor as the page before gave it.")
	}
	return v, nil
}

type decisionsOutput struct {
	Body struct {
		Decisions []app.DecisionView `json:"decisions"`
		Next      string             `json:"next,omitempty" doc:"The cursor of the page after; absent on the last."`
	}
}

func decisionsPage(page app.DecisionPage, err error) (*decisionsOutput, error) {
	if err != nil {
		return nil, err
	}
	out := &decisionsOutput{}
	out.Body.Decisions, out.Body.Next = page.Decisions, cursor(page.Next)
	return out, nil
}

func cursor(next id.ID) string {
	if next == id.Nil {
		return ""
	}
	return next.String()
}

type ownDecisionsInput struct{ Paged }

func (a API) ownDecisions(ctx context.Context, in *ownDecisionsInput) (*decisionsOutput, error) {
	before, err := in.before()
	if err != nil {
		return nil, err
	}
	return decisionsPage(a.use.OwnDecisions(ctx, before, in.Limit))
}

type requestReviewInput struct {
	ByDecision
	Body struct {
		Words string `json:"words" minLength:"1" maxLength:"2000" doc:"What should be looked at again, and why."`
	}
}

func (a API) requestReview(ctx context.Context, in *requestReviewInput) (*decisionViewOutput, error) {
	decisionID, err := known(in.ID, app.ErrNoDecision)
	if err != nil {
		return nil, err
	}
	if err := a.use.RequestReview(ctx, decisionID, in.Body.Words, requestID(ctx)); err != nil {
		return nil, inBody(err)
	}
	return a.reviewed(ctx, in.ByDecision)
}

// reviewed answers a change of a review. It leaves out what was written: answers to changes are kept for replay, and
// what people write lies in the vault alone.
func (a API) reviewed(ctx context.Context, of ByDecision) (*decisionViewOutput, error) {
	out, err := a.decision(ctx, &of)
	if err == nil && out.Body.Review != nil {
		told := *out.Body.Review
		told.Words, told.Answer = "", ""
		out.Body.Review = &told
	}
	return out, err
}

type answerReviewInput struct {
	ByDecision
	Body struct {
		Outcome string `json:"outcome" enum:"upheld,corrected" doc:"corrected: the record has been put right, and the worker may try again."`
		Words   string `json:"words" minLength:"1" maxLength:"2000" doc:"What the worker is told."`
	}
}

func (a API) answerReview(ctx context.Context, in *answerReviewInput) (*decisionViewOutput, error) {
	decisionID, err := known(in.ID, app.ErrNoDecision)
	if err != nil {
		return nil, err
	}
	if err := a.use.AnswerReview(ctx, decisionID, in.Body.Outcome, in.Body.Words, requestID(ctx)); err != nil {
		return nil, inBody(err)
	}
	return a.reviewed(ctx, in.ByDecision)
}

type reviewsInput struct {
	Paged
	Employer string `query:"employer" required:"true" maxLength:"12" doc:"ODS code of the caller's own employer."`
	Open     bool   `query:"open" doc:"Only those that nobody has answered."`
}

func (a API) reviews(ctx context.Context, in *reviewsInput) (*decisionsOutput, error) {
	before, err := in.before()
	if err != nil {
		return nil, err
	}
	return decisionsPage(a.use.FindReviews(ctx, in.Employer, in.Open, before, in.Limit))
}
