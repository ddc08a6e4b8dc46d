package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/services/passports/internal/hostpolicy"
)

// NewHostPolicy is what a host is to ask for.
type NewHostPolicy struct {
	RegisterFlagDays, RegisterBlockDays, GraceDays, DBSMonths int
	Periods                                                   []HostPeriod
	OwnChecks                                                 []string
}

// HostPeriod is how often a host wants a subject refreshed, from a level on.
type HostPeriod struct {
	Framework string
	Code      string
	Level     int
	Months    int
}

// HostPolicyView is what a host asks for. Version 0 is the default that nobody has changed.
type HostPolicyView struct {
	Employer string
	Version  int64
	NewHostPolicy
}

// OwnChecks are the checks that a host may do itself.
func OwnChecks() []string { return append([]string{}, hostpolicy.Checks...) }

// ShowHostPolicy gives what an employer asks of everybody who works on its sites. People of any employer, workers and leads
// may know, since it is asked of them.
func (p *Passports) ShowHostPolicy(ctx context.Context, employer string) (HostPolicyView, error) {
	if _, err := Policy.Check(ctx, MayReadHostPolicy, auth.Facts{Employer: employer, ICS: p.ICS}); err != nil {
		return HostPolicyView{}, err
	}
	r, err := p.Decisions.HostPolicy(ctx, employer)
	return hostPolicyView(r), err
}

// ChangeHostPolicy replaces what the caller's employer asks for, and judges again every booking ahead on its sites. matches
// judges the version that is to be changed.
func (p *Passports) ChangeHostPolicy(ctx context.Context, employer string, n NewHostPolicy, requestID string, matches func(version int64) error) (HostPolicyView, error) {
	principal, err := Policy.Check(ctx, MayChangeHostPolicy, auth.Facts{Employer: employer, ICS: p.ICS})
	if err != nil {
		return HostPolicyView{}, err
	}
	employer = p.heirNow(employer)
	now := p.Clock.Now()
	var after hostpolicy.Record
	err = p.Decisions.ChangeHostPolicy(ctx, employer, now, func(was hostpolicy.Record) (hostpolicy.Record, Fact, error) {
		if err := matches(was.Version); err != nil {
			return was, Fact{}, err
		}
		if after, err = hostpolicy.Change(was, employer, n.body()); err != nil {
			return was, Fact{}, refused(err, "")
		}
		f, err := p.hostPolicyChanged(ctx, was, after, now, by(principal, requestID))
		return after, f, err
	})
	if err != nil {
		return HostPolicyView{}, err
	}
	p.judgeDueNow(ctx)
	return hostPolicyView(after), nil
}

func (n NewHostPolicy) body() hostpolicy.Body {
	b := hostpolicy.Body{
		RegisterFlagDays: n.RegisterFlagDays, RegisterBlockDays: n.RegisterBlockDays, GraceDays: n.GraceDays, DBSMonths: n.DBSMonths, OwnChecks: n.OwnChecks,
	}
	for _, r := range n.Periods {
		b.Periods = append(b.Periods, hostpolicy.Period(r))
	}
	return b
}

func hostPolicyView(r hostpolicy.Record) HostPolicyView {
	b := r.Effective()
	v := HostPolicyView{Employer: r.Employer, Version: r.Version, NewHostPolicy: NewHostPolicy{
		RegisterFlagDays: b.RegisterFlagDays, RegisterBlockDays: b.RegisterBlockDays, GraceDays: b.GraceDays, DBSMonths: b.DBSMonths,
		Periods: []HostPeriod{}, OwnChecks: append([]string{}, b.OwnChecks...),
	}}
	for _, p := range b.Periods {
		v.Periods = append(v.Periods, HostPeriod(p))
	}
	return v
}
