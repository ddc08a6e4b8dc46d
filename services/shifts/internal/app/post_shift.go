package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// MaxAtOnce is how many shifts one posting may make.
const MaxAtOnce = 1000

// Post asks for one or more equal places. The error is a fault of kind Invalid with every field to change.
func (a *App) Post(ctx context.Context, p shift.Posting) ([]shift.State, error) {
	posted, err := a.postAll(ctx, []shift.Posting{p})
	return posted, onTheOnlyPosting(err)
}

// PostAll asks for many places at once, all or none, under one posting id. Of an Invalid fault each field begins with
// body.postings[i] for the posting that it is about; at most ten are named.
func (a *App) PostAll(ctx context.Context, ps []shift.Posting) ([]shift.State, error) {
	places := 0
	for _, p := range ps {
		places += max(p.Places, 0)
	}
	if places > MaxAtOnce {
		return nil, fault.New(fault.Invalid, "too_many", "These are %d shifts; post at most %d at once.", places, MaxAtOnce)
	}
	return a.postAll(ctx, ps)
}

func (a *App) postAll(ctx context.Context, ps []shift.Posting) ([]shift.State, error) {
	who, err := a.check(ctx, PostShift, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return nil, err
	}
	draft := a.newDrafting(who.Employer, id.New())
	var made []*shift.Shift
	var wrong *fault.Error
	for i, p := range ps {
		shifts, err := draft.shifts(ctx, p)
		var f *fault.Error
		switch {
		case errors.As(err, &f) && f.Kind == fault.Invalid:
			wrong = joined(wrong, f, i)
		case err != nil:
			return nil, err
		}
		made = append(made, shifts...)
		if wrong != nil && len(wrong.Fields) >= 10 {
			break
		}
	}
	if wrong != nil {
		return nil, wrong
	}
	if err := a.shifts.Post(ctx, made); err != nil {
		return nil, asFault(err)
	}
	out := make([]shift.State, len(made))
	for i, s := range made {
		out[i] = s.State()
	}
	return out, nil
}

// drafting makes shifts of postings, and asks each question that is the same for all of them once.
type drafting struct {
	app      *App
	employer string
	posting  id.ID
	policies Policies
	sites    map[string]bool
	cards    *[]pay.Card
	ladders  map[string]release.Ladder
}

func (a *App) newDrafting(employer string, posting id.ID) drafting {
	return drafting{app: a, employer: a.heirNow(employer), posting: posting, policies: rememberPolicies(a.policies), sites: map[string]bool{},
		cards: new([]pay.Card), ladders: map[string]release.Ladder{}}
}

func (d drafting) ladder(ctx context.Context, staffGroup string) (release.Ladder, error) {
	if l, known := d.ladders[staffGroup]; known {
		return l, nil
	}
	l, err := d.app.ladderFor(ctx, d.employer, staffGroup)
	d.ladders[staffGroup] = l
	return l, err
}

func (d drafting) shifts(ctx context.Context, p shift.Posting) ([]*shift.Shift, error) {
	p.Employer = d.app.heirNow(p.Employer) // Under the code of an employer that is no more nothing new is posted.
	if p.Employer != d.employer {
		return nil, fault.New(fault.Forbidden, "not_your_employer", "You can post shifts for %s only.", d.employer).
			WithFields(fault.Field{Location: "body.employer", Message: "Give your own employer, " + d.employer + "."})
	}
	if err := d.app.cardRate(ctx, d.cards, &p); err != nil {
		return nil, err
	}
	if err := d.app.askApproval(ctx, d.policies, &p); err != nil {
		return nil, err
	}
	if err := setMode(ctx, d.policies, &p); err != nil {
		return nil, err
	}
	ladder, err := d.ladder(ctx, p.StaffGroup)
	if err != nil {
		return nil, err
	}
	p.Ladder = &ladder
	shifts, err := shift.Post(p, d.ids(), d.app.clock.Now())
	if err != nil {
		return nil, asFault(err)
	}
	if !d.sites[p.Site] {
		if err := d.app.checkSite(ctx, p.Employer, p.Site); err != nil {
			return nil, err
		}
		d.sites[p.Site] = true
	}
	return shifts, nil
}

// ids gives the id of the posting first, which all share, and then new ones.
func (d drafting) ids() func() id.ID {
	first := true
	return func() id.ID {
		if first {
			first = false
			return d.posting
		}
		return id.New()
	}
}

// joined adds the fields of one posting's fault to those of the others.
func joined(all, f *fault.Error, i int) *fault.Error {
	if all == nil {
		all = fault.New(f.Kind, f.Code, "%s", f.Message)
	}
	for _, field := range f.Fields {
		field.Location = fmt.Sprintf("body.postings[%d].%s", i, strings.TrimPrefix(field.Location, "body."))
		all = all.WithFields(field)
	}
	return all
}

// onTheOnlyPosting points the fields of a fault at the body itself.
func onTheOnlyPosting(err error) error {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Invalid {
		return err
	}
	out := fault.New(f.Kind, f.Code, "%s", f.Message)
	for _, field := range f.Fields {
		field.Location = strings.Replace(field.Location, "body.postings[0].", "body.", 1)
		out = out.WithFields(field)
	}
	return out
}

// rememberPolicies reads each policy once.
func rememberPolicies(p Policies) Policies {
	return &rememberedPolicies{Policies: p, known: map[string]knownPolicy{}}
}

type rememberedPolicies struct {
	Policies
	known map[string]knownPolicy
}

type knownPolicy struct {
	body    json.RawMessage
	version int64
}

// Of implements Policies.
func (r *rememberedPolicies) Of(ctx context.Context, employer string, k policy.Kind) (json.RawMessage, int64, error) {
	key := employer + " " + string(k)
	if have, ok := r.known[key]; ok {
		return have.body, have.version, nil
	}
	body, version, err := r.Policies.Of(ctx, employer, k)
	if err == nil {
		r.known[key] = knownPolicy{body, version}
	}
	return body, version, err
}

// checkSite wants a site that deployments has registered for the employer.
func (a *App) checkSite(ctx context.Context, employer, ods string) error {
	site, err := a.models.Site(ctx, ods)
	if err == nil && a.heirNow(site.Employer) == a.heirNow(employer) {
		return nil
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	return asFault(&shift.Invalid{Problems: []shift.Problem{{
		Field: "site", Message: "No site " + ods + " is registered for " + employer + "; choose one of the employer's sites."}}})
}

// employerOf is the employer of whoever asks, for rules about one's own employer.
func employerOf(ctx context.Context) string {
	p, _ := auth.From(ctx)
	return p.Employer
}
