package app

import (
	"context"
	"strings"

	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
)

// Pasted is what the page that verifies says of one presentation.
type Pasted struct {
	presentation.Told
	// IssuerName is how the registry calls the issuer.
	IssuerName string
	Claims     map[string]any
}

// VerifyAudience is for whom a presentation must be made that is to be verified by page.
func (p *Passports) VerifyAudience() string { return p.Addresses.Public + "/verify" }

// VerifyPasted judges a presentation that somebody pasted, made for this page and a nonce that the page gave out. Anybody
// may ask; nothing of it is kept. The nonce is spent by asking.
func (p *Passports) VerifyPasted(ctx context.Context, compact, nonce string) (Pasted, error) {
	now := p.Clock.Now()
	good, err := p.Offers.SpendNonce(ctx, VerifyNonce, nonce, now)
	if err != nil {
		return Pasted{}, err
	}
	if !good {
		return Pasted{Told: presentation.Told{Code: "NONCE_SPENT", Message: "This page was used before or is too old. Make the presentation for the new nonce below."}}, nil
	}
	trust, err := p.Trust(ctx)
	if err != nil {
		return Pasted{}, err
	}
	every := dcql.CredentialQuery{ID: "pasted", Format: dcql.Format}
	for _, t := range credential.Types {
		every.Types = append(every.Types, t.In(p.Addresses.Types))
	}
	v, told := verifyOne(ctx, trust, strings.TrimSpace(compact), every, nonce, p.VerifyAudience(), now)
	out := Pasted{Told: told}
	if told.Code == "" {
		out.Claims = disclosed(v)
		if e, err := trust.r.Issuer(v.Issuer, now); err == nil {
			out.IssuerName = e.Name
		}
	}
	return out, nil
}
