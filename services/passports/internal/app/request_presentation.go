package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
)

// AskFor is one kind of credential that a receiver asks for.
type AskFor struct {
	// Type is without the operator's base address, e.g. dbs/1.
	Type string
	// Claims must be told; of Optional the worker may leave out any.
	Claims, Optional []string
	// Spare tells that the receiver does without it; Several that more than one is asked for.
	Spare, Several bool
}

// RequestPresentation is a receiver's request to see credentials.
type RequestPresentation struct {
	Purpose   string
	Asks      []AskFor
	RequestID string
}

// RequestView is a request as its receiver sees it.
type RequestView struct {
	ID                     id.ID
	Receiver, ReceiverName string
	Purpose, PurposeText   string
	Asks                   []AskView
	Status                 string
	RequestedAt, ExpiresAt time.Time
	AnsweredAt             *time.Time
	Reason                 string
	Receipt                *presentation.Receipt
	// Link is for wallets, Page for workers whose passport is kept here; both are for the QR code and empty once it is over.
	Link, Page string
	// Values are what was shown; none once the time to dispute it is over.
	Values []ShownCredential
}

// AskView is one kind of credential of a request.
type AskView struct {
	Query, Type, Title string
	Claims, Optional   []string
	Needed             bool
}

// RequestPresentation makes a request in the name of the employer of who asks.
func (p *Passports) RequestPresentation(ctx context.Context, in RequestPresentation) (RequestView, error) {
	principal, err := Policy.Check(ctx, MayRequest, auth.Facts{ICS: p.ICS})
	if err != nil {
		return RequestView{}, err
	}
	query, err := p.queryOf(in.Asks)
	if err != nil {
		return RequestView{}, err
	}
	now := p.Clock.Now()
	q, err := presentation.Make(presentation.Record{
		Receiver: principal.Employer, Purpose: in.Purpose, Query: query, Nonce: secret(), State: secret(), RequestedBy: principal.Subject, RequestedAt: now,
	}, oid4vp.RequestLife)
	if err != nil {
		return RequestView{}, refused(err, "")
	}
	f, err := p.presentationFact(ctx, q, by(principal, in.RequestID), now)
	if err != nil {
		return RequestView{}, err
	}
	if err := p.Presentations.AddRequest(ctx, q, f); err != nil {
		return RequestView{}, err
	}
	return p.viewRequest(ctx, q)
}

// ShowRequest gives a request to people of the employer that made it, with what was shown as long as that is kept.
func (p *Passports) ShowRequest(ctx context.Context, requestID id.ID) (RequestView, error) {
	q, err := p.Presentations.Request(ctx, requestID)
	if err != nil {
		return RequestView{}, err
	}
	if _, err := Policy.Check(ctx, MayRequest, auth.Facts{Employer: q.Record().Receiver, ICS: p.ICS}); err != nil {
		return RequestView{}, err
	}
	v, err := p.viewRequest(ctx, q)
	if err != nil || q.Record().Status == presentation.Requested {
		return v, err
	}
	v.Values, err = p.shown(ctx, requestID)
	return v, err
}

// last is behind every id.
var last = id.ID{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}

