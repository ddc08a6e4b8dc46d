package app

import (
	"context"
	"errors"
	"slices"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

// Preview is what a worker reads before a passport that is kept here answers a request.
type Preview struct {
	RequestView
	// Shares are what would be shown, by what was asked for.
	Shares []Share
	// Missing are the titles of what is needed and not there.
	Missing []string
}

// Share is one credential that would be shown.
type Share struct {
	AskView
	// Subject tells credentials of one type apart, e.g. competency:cstf:FIRE:1.
	Subject string
	// Told are the values that the worker would show.
	Told map[string]any
}

// PreviewRequest shows workers what a receiver asks of them, and what of their passport would answer it.
func (p *Passports) PreviewRequest(ctx context.Context, requestID id.ID) (Preview, error) {
	workerID, _, err := p.own(ctx, MayPresent)
	if err != nil {
		return Preview{}, err
	}
	q, err := p.Presentations.Request(ctx, requestID)
	if err != nil {
		return Preview{}, err
	}
	if by := q.Record().WorkerID; by != nil && *by != workerID {
		return Preview{}, ErrNoRequest
	}
	v, err := p.viewRequest(ctx, q)
	out := Preview{RequestView: v}
	if err != nil || q.Open(p.Clock.Now()) != nil {
		return out, err
	}
	out.Shares, out.Missing, err = p.wouldShow(ctx, workerID, v.Asks, q.Record().Query)
	return out, err
}

// wouldShow tells what of the passport would answer a query, and the titles of what is needed and not there.
func (p *Passports) wouldShow(ctx context.Context, workerID id.ID, asks []AskView, q dcql.Query) (shares []Share, missing []string, err error) {
	held, err := p.wouldHold(ctx, workerID)
	if err != nil {
		return nil, nil, err
	}
	answer := dcql.Match(q, held)
	for _, a := range asks {
		if slices.Contains(answer.Missing, a.Query) {
			missing = append(missing, a.Title)
		}
		shares = append(shares, sharesOf(a, q, answer, held)...)
	}
	return shares, missing, nil
}

func sharesOf(a AskView, q dcql.Query, answer dcql.Answer, held []dcql.Credential) []Share {
	var out []Share
	c, _ := q.Of(a.Query)
	for i, candidate := range answer.By[a.Query] {
		if i > 0 && !c.Multiple {
			break
		}
		at := slices.IndexFunc(held, func(h dcql.Credential) bool { return h.ID == candidate.Credential })
		s := Share{AskView: a, Subject: candidate.Credential, Told: map[string]any{}}
		s.Claims, s.Optional = candidate.Least, candidate.Optional()
		for _, name := range candidate.Claims {
			s.Told[name] = held[at].Claims[name]
		}
		out = append(out, s)
	}
	return out
}

// wouldHold is what the worker's wallet has once all that is due has been issued.
func (p *Passports) wouldHold(ctx context.Context, workerID id.ID) ([]dcql.Credential, error) {
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return nil, err
	}
	personal, err := p.Workers.Personal(ctx, workerID)
	if err != nil {
		return nil, err
	}
	who := personal[workerID]
	var out []dcql.Credential
	now := p.Clock.Now()
	authorities, err := p.Credentials.AuthoritiesOf(ctx, workerID, now)
	if err != nil {
		return nil, err
	}
	for _, g := range append(credential.Grounds(w.Record(), now), credential.AuthorityGrounds(authorities, w.Record(), now)...) {
		claims := g.Claims(credential.Person{GivenName: who.GivenName, FamilyName: who.FamilyName, Numbers: who.Numbers})
		out = append(out, dcql.Credential{ID: g.Subject, Type: g.Type.In(p.Addresses.Types), Claims: claims, Bound: true})
	}
	return out, nil
}

// Chosen is what a worker agreed to show beside what is needed, which is shown in any case.
type Chosen struct {
	// Keep are the optional claims, as query.claim; Show are the queries of spare credentials.
	Keep, Show []string
}

// PresentOwn answers a request from the passport that is kept here, by the worker's own word.
type PresentOwn struct {
	Request id.ID
	Chosen
	RequestID string
}

