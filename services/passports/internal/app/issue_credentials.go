package app

import (
	"context"
	"crypto/ecdsa"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

// IssueCredentials asks for the credentials that are due to a worker.
type IssueCredentials struct {
	Worker id.ID
	// Wallet is the key of a wallet of the worker's own; nil binds to the key that the service keeps.
	Wallet *ecdsa.PublicKey
	// Types leaves those of other types out; none means all.
	Types []credential.Type
	// Subjects leaves those about other things out, e.g. competency:cstf:FIRE:1; none means all.
	Subjects  []string
	RequestID string
}

// IssueCredentials gives workers the credentials that are due to them: for each record that stands one, when there is none
// or the one they hold is to be renewed.
func (p *Passports) IssueCredentials(ctx context.Context, in IssueCredentials) ([]NewCredential, error) {
	principal, err := Policy.Check(ctx, MayHoldCredentials, auth.Facts{Worker: in.Worker.String(), ICS: p.ICS})
	if err != nil {
		return nil, err
	}
	return p.issue(ctx, in, by(principal, in.RequestID))
}

// issue is IssueCredentials for one who was let in already.
func (p *Passports) issue(ctx context.Context, in IssueCredentials, who By) ([]NewCredential, error) {
	now := p.Clock.Now()
	var issued []NewCredential
	err := p.Credentials.ChangeCredentials(ctx, in.Worker, now, func(d Desk) (Issuance, error) {
		out, err := p.due(ctx, d, in, now, who)
		issued = out.Issued
		return out, err
	})
	return issued, err
}

// due signs what is due to a worker.
func (p *Passports) due(ctx context.Context, d Desk, in IssueCredentials, now time.Time, who By) (Issuance, error) {
	holder := in.Wallet
	if holder == nil {
		k, ok := d.Holder.Public().(*ecdsa.PublicKey)
		if !ok {
			return Issuance{}, jws.ErrAlgorithm
		}
		holder = k
	}
	thumb, err := jws.Thumbprint(holder)
	if err != nil {
		return Issuance{}, err
	}
	var out Issuance
	grounds := credential.Due(d.Live, d.Worker.Record(), thumb, now)
	if in.Wallet == nil {
		// A wallet of the worker's own is offered what the record says; an authority is for one shift.
		grounds = append(grounds, credential.DueAuthorities(d.Live, d.Authorities, d.Worker.Record(), thumb, now)...)
	}
	for _, g := range grounds {
		if (len(in.Types) > 0 && !slices.Contains(in.Types, g.Type)) || (len(in.Subjects) > 0 && !slices.Contains(in.Subjects, g.Subject)) {
			continue
		}
		c, err := p.sign(d, g, holder, now)
		if err != nil {
			return Issuance{}, err
		}
		c.Holder, c.External = thumb, in.Wallet != nil
		f, err := p.credentialIssued(ctx, c.Issued, now, who)
		if err != nil {
			return Issuance{}, err
		}
		out.Issued, out.Facts = append(out.Issued, c), append(out.Facts, f)
	}
	out.Renewal, err = nextRenewal(d, out.Issued, now)
	return out, err
}

// sign makes the credential of one ground. Its times are told by the day, so that those issued together cannot be linked.
func (p *Passports) sign(d Desk, g credential.Ground, holder *ecdsa.PublicKey, now time.Time) (NewCredential, error) {
	place, err := d.Take()
	if err != nil {
		return NewCredential{}, err
	}
	jwk, err := jws.PublicJWK(holder)
	if err != nil {
		return NewCredential{}, err
	}
	w := d.Worker.Record()
	day := now.Truncate(24 * time.Hour)
	c := NewCredential{KeyID: d.Signer.KeyID(), Issued: credential.Issued{
		ID: id.New(), WorkerID: w.ID, Issuer: credential.Issuer(w), Type: g.Type, Subject: g.Subject, Record: g.Record,
		List: place.List, Place: place.Index, IssuedAt: now, ExpiresAt: credential.ExpiresAt(day, g.ValidUntil),
	}}
	c.Compact, err = sdjwt.Issue(d.Signer, sdjwt.Header{}, map[string]any{
		"iss": p.Addresses.Issuer(c.Issuer), "vct": g.Type.In(p.Addresses.Types), "nbf": day.Unix(), "exp": c.ExpiresAt.Unix(),
		"cnf":    map[string]any{"jwk": jwk},
		"status": map[string]any{"status_list": map[string]any{"uri": p.Addresses.StatusList(place.List), "idx": place.Index}},
	}, g.Claims(credential.Person{Subject: d.Subject, GivenName: d.Personal.GivenName, FamilyName: d.Personal.FamilyName, Numbers: d.Personal.Numbers}))
	return c, err
}

// TypesOf reads types of credentials by their names without the base address. What is none stays as it is and matches nothing.
func TypesOf(names []string) []credential.Type {
	var types []credential.Type
	for _, n := range names {
		types = append(types, credential.Type(n))
	}
	return types
}
