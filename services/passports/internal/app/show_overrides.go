package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/override"
)

// OverrideView is an override for those whom it concerns.
type OverrideView struct {
	OverrideID   string     `json:"override_id" format:"uuid"`
	State        string     `json:"state" enum:"requested,granted,refused,expired"`
	WorkerID     string     `json:"worker_id" format:"uuid"`
	ShiftID      string     `json:"shift_id" format:"uuid"`
	DecisionID   string     `json:"decision_id,omitempty" format:"uuid"`
	HomeEmployer string     `json:"home_employer"`
	HostEmployer string     `json:"host_employer"`
	StartsAt     time.Time  `json:"starts_at"`
	EndsAt       time.Time  `json:"ends_at"`
	ExpiresAt    time.Time  `json:"expires_at" doc:"The shift's end, or a moment before its start by which what is missing has to be there."`
	Requirement  string     `json:"requirement" doc:"What it stands in for, as the decision names it."`
	Code         string     `json:"code"`
	Why          string     `json:"why"`
	Eyes         string     `json:"eyes" enum:"home_and_host,four_eyes,one_of_host" doc:"Who has to look."`
	Words        string     `json:"words,omitempty" doc:"What was written about it; gone once the worker's record is erased."`
	RequestedBy  string     `json:"requested_by" doc:"Opaque id."`
	RequestedOrg string     `json:"requested_org"`
	RequestedAt  time.Time  `json:"requested_at"`
	DecidedBy    string     `json:"decided_by,omitempty" doc:"Opaque id."`
	DecidedOrg   string     `json:"decided_org,omitempty"`
	DecidedAt    *time.Time `json:"decided_at,omitempty"`
	// MayDecide tells whether the one who looks can grant or refuse it now.
	MayDecide bool `json:"may_decide"`
	// WorkerName is for people of the home employer and of the host, on pages.
	WorkerName string `json:"-"`
}

// OverridePage is a page of overrides. Next is the cursor of the page after; Nil on the last.
type OverridePage struct {
	Overrides []OverrideView
	Counts    []OverrideCount
	Next      id.ID
}

// OverrideWhys are the codes under which an override may be asked for.
func OverrideWhys() []string { return append([]string{}, override.Whys...) }

// ShowOverride gives one override to the worker, and to people of the home employer and of the host.
func (p *Passports) ShowOverride(ctx context.Context, overrideID id.ID) (OverrideView, error) {
	principal, err := Policy.Check(ctx, MayReadOverride, auth.Facts{ICS: p.ICS})
	if err != nil {
		return OverrideView{}, err
	}
	o, words, err := p.Decisions.Override(ctx, overrideID)
	if err != nil {
		return OverrideView{}, err
	}
	r := o.Record()
	if !p.about(principal, r.WorkerID, r.Home, r.Host) {
		return OverrideView{}, ErrNoOverride
	}
	return p.overrideView(o, words, principal), nil
}

// FindOverrides gives a page of what an employer has to do with, as host and as home, newest first, and how many there
// were in the last 90 days. state is empty for all.
func (p *Passports) FindOverrides(ctx context.Context, state string, before id.ID, limit int) (OverridePage, error) {
	principal, err := Policy.Check(ctx, MayOverride, auth.Facts{ICS: p.ICS})
	if err != nil {
		return OverridePage{}, err
	}
	all, err := p.Decisions.OverridesOf(ctx, principal.Employer, state, before, limit+1)
	if err != nil {
		return OverridePage{}, err
	}
	page := p.overridePage(all, principal, limit)
	page.Counts, err = p.Decisions.CountOverrides(ctx, principal.Employer, p.Clock.Now().Add(-expiringWithin))
	return page, err
}

// OwnOverrides gives workers what was decided about them.
func (p *Passports) OwnOverrides(ctx context.Context, before id.ID, limit int) (OverridePage, error) {
	principal, _ := auth.From(ctx)
	if _, err := Policy.Check(ctx, MayReadDecisions, auth.Facts{Worker: principal.WorkerID, ICS: p.ICS}); err != nil {
		return OverridePage{}, err
	}
	workerID, err := id.Parse(principal.WorkerID)
	if err != nil {
		return OverridePage{}, ErrNoWorker
	}
	all, err := p.Decisions.OverridesAbout(ctx, workerID, before, limit+1)
	return p.overridePage(all, principal, limit), err
}

func (p *Passports) overridePage(all []*override.Override, principal auth.Principal, limit int) OverridePage {
	page := OverridePage{Overrides: []OverrideView{}, Counts: []OverrideCount{}}
	if len(all) > limit {
		all = all[:limit]
		page.Next = all[limit-1].Record().ID
	}
	for _, o := range all {
		page.Overrides = append(page.Overrides, p.overrideView(o, "", principal))
	}
	return page
}

// about tells whether something concerns who asks: the worker, or somebody of the home employer or the host.
func (p *Passports) about(who auth.Principal, workerID id.ID, home, host string) bool {
	if who.Role == auth.Worker {
		return who.WorkerID == workerID.String()
	}
	return who.Role == auth.Employer && who.Employer != "" && (p.sameNow(who.Employer, home) || p.sameNow(who.Employer, host))
}

func (p *Passports) overrideView(o *override.Override, words string, principal auth.Principal) OverrideView {
	r := o.Record()
	principal = p.asCalled(principal, r.Host, r.Home)
	v := OverrideView{
		OverrideID: r.ID.String(), State: string(r.State), WorkerID: r.WorkerID.String(), ShiftID: r.ShiftID.String(), HomeEmployer: r.Home, HostEmployer: r.Host,
		StartsAt: r.StartsAt, EndsAt: r.EndsAt, ExpiresAt: r.ExpiresAt, Requirement: r.Requirement, Code: r.Code, Why: r.Why, Eyes: string(r.Eyes), Words: words,
		RequestedBy: r.RequestedBy, RequestedOrg: r.RequestedOrg, RequestedAt: r.RequestedAt, DecidedBy: r.DecidedBy, DecidedOrg: r.DecidedOrg, DecidedAt: r.DecidedAt,
		MayDecide: principal.Role == auth.Employer && override.Rehydrate(r).Decide(true, personOf(principal), p.Clock.Now()) == nil,
	}
	if r.DecisionID != id.Nil {
		v.DecisionID = r.DecisionID.String()
	}
	return v
}