// ShowRequests gives the newest requests, before one if it is not Nil, of the employer of who asks.
func (p *Passports) ShowRequests(ctx context.Context, before id.ID, limit int) ([]RequestView, error) {
	principal, err := Policy.Check(ctx, MayRequest, auth.Facts{ICS: p.ICS})
	if err != nil {
		return nil, err
	}
	if before == id.Nil {
		before = last
	}
	all, err := p.Presentations.RequestsOf(ctx, principal.Employer, before, limit)
	if err != nil {
		return nil, err
	}
	out := make([]RequestView, len(all))
	for i, q := range all {
		if out[i], err = p.viewRequest(ctx, q); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (p *Passports) viewRequest(ctx context.Context, q *presentation.Request) (RequestView, error) {
	r := q.Record()
	now := p.Clock.Now()
	name, err := p.organisation(ctx, r.Receiver, now)
	if err != nil {
		return RequestView{}, err
	}
	v := RequestView{
		ID: r.ID, Receiver: r.Receiver, ReceiverName: name, Purpose: r.Purpose, PurposeText: presentation.PurposeText(r.Purpose),
		Asks: p.viewAsks(r.Query), Status: string(r.Status), RequestedAt: r.RequestedAt, ExpiresAt: r.ExpiresAt, AnsweredAt: r.AnsweredAt,
		Reason: r.Reason, Receipt: r.Receipt,
	}
	if q.Open(now) == nil {
		v.Link = oid4vp.Link(p.clientID(), p.requestURI(r.ID))
		v.Page = p.Addresses.Public + "/passport/requests/" + r.ID.String()
	} else if r.Status == presentation.Requested {
		v.Status = "over"
	}
	return v, nil
}

func (p *Passports) viewAsks(q dcql.Query) []AskView {
	out := make([]AskView, len(q.Credentials))
	for i, c := range q.Credentials {
		a := AskView{Query: c.ID, Needed: q.Needed(c.ID)}
		for _, t := range c.Types {
			a.Type = p.shortType(t)
			a.Title = credential.Type(a.Type).Title()
		}
		least := map[string]bool{}
		if n := len(c.ClaimSets); n > 0 {
			for _, id := range c.ClaimSets[n-1] {
				least[id] = true
			}
		}
		for _, claim := range c.Claims {
			if len(c.ClaimSets) > 0 && !least[claim.ID] {
				a.Optional = append(a.Optional, claim.Path.String())
			} else {
				a.Claims = append(a.Claims, claim.Path.String())
			}
		}
		out[i] = a
	}
	return out
}

// queryOf makes the query of what is asked for, or refuses what no credential of ours can tell.
func (p *Passports) queryOf(asks []AskFor) (dcql.Query, error) {
	var q dcql.Query
	var needed []string
	var problems []fault.Field
	spare := false
	for i, a := range asks {
		at := "asks[" + strconv.Itoa(i) + "]"
		t := credential.Type(a.Type)
		if !slices.Contains(credential.Types, t) {
			problems = append(problems, fault.Field{Location: at + ".type", Message: "This kind of credential is not known. Use one of: " + joinTypes() + "."})
			continue
		}
		for _, claim := range slices.Concat(a.Claims, a.Optional) {
			if !slices.Contains(credential.ClaimNames(t), claim) {
				problems = append(problems, fault.Field{Location: at + ".claims", Message: "A claim is not known. Use some of: " + strings.Join(credential.ClaimNames(t), ", ") + "."})
				break
			}
		}
		c := credentialQuery(fmt.Sprintf("c%d", i), t.In(p.Addresses.Types), a)
		q.Credentials = append(q.Credentials, c)
		if a.Spare {
			spare = true
		} else {
			needed = append(needed, c.ID)
		}
	}
	if len(asks) > 20 {
		problems = append(problems, fault.Field{Location: "asks", Message: "Ask for at most 20 kinds of credential."})
	}
	if len(problems) > 0 {
		return q, fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").WithFields(problems...)
	}
	if spare {
		q.Sets = setsOf(q, needed)
	}
	return q, nil
}

func setsOf(q dcql.Query, needed []string) []dcql.SetQuery {
	var sets []dcql.SetQuery
	if len(needed) > 0 {
		sets = append(sets, dcql.SetQuery{Options: [][]string{needed}})
	}
	for _, c := range q.Credentials {
		if !slices.Contains(needed, c.ID) {
			sets = append(sets, dcql.SetQuery{Options: [][]string{{c.ID}}, Optional: true})
		}
	}
	return sets
}

func credentialQuery(queryID, vct string, a AskFor) dcql.CredentialQuery {
	c := dcql.CredentialQuery{ID: queryID, Format: dcql.Format, Types: []string{vct}, Multiple: a.Several}
	var all, least []string
	for i, claim := range slices.Concat(a.Claims, a.Optional) {
		one := dcql.ClaimQuery{Path: dcql.Claim(claim)}
		if len(a.Optional) > 0 {
			one.ID = "k" + strconv.Itoa(i)
			all = append(all, one.ID)
			if i < len(a.Claims) {
				least = append(least, one.ID)
			}
		}
		c.Claims = append(c.Claims, one)
	}
	if len(all) > 0 {
		c.ClaimSets = [][]string{all}
		if len(least) > 0 {
			c.ClaimSets = append(c.ClaimSets, least)
		}
	}
	return c
}

func joinTypes() string {
	names := make([]string, len(credential.Types))
	for i, t := range credential.Types {
		names[i] = string(t)
	}
	return strings.Join(names, ", ")
}

func (p *Passports) requestURI(requestID id.ID) string {
	return p.Addresses.Public + "/oid4vp/request/" + requestID.String()
}

func (p *Passports) responseURI(requestID id.ID) string {
	return p.Addresses.Public + "/oid4vp/response/" + requestID.String()
}
