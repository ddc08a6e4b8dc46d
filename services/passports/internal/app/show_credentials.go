package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/credential"
)

// CredentialView is a credential as its holder and its issuer see it listed. What it says is not in it.
type CredentialView struct {
	CredentialID string `json:"credential_id" format:"uuid"`
	Type         string `json:"type" doc:"The type without the operator's base address, e.g. dbs/1."`
	Title        string `json:"title"`
	// Subject says what of the worker it is about, e.g. check:dbs.
	Subject   string     `json:"subject"`
	Issuer    string     `json:"issuer" doc:"ODS code of the employer that issued it."`
	Holder    string     `json:"holder" enum:"custodial,external" doc:"Where the key lies that it is bound to: with Muster, or in a wallet of the worker's own."`
	IssuedAt  time.Time  `json:"issued_at"`
	ExpiresAt time.Time  `json:"expires_at"`
	RevokedAt *time.Time `json:"revoked_at,omitempty"`
	Why       string     `json:"why,omitempty" doc:"Why it was taken back, as a code."`
	Live      bool       `json:"live" doc:"Whether it may be relied on now."`
	// Claims are what the holder can choose to show.
	Claims []string `json:"claims"`
}

// ShowCredentials gives workers the list of what was issued to them, the newest first.
func (p *Passports) ShowCredentials(ctx context.Context) ([]CredentialView, error) {
	principal, _ := auth.From(ctx)
	if _, err := Policy.Check(ctx, MayHoldCredentials, auth.Facts{Worker: principal.WorkerID, ICS: p.ICS}); err != nil {
		return nil, err
	}
	workerID, err := id.Parse(principal.WorkerID)
	if err != nil {
		return nil, ErrNoWorker
	}
	all, err := p.Credentials.CredentialsOf(ctx, workerID)
	views := make([]CredentialView, 0, len(all))
	for _, i := range all {
		views = append(views, ViewCredential(i, p.Clock.Now()))
	}
	return views, err
}

// ViewCredential lists one credential.
func ViewCredential(i credential.Issued, now time.Time) CredentialView {
	v := CredentialView{
		CredentialID: i.ID.String(), Type: string(i.Type), Title: i.Type.Title(), Subject: i.Subject, Issuer: i.Issuer, Holder: "custodial",
		IssuedAt: i.IssuedAt, ExpiresAt: i.ExpiresAt, RevokedAt: i.RevokedAt, Why: i.Why, Live: i.Live(now), Claims: credential.ClaimNames(i.Type),
	}
	if i.External {
		v.Holder = "external"
	}
	return v
}
