package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// Explained is a deployment with every answer that made it.
type Explained struct {
	Deployment Deployment       `json:"deployment"`
	Answers    []ReplayedAnswer `json:"answers" doc:"The first is the answer to the booking; another came where it was revoked"`
}

// ReplayedAnswer is one answer, judged again over the facts that were kept with it.
type ReplayedAnswer struct {
	Version          int64           `json:"version" doc:"Of the deployment that it made"`
	Engine           int             `json:"engine" doc:"Version of the rules"`
	Cause            string          `json:"cause" enum:"booking_requested,agreement_changed,passport_changed"`
	At               time.Time       `json:"at"`
	AgreementID      string          `json:"agreement_id,omitempty" doc:"The agreement that covers the shift; left out where none does"`
	AgreementVersion int64           `json:"agreement_version,omitempty"`
	MutualAidID      string          `json:"mutual_aid_id,omitempty"`
	Reasons          []reason.Reason `json:"reasons"`
	InputsDigest     string          `json:"inputs_digest" doc:"SHA-256 of the facts that it follows from"`
	Same             bool            `json:"same" doc:"The rules give this answer again, byte for byte"`
	Inputs           json.RawMessage `json:"inputs,omitempty" doc:"The facts; for auditors alone"`
}

type explainedOut struct{ Body Explained }

func (x api) mountExplained(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/deployments/{id}/authorisation", ID: "explain-deployment", Summary: "Why a deployment was authorised, refused or revoked",
		Action: app.AuthorisationRead, Errors: []int{http.StatusNotFound},
	}, x.explain)
}

func (x api) explain(ctx context.Context, in *struct {
	ID string `path:"id" maxLength:"40" doc:"deployment_id"`
}) (*explainedOut, error) {
	dep, err := id.Parse(in.ID)
	if err != nil {
		return nil, fault.New(fault.NotFound, "deployment_not_found", "There is no such deployment.")
	}
	d, all, err := x.app.ExplainDeployment(ctx, dep)
	if err != nil {
		return nil, err
	}
	out := &explainedOut{Explained{Deployment: showDeployment(d.Record()), Answers: []ReplayedAnswer{}}}
	for _, r := range all {
		out.Body.Answers = append(out.Body.Answers, showReplayed(r))
	}
	return out, nil
}

func showReplayed(r app.Replayed) ReplayedAnswer {
	out := ReplayedAnswer{
		Version: r.Version, Engine: r.Engine, Cause: r.Cause, At: r.At, InputsDigest: r.Digest, Same: r.Same, Inputs: r.Inputs,
		Reasons: append([]reason.Reason{}, r.Outcome.Reasons...),
	}
	if r.Outcome.Yes() {
		out.AgreementID, out.AgreementVersion = r.Outcome.Agreement.String(), r.Outcome.Terms
		if r.Outcome.Aid != id.Nil {
			out.MutualAidID = r.Outcome.Aid.String()
		}
	}
	return out
}