// PresentOwn shows what a worker agreed to show, signed by the key that the service keeps for the worker. Credentials that
// are due are issued first.
func (p *Passports) PresentOwn(ctx context.Context, in PresentOwn) (presentation.Receipt, error) {
	workerID, principal, err := p.own(ctx, MayPresent)
	if err != nil {
		return presentation.Receipt{}, err
	}
	q, err := p.Presentations.Request(ctx, in.Request)
	if err != nil {
		return presentation.Receipt{}, err
	}
	now := p.Clock.Now()
	if err := q.Open(now); err != nil {
		return presentation.Receipt{}, refused(err, "")
	}
	who := by(principal, in.RequestID)
	token, err := p.signed(ctx, workerID, questionOf{Query: q.Record().Query, Audience: p.clientID(), Nonce: q.Record().Nonce}, in.Chosen, who)
	if err != nil {
		return presentation.Receipt{}, err
	}
	return p.AnswerPresentation(ctx, in.Request, WalletAnswer{Answer: oid4vp.Answer{State: q.Record().State, Presentations: token}, Worker: &workerID, By: who})
}

// questionOf is what a receiver asks, and for whom and which of its sessions an answer is good.
type questionOf struct {
	Query           dcql.Query
	Audience, Nonce string
}

// signed makes the presentations that the worker agreed to, by the id of the query that each answers.
func (p *Passports) signed(ctx context.Context, workerID id.ID, asked questionOf, in Chosen, who By) (map[string][]string, error) {
	if _, err := p.issue(ctx, IssueCredentials{Worker: workerID, RequestID: who.RequestID}, who); err != nil {
		return nil, err
	}
	now := p.Clock.Now()
	wallet, err := p.Credentials.Wallet(ctx, workerID, now)
	if err != nil {
		return nil, err
	}
	compacts, held, err := readWallet(wallet)
	if err != nil {
		return nil, err
	}
	answer := dcql.Match(asked.Query, held)
	if !answer.Satisfied {
		return nil, fault.New(fault.Conflict, "not_held", "Your passport does not have all that is asked for, so nothing was shown. Ask your home employer to record what is missing.")
	}
	kb := sdjwt.KeyBinding{Signer: wallet.Holder, Audience: asked.Audience, Nonce: asked.Nonce, IssuedAt: now}
	out := map[string][]string{}
	for _, c := range asked.Query.Credentials {
		if !slices.Contains(in.Show, c.ID) && !asked.Query.Needed(c.ID) {
			continue
		}
		for i, candidate := range answer.By[c.ID] {
			if i > 0 && !c.Multiple {
				break
			}
			show, err := sdjwt.Present(compacts[candidate.Credential], chosen(c.ID, candidate, in.Keep), kb)
			if err != nil {
				return nil, err
			}
			out[c.ID] = append(out[c.ID], show)
		}
	}
	if len(out) == 0 {
		return nil, fault.New(fault.Invalid, "nothing_chosen", "Choose at least one thing to show, or say no to the request.")
	}
	return out, nil
}

func chosen(queryID string, c dcql.Candidate, keep []string) []string {
	names := slices.Clone(c.Least)
	for _, name := range c.Optional() {
		if slices.Contains(keep, queryID+"."+name) {
			names = append(names, name)
		}
	}
	return names
}

// readWallet reads what the worker holds; each credential is named by its own id.
func readWallet(w Wallet) (compacts map[string]string, held []dcql.Credential, err error) {
	compacts = map[string]string{}
	for credentialID, compact := range w.Credentials {
		parsed, err := sdjwt.Parse(compact)
		if err != nil {
			return nil, nil, errors.Join(errors.New("a credential that is kept here cannot be read"), err)
		}
		claims := map[string]any{}
		for name, v := range parsed.Claims {
			claims[name] = v
		}
		for _, d := range parsed.Disclosures {
			if !d.Element {
				claims[d.Name] = d.Value
			}
		}
		vct, _ := parsed.Claims["vct"].(string)
		compacts[credentialID.String()] = compact
		held = append(held, dcql.Credential{ID: credentialID.String(), Type: vct, Claims: claims, Bound: true})
	}
	slices.SortFunc(held, func(a, b dcql.Credential) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return compacts, held, nil
}

// DeclineRequest says no to a receiver. The receiver learns that, and nothing else.
func (p *Passports) DeclineRequest(ctx context.Context, request id.ID, requestID string) error {
	workerID, principal, err := p.own(ctx, MayPresent)
	if err != nil {
		return err
	}
	q, err := p.Presentations.Request(ctx, request)
	if err != nil {
		return err
	}
	_, err = p.AnswerPresentation(ctx, request, WalletAnswer{
		Answer: oid4vp.Answer{State: q.Record().State, Refusal: "access_denied"}, Worker: &workerID, By: by(principal, requestID),
	})
	return err
}
