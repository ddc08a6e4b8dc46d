package app

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

// ShownCredential is what one credential showed to a receiver.
type ShownCredential struct {
	Query  string         `json:"query"`
	Issuer string         `json:"issuer"`
	Type   string         `json:"type"`
	Claims map[string]any `json:"claims"`
}

// RequestObject gives the request as wallets fetch it. It returns ErrNoRequest when it is over.
func (p *Passports) RequestObject(ctx context.Context, requestID id.ID) (string, error) {
	q, err := p.Presentations.Request(ctx, requestID)
	if err != nil {
		return "", err
	}
	now := p.Clock.Now()
	if q.Open(now) != nil {
		return "", ErrNoRequest
	}
	r := q.Record()
	name, err := p.organisation(ctx, r.Receiver, now)
	if err != nil {
		return "", err
	}
	return p.signRequest(ctx, oid4vp.Request{
		ClientID: p.clientID(), ResponseURI: p.responseURI(r.ID), Nonce: r.Nonce, State: r.State, Query: r.Query,
		IssuedAt: now, ExpiresAt: r.ExpiresAt, Name: name,
	}, now)
}

// WalletAnswer is what a wallet posted in answer to a request.
type WalletAnswer struct {
	oid4vp.Answer
	// Worker is who answered from the passport kept here; nil for another wallet.
	Worker *id.ID
	By     By
}

// AnswerPresentation judges what was presented, once for each request: the registry, the signature, type and dates,
// disclosures, key binding and status of each credential, that all are one person's, and that they answer the question.
// What does not hold ends the request as refused. It gives the receipt.
func (p *Passports) AnswerPresentation(ctx context.Context, requestID id.ID, a WalletAnswer) (presentation.Receipt, error) {
	q, err := p.Presentations.Request(ctx, requestID)
	if err != nil {
		return presentation.Receipt{}, err
	}
	now := p.Clock.Now()
	if err := q.Open(now); err != nil {
		return presentation.Receipt{}, refused(err, "")
	}
	r := q.Record()
	if subtle.ConstantTimeCompare([]byte(a.State), []byte(r.State)) != 1 {
		return presentation.Receipt{}, ErrNoRequest
	}
	trust, err := p.Trust(ctx)
	if err != nil {
		return presentation.Receipt{}, err
	}
	receipt, shown, verified := p.judgeAnswer(ctx, trust, r, a.Answer, now)
	if a.Worker == nil && receipt.Code == "" {
		if a.Worker, err = p.ownerOf(ctx, verified); err != nil {
			return receipt, err
		}
	}
	values, err := json.Marshal(shown)
	if err != nil {
		return receipt, err
	}
	if len(shown) == 0 {
		values = nil
	}
	if a.By.Actor == "" {
		a.By.Actor = "wallet"
	}
	return receipt, p.Presentations.AnswerRequest(ctx, requestID, func(q *presentation.Request) (Shown, error) {
		if err := q.Answer(receipt, a.Worker, now); err != nil {
			return Shown{}, refused(err, "")
		}
		f, err := p.presentationFact(ctx, q, a.By, now)
		out := Shown{Fact: f, Values: values}
		if receipt.Code == "" && a.Worker != nil {
			out.Look = &Look{ID: id.New(), Employer: r.Receiver, Viewer: r.RequestedBy, Purpose: LookPresentation, Kinds: seenPresented(receipt, p.shortType), At: now}
		}
		return out, err
	})
}

// ownerOf tells whose credentials were shown, when this service issued them; nil when it did not. Wallets of the workers'
// own say nothing of who they are: the place in the status list does.
func (p *Passports) ownerOf(ctx context.Context, verified []sdjwt.Verified) (*id.ID, error) {
	for _, v := range verified {
		uri, index, _ := sdjwt.StatusReference(v.Claims)
		n, own := p.Addresses.listOf(uri)
		if !own {
			continue
		}
		workerID, err := p.Credentials.HolderAt(ctx, Place{List: n, Index: index})
		if errors.Is(err, ErrNoCredential) {
			continue
		}
		return &workerID, err
	}
	return nil, nil
}

// seenPresented are the kinds of field that were shown, for the worker's log of looks.
func seenPresented(r presentation.Receipt, short func(string) string) []string {
	var kinds []string
	for _, c := range r.Credentials {
		kinds = addKinds(kinds, credential.Type(short(c.Type)), c.Claims)
	}
	return kinds
}

