package app

import (
	"context"
	"encoding/json"
	"time"

	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/services/passports/internal/credential"
)

func (p *Passports) credentialIssued(ctx context.Context, i credential.Issued, now time.Time, who By) (Fact, error) {
	ev := contract.CredentialIssuedV1{Credential: publicCredential(i)}
	return p.fact(ctx, ev, i.Issuer, i.ID, 1, now, Fact{Action: "credential.issue", By: who, After: encodeCredential(ev)})
}

func (p *Passports) credentialRevoked(ctx context.Context, i credential.Issued, why string, now time.Time, who By) (Fact, error) {
	ev := contract.CredentialRevokedV1{Credential: publicCredential(i), RevokedAt: now, ReasonCode: why}
	return p.fact(ctx, ev, i.Issuer, i.ID, 2, now, Fact{Action: "credential.revoke", Reason: why, By: who, After: encodeCredential(ev)})
}

func encodeCredential(ev any) []byte {
	b, err := json.Marshal(ev)
	if err != nil {
		return nil
	}
	return b
}

func publicCredential(i credential.Issued) contract.CredentialState {
	s := contract.CredentialState{
		CredentialID: i.ID.String(), WorkerID: i.WorkerID.String(), Issuer: i.Issuer, Type: string(i.Type), Holder: "custodial",
		List: i.List, Place: i.Place, IssuedAt: i.IssuedAt, ExpiresAt: i.ExpiresAt,
	}
	if i.External {
		s.Holder = "external"
	}
	return s
}
