package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

func (a API) mountApproaches(s *web.Server) {
	web.Register(s, web.Op{Method: http.MethodPost, Path: "/me/approaches", ID: "open-approach", Summary: "Open the link by which a receiver asks to see my passport",
		Description: "A request that was made through this system is named by request_id and answered there. One of a receiver outside it is fetched, verified and kept; nothing is shown.",
		Action:      app.MayPresent, Status: http.StatusCreated, Errors: []int{403, 404}}, a.openApproach)
	web.Register(s, web.Op{Method: http.MethodGet, Path: "/me/approaches", ID: "list-approaches", Summary: "The newest that receivers outside this system asked of me",
		Action: app.MayPresent}, a.approaches)
	web.Register(s, web.Op{Method: http.MethodGet, Path: "/me/approaches/{approach}", ID: "get-approach", Summary: "What a receiver outside this system asks, and what my passport would show",
		Action: app.MayPresent, Errors: []int{404}}, a.approach)
	web.Register(s, web.Op{Method: http.MethodPost, Path: "/me/approaches/{approach}/answer", ID: "answer-approach", Summary: "Show a receiver outside this system what it asks for",
		Description: "It is sent at once, and once. What the receiver made of it stands in status: accepted, refused, or unclear when it did not answer.",
		Action:      app.MayPresent, Errors: []int{403, 404}}, a.answerApproach)
	web.Register(s, web.Op{Method: http.MethodPost, Path: "/me/approaches/{approach}/decline", ID: "decline-approach", Summary: "Say no to a receiver outside this system",
		Action: app.MayPresent, Errors: []int{404}, Status: http.StatusNoContent}, a.declineApproach)
}

type openApproachInput struct {
	Body struct {
		Link string `json:"link" maxLength:"8192" doc:"As the receiver shows it: openid4vp://…"`
	}
}

type openedOutput struct {
	Body struct {
		RequestID  string `json:"request_id,omitempty" format:"uuid"`
		ApproachID string `json:"approach_id,omitempty" format:"uuid"`
	}
}

func (a API) openApproach(ctx context.Context, in *openApproachInput) (*openedOutput, error) {
	opened, err := a.use.OpenLink(ctx, in.Body.Link, requestID(ctx))
	out := &openedOutput{}
	if opened.Request != id.Nil {
		out.Body.RequestID = opened.Request.String()
	}
	if opened.Approach != id.Nil {
		out.Body.ApproachID = opened.Approach.String()
	}
	return out, inBody(err)
}

type approachBody struct {
	ApproachID string      `json:"approach_id" format:"uuid"`
	Receiver   string      `json:"receiver" doc:"The name in the registry."`
	ODS        string      `json:"ods,omitempty"`
	Host       string      `json:"host" doc:"Where the answer goes."`
	Signed     bool        `json:"signed" doc:"Whether a certificate of the receiver vouches for the request."`
	Purpose    string      `json:"purpose,omitempty"`
	Status     string      `json:"status" enum:"opened,sent,declined,accepted,refused,unclear,over"`
	OpenedAt   time.Time   `json:"opened_at"`
	ExpiresAt  time.Time   `json:"expires_at"`
	AnsweredAt *time.Time  `json:"answered_at,omitempty"`
	Shares     []shareBody `json:"shares" doc:"What would be shown; empty once it cannot be answered."`
	Missing    []string    `json:"missing,omitempty" doc:"What is asked for, needed and not there."`
	Told       []toldBody  `json:"told,omitempty" doc:"What was shown, by name."`
	ReasonCode string      `json:"reason_code,omitempty"`
	Next       string      `json:"next,omitempty" doc:"Where the receiver would have the worker go on."`
}

type toldBody struct {
	Type   string   `json:"type"`
	Claims []string `json:"claims"`
}

type shareBody struct {
	Query    string         `json:"query"`
	Type     string         `json:"type"`
	Needed   bool           `json:"needed"`
	Claims   []string       `json:"claims" doc:"Shown in any case."`
	Optional []string       `json:"optional"`
	Values   map[string]any `json:"values"`
}

type approachOutput struct{ Body approachBody }

func approachBodyOf(v app.ApproachView) approachBody {
	b := approachBody{
		ApproachID: v.ID.String(), Receiver: v.Receiver, ODS: v.ODS, Host: v.Host, Signed: v.Signed, Purpose: v.Purpose, Status: v.Status, OpenedAt: v.OpenedAt,
		ExpiresAt: v.ExpiresAt, AnsweredAt: v.AnsweredAt, Shares: []shareBody{}, Missing: v.Missing, ReasonCode: v.Reason, Next: v.Next,
	}
	for _, t := range v.Told {
		b.Told = append(b.Told, toldBody(t))
	}
	for _, s := range v.Shares {
		b.Shares = append(b.Shares, shareBody{s.Query, s.Type, s.Needed, append([]string{}, s.Claims...), append([]string{}, s.Optional...), s.Told})
	}
	return b
}

type approachesOutput struct {
	Body struct {
		Approaches []approachBody `json:"approaches"`
	}
}

func (a API) approaches(ctx context.Context, _ *struct{}) (*approachesOutput, error) {
	all, err := a.use.ShowApproaches(ctx)
	out := &approachesOutput{}
	out.Body.Approaches = []approachBody{}
	for _, v := range all {
		out.Body.Approaches = append(out.Body.Approaches, approachBodyOf(v))
	}
	return out, err
}

// ByApproach is the path of everything below one approach.
type ByApproach struct {
	Approach string `path:"approach" format:"uuid" doc:"The approach's id."`
}

func (p ByApproach) approach() (id.ID, error) { return known(p.Approach, app.ErrNoApproach) }

func (a API) approach(ctx context.Context, in *struct{ ByApproach }) (*approachOutput, error) {
	approachID, err := in.approach()
	if err != nil {
		return nil, err
	}
	v, err := a.use.ShowApproach(ctx, approachID)
	return &approachOutput{approachBodyOf(v)}, err
}

type answerApproachInput struct {
	ByApproach
	Body struct {
		Keep []string `json:"keep,omitempty" maxItems:"200" doc:"Optional claims to be shown, as <query>.<claim>."`
		Show []string `json:"show,omitempty" maxItems:"40" doc:"Queries of spare credentials to be shown."`
	}
}

func (a API) answerApproach(ctx context.Context, in *answerApproachInput) (*approachOutput, error) {
	approachID, err := in.approach()
	if err != nil {
		return nil, err
	}
	v, err := a.use.AnswerApproach(ctx, app.AnswerApproach{Approach: approachID, Chosen: app.Chosen{Keep: in.Body.Keep, Show: in.Body.Show}, RequestID: requestID(ctx)})
	return &approachOutput{approachBodyOf(v)}, err
}

func (a API) declineApproach(ctx context.Context, in *struct{ ByApproach }) (*struct{}, error) {
	approachID, err := in.approach()
	if err != nil {
		return nil, err
	}
	return nil, a.use.DeclineApproach(ctx, approachID, requestID(ctx))
}