// addKinds adds the kinds of field that one credential shows.
func addKinds(kinds []string, t credential.Type, claims []string) []string {
	add := func(kind string) {
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	switch t {
	case credential.Registration:
		add("registrations")
	case credential.Competency:
		add("competencies")
	default:
		add("checks")
	}
	if slices.Contains(claims, "given_name") || slices.Contains(claims, "family_name") {
		add("name")
	}
	return kinds
}

func (p *Passports) judgeAnswer(ctx context.Context, trust Trust, r presentation.Record, a oid4vp.Answer, now time.Time) (presentation.Receipt, []ShownCredential, []sdjwt.Verified) {
	switch {
	case a.Refusal == "access_denied":
		return presentation.Receipt{Code: presentation.Declined, Message: "The worker chose not to show this."}, nil, nil
	case a.Refusal != "":
		return presentation.Receipt{Code: presentation.WalletRefused, Message: "The worker's wallet could not answer this request."}, nil, nil
	case !a.Asked(r.Query):
		return presentation.Receipt{Code: presentation.NotWhatAsked, Message: "The answer holds something else than was asked for."}, nil, nil
	}
	receipt := presentation.Receipt{Credentials: []presentation.Told{}}
	var verified []sdjwt.Verified
	given := map[string][]dcql.Credential{}
	shown := []ShownCredential{}
	for _, c := range r.Query.Credentials {
		for _, compact := range a.Presentations[c.ID] {
			v, told := verifyOne(ctx, trust, compact, c, r.Nonce, p.clientID(), now)
			receipt.Credentials = append(receipt.Credentials, told)
			if told.Code != "" {
				receipt.Code, receipt.Message = told.Code, told.Message
				return receipt, nil, nil
			}
			verified = append(verified, v)
			given[c.ID] = append(given[c.ID], dcql.Credential{ID: c.ID, Type: v.Type, Claims: v.Claims, Bound: true})
			shown = append(shown, ShownCredential{Query: c.ID, Issuer: v.Issuer, Type: v.Type, Claims: disclosed(v)})
		}
	}
	if err := sdjwt.SameSubject(verified); err != nil {
		receipt.Code, receipt.Message = string(sdjwt.CodeOf(err)), err.Error()
		return receipt, nil, nil
	}
	if missing, ok := dcql.Satisfied(r.Query, given); !ok {
		receipt.Code, receipt.Message = presentation.NotWhatAsked, "What was shown does not answer all that was asked for."
		for _, queryID := range missing {
			if c, known := r.Query.Of(queryID); known && len(c.Types) > 0 {
				receipt.Missing = append(receipt.Missing, p.shortType(c.Types[0]))
			}
		}
		return receipt, nil, nil
	}
	return receipt, shown, verified
}

// verifyOne judges one presentation made for an audience and a nonce.
func verifyOne(ctx context.Context, trust Trust, compact string, c dcql.CredentialQuery, nonce, audience string, now time.Time) (sdjwt.Verified, presentation.Told) {
	told := presentation.Told{Query: c.ID}
	v, err := sdjwt.Verify(ctx, compact, sdjwt.Policy{
		Issuers: trust, Types: c.Types, Status: trust, At: now,
		KeyBinding: sdjwt.KeyBindingPolicy{Audience: audience, Nonce: nonce, MaxAge: oid4vp.PresentationLife},
	})
	if err != nil {
		told.Code, told.Message = string(sdjwt.Malformed), "What was shown could not be read."
		var no *sdjwt.Refused
		if errors.As(err, &no) {
			told.Code, told.Message = string(no.Code), no.Message
		}
		return v, told
	}
	told.Issuer, told.Type, told.Claims = v.Issuer, v.Type, slices.Clone(v.Disclosed)
	told.ExpiresAt, told.StatusReadAt = &v.ExpiresAt, &v.StatusReadAt
	return v, told
}

// disclosed are the claims that the holder chose to show.
func disclosed(v sdjwt.Verified) map[string]any {
	out := map[string]any{}
	for _, name := range v.Disclosed {
		out[name] = v.Claims[name]
	}
	return out
}

func (p *Passports) shown(ctx context.Context, requestID id.ID) ([]ShownCredential, error) {
	raw, err := p.Presentations.ShownIn(ctx, requestID)
	if err != nil || raw == nil {
		return nil, err
	}
	var out []ShownCredential
	return out, json.Unmarshal(raw, &out)
}
