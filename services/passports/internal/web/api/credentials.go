package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

func (a API) mountCredentials(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/me/credentials", ID: "list-my-credentials", Action: app.MayHoldCredentials,
		Summary: "List the credentials that were issued to me, the newest first",
	}, a.myCredentials)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/me/credentials", ID: "issue-my-credentials", Action: app.MayHoldCredentials, Status: http.StatusCreated,
		Summary:     "Issue the credentials that are due to me",
		Description: "For each record that stands one credential, when there is none or the one there is was issued 60 days ago or longer. Muster keeps them and the key that they are bound to. With nothing due the list is empty.",
		Errors:      []int{http.StatusNotFound},
	}, a.issueMine)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/workers/{id}/credentials/{credential}/revoke", ID: "revoke-credential", Action: app.MayManage, Status: http.StatusNoContent,
		Summary: "Take a credential back", Description: "Receivers see it within five minutes. What was taken back stays so; issue another one.",
		Errors: []int{http.StatusNotFound},
	}, a.revokeCredential)
}

type credentialsOutput struct {
	Body struct {
		Credentials []app.CredentialView `json:"credentials"`
	}
}

func (a API) myCredentials(ctx context.Context, _ *struct{}) (*credentialsOutput, error) {
	all, err := a.use.ShowCredentials(ctx)
	out := &credentialsOutput{}
	out.Body.Credentials = all
	return out, err
}

type issueMineInput struct {
	Body struct {
		Types []string `json:"types,omitempty" maxItems:"20" doc:"Types without the operator's base address, e.g. dbs/1; none means all."`
	}
}

func (a API) issueMine(ctx context.Context, in *issueMineInput) (*credentialsOutput, error) {
	principal, _ := auth.From(ctx)
	workerID, err := known(principal.WorkerID, app.ErrNoWorker)
	if err != nil {
		return nil, err
	}
	issued, err := a.use.IssueCredentials(ctx, app.IssueCredentials{Worker: workerID, Types: app.TypesOf(in.Body.Types), RequestID: requestID(ctx)})
	if err != nil {
		return nil, err
	}
	out := &credentialsOutput{}
	for _, c := range issued {
		out.Body.Credentials = append(out.Body.Credentials, app.ViewCredential(c.Issued, c.IssuedAt))
	}
	return out, nil
}

type revokeCredentialInput struct {
	ByWorker
	Credential string `path:"credential" format:"uuid"`
	Body       struct {
		Why string `json:"why" enum:"issued_in_error,own_request,device_lost,name_corrected,issuer_key_withdrawn" doc:"A code; told to the worker."`
	}
}

func (a API) revokeCredential(ctx context.Context, in *revokeCredentialInput) (*struct{}, error) {
	workerID, err := in.worker()
	if err != nil {
		return nil, err
	}
	var credentialID id.ID
	if credentialID, err = known(in.Credential, app.ErrNoCredential); err != nil {
		return nil, err
	}
	return nil, inBody(a.use.RevokeCredential(ctx, workerID, credentialID, in.Body.Why, requestID(ctx)))
}
