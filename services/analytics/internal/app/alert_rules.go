package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
)

// AlertRules keeps rules on figures, judges them, and tells of what they call for.
type AlertRules struct {
	alerts Alerts
	inbox  Inbox
	facts  Facts
	past   Past
	rates  *FillRates
	policy auth.Policy
	clock  clock.Clock
	ics    string
	// public is the address of this system's pages.
	public    string
	requestID func(context.Context) string
	wake      chan struct{}
}

// AlertPorts are what rules work on. RequestID names the request of a context in the audit trail; PublicURL is where
// messages lead.
type AlertPorts struct {
	Alerts    Alerts
	Inbox     Inbox
	Facts     Facts
	Past      Past
	RequestID func(context.Context) string
	PublicURL string
}

// NewAlertRules makes the use case for the system ics.
func NewAlertRules(p AlertPorts, rates *FillRates, policy auth.Policy, c clock.Clock, ics string) *AlertRules {
	return &AlertRules{
		alerts: p.Alerts, inbox: p.Inbox, facts: p.Facts, past: p.Past, rates: rates, policy: policy, clock: c, ics: ics, public: p.PublicURL,
		requestID: p.RequestID, wake: make(chan struct{}, 1),
	}
}

// Rules gives the rules that the principal may change: its employer's, or the system's with those of all employers.
func (m *AlertRules) Rules(ctx context.Context) ([]alert.Rule, error) {
	p, err := m.policy.Check(ctx, ViewAlerts, auth.Facts{ICS: m.ics})
	if err != nil {
		return nil, err
	}
	if p.Role != auth.Employer {
		return m.alerts.Rules(ctx, "")
	}
	var all []alert.Rule
	for _, code := range auth.Codes(ctx, p.Employer) {
		own, err := m.alerts.Rules(ctx, code)
		if err != nil {
			return nil, err
		}
		all = append(all, own...)
	}
	return all, nil
}

// Replaced gives, of rules on employers that were followed, those that rest, each with the rule that judges instead of it.
func (m *AlertRules) Replaced(rules []alert.Rule) map[id.ID]alert.Rule {
	return m.rates.live.readings(m.clock.Now()).replaced(rules)
}

// Rule gives one of them.
func (m *AlertRules) Rule(ctx context.Context, rule id.ID) (alert.Rule, error) {
	r, err := m.alerts.Rule(ctx, rule)
	if err != nil {
		return r, absentRule(err)
	}
	_, err = m.policy.Check(ctx, ViewAlerts, auth.Facts{Employer: r.Owner, ICS: m.ics})
	return r, m.hidden(ctx, r, err)
}

// Roles gives the roles that a rule can name: those of the work around now.
func (m *AlertRules) Roles(ctx context.Context) ([]string, error) {
	p, err := m.policy.Check(ctx, ViewAlerts, auth.Facts{ICS: m.ics})
	if err != nil {
		return nil, err
	}
	const days = 14 * 24 * time.Hour
	now := m.clock.Now()
	return m.alerts.Roles(ctx, Scope{Employer: ownerOf(p), Codes: auth.Codes(ctx, ownerOf(p))}.Employers(), Interval{From: now.Add(-days), Until: now.Add(days)})
}

// Add keeps a new rule. An employer's rule looks at that employer, whatever was asked for.
func (m *AlertRules) Add(ctx context.Context, r alert.Rule) (alert.Rule, error) {
	p, err := m.policy.Check(ctx, ChangeAlertRules, auth.Facts{ICS: m.ics})
	if err != nil {
		return r, err
	}
	r.ID, r.Version, r.Owner = id.New(), 1, ownerOf(p)
	if r, err = m.sound(r); err != nil {
		return r, err
	}
	told, err := m.tellRule(nil, r, m.by(ctx, p), m.clock.Now())
	if err == nil {
		err = m.alerts.AddRule(ctx, r, told)
	}
	m.Wake()
	return r, err
}

// Change keeps the rule as it is given, at the version that the caller has seen.
func (m *AlertRules) Change(ctx context.Context, to alert.Rule, seen func(version int64) error) (alert.Rule, error) {
	err := m.alerts.ChangeRule(ctx, to.ID, func(r *alert.Rule) (Told, error) {
		p, err := m.policy.Check(ctx, ChangeAlertRules, auth.Facts{Employer: r.Owner, ICS: m.ics})
		if err := m.hidden(ctx, *r, err); err != nil {
			return Told{}, err
		}
		if err := seen(r.Version); err != nil {
			return Told{}, err
		}
		before := *r
		to.Owner, to.Version = r.Owner, r.Version+1
		if to, err = m.sound(to); err != nil {
			return Told{}, err
		}
		*r = to
		return m.tellRule(&before, *r, m.by(ctx, p), m.clock.Now())
	})
	m.Wake()
	return to, absentRule(err)
}

// sound completes a rule and refuses what cannot be judged.
func (m *AlertRules) sound(r alert.Rule) (alert.Rule, error) {
	if r.Owner != "" {
		r.Scope.Employer = r.Owner
	}
	err := r.Validate()
	var invalid *alert.Invalid
	if errors.As(err, &invalid) {
		f := fault.New(fault.Invalid, "rule_invalid", "%s", invalid.Error())
		for _, p := range invalid.Problems {
			f = f.WithFields(fault.Field{Location: "body." + p.Field, Message: p.Message})
		}
		return r, f
	}
	if err == nil && r.Scope.Employer != "" && r.Owner == "" && !m.rates.live.knows(r.Scope.Employer) {
		return r, fault.New(fault.Invalid, "employer_unknown", "No employer with this code takes part here. Check the ODS code.")
	}
	return r, err
}

// hidden turns a refusal into what is said of a rule that is not there, for who may not know of it.
func (m *AlertRules) hidden(ctx context.Context, r alert.Rule, err error) error {
	if p, _ := auth.From(ctx); p.Role == auth.Employer && !p.Is(ctx, r.Owner) {
		return absentRule(ErrAbsent)
	}
	return err
}

func (m *AlertRules) by(ctx context.Context, p auth.Principal) who {
	return who{actor: p.Subject, onBehalfOf: p.Employer, requestID: m.requestID(ctx)}
}

func ownerOf(p auth.Principal) string {
	if p.Role == auth.Employer {
		return p.Employer
	}
	return ""
}

func absentRule(err error) error {
	if errors.Is(err, ErrAbsent) {
		return fault.New(fault.NotFound, "not_found", "There is no such rule or alert that you may see. Check the address.")
	}
	return err
}
