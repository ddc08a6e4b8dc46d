package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

func mountPolicies(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodGet, Path: "/policies", ID: "list-policies", Action: app.ReadPolicy,
		Summary: "List what an employer has decided for itself, with the defaults where it has not"}, h.policies)
	register(s, web.Op{Method: http.MethodGet, Path: "/policies/{kind}", ID: "get-policy", Action: app.ReadPolicy, Errors: []int{http.StatusNotFound},
		Summary: "Read one policy"}, h.policy)
	register(s, web.Op{Method: http.MethodPut, Path: "/policies/{kind}", ID: "put-policy", Action: app.ChangePolicy,
		Errors:      []int{http.StatusNotFound, http.StatusPreconditionFailed, http.StatusPreconditionRequired},
		Summary:     "Replace your employer's settings of one kind (duty executive)",
		Description: "Send If-Match with the ETag that you read. Settings that are left out have their default."}, h.putPolicy)
}

type employersPolicy struct {
	Employer string `json:"employer"`
	Kind     string `json:"kind"`
	Title    string `json:"title"`
	Version  int64  `json:"version" doc:"0 while the default holds."`
	Default  bool   `json:"default" doc:"Whether the employer has decided nothing yet."`
	Settings any    `json:"settings" doc:"The fields of the kind."`
}

func policyAnswer(v app.PolicyView) employersPolicy {
	return employersPolicy{Employer: v.Employer, Kind: string(v.Kind), Title: v.Title, Version: v.Version, Default: v.Version == 0, Settings: v.Settings}
}

// PoliciesInput says whose policies are read.
type PoliciesInput struct {
	Employer string `query:"employer" maxLength:"12" doc:"ODS code; your own when you are an employer."`
}

type policiesOutput struct {
	Body struct {
		Policies []employersPolicy `json:"policies"`
	}
}

func (h handlers) policies(ctx context.Context, in *PoliciesInput) (*policiesOutput, error) {
	all, err := h.app.PoliciesOf(ctx, in.Employer)
	if err != nil {
		return nil, err
	}
	out := &policiesOutput{}
	for _, v := range all {
		out.Body.Policies = append(out.Body.Policies, policyAnswer(v))
	}
	return out, nil
}

type policyInput struct {
	Kind string `path:"kind" maxLength:"40"`
	PoliciesInput
}

type policyOutput struct {
	ETag string `header:"ETag"`
	Body employersPolicy
}

func (h handlers) policy(ctx context.Context, in *policyInput) (*policyOutput, error) {
	v, err := h.app.PolicyOf(ctx, in.Employer, policy.Kind(in.Kind))
	if err != nil {
		return nil, err
	}
	return &policyOutput{ETag: web.ETag(v.Version), Body: policyAnswer(v)}, nil
}

type putPolicyInput struct {
	Kind    string          `path:"kind" maxLength:"40"`
	IfMatch string          `header:"If-Match" maxLength:"100" doc:"The ETag of the version that you read."`
	Body    json.RawMessage `doc:"The settings: the fields of the kind."`
}

func (h handlers) putPolicy(ctx context.Context, in *putPolicyInput) (*policyOutput, error) {
	v, err := h.app.ChangePolicy(ctx, policy.Kind(in.Kind), in.Body, func(version int64) error { return web.IfMatch(in.IfMatch, version) })
	if err != nil {
		return nil, err
	}
	return &policyOutput{ETag: web.ETag(v.Version), Body: policyAnswer(v)}, nil
}
