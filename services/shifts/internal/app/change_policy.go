package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

// PolicyView is an employer's policy on one subject as people see it. Version 0 is the default, which nobody has changed.
type PolicyView struct {
	Employer, Title string
	Kind            policy.Kind
	Version         int64
	Settings        policy.Settings
}

// PoliciesOf gives an employer's policy on every subject. An empty employer is the caller's own.
func (a *App) PoliciesOf(ctx context.Context, employer string) ([]PolicyView, error) {
	employer, err := a.mayRead(ctx, employer)
	if err != nil {
		return nil, err
	}
	out := make([]PolicyView, len(policy.Kinds))
	for i, d := range policy.Kinds {
		if out[i], err = a.policyView(ctx, employer, d); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// PolicyOf gives an employer's policy on one subject. An empty employer is the caller's own.
func (a *App) PolicyOf(ctx context.Context, employer string, k policy.Kind) (PolicyView, error) {
	employer, err := a.mayRead(ctx, employer)
	if err != nil {
		return PolicyView{}, err
	}
	d, ok := policy.Of(k)
	if !ok {
		return PolicyView{}, unknown()
	}
	return a.policyView(ctx, employer, d)
}

func (a *App) mayRead(ctx context.Context, employer string) (string, error) {
	if employer == "" {
		employer = employerOf(ctx)
	}
	_, err := a.check(ctx, ReadPolicy, auth.Facts{Employer: employer})
	if err == nil && employer == "" {
		err = fault.New(fault.Invalid, "which_employer", "Say which employer's policies you want to see.").
			WithFields(fault.Field{Location: "query.employer", Message: "Give an ODS code, for example RVV."})
	}
	return employer, err
}

func (a *App) policyView(ctx context.Context, employer string, d policy.Definition) (PolicyView, error) {
	v := PolicyView{Employer: employer, Kind: d.Kind, Title: d.Title, Settings: d.Default()}
	body, version, err := a.policies.Of(ctx, employer, d.Kind)
	if err != nil || body == nil {
		return v, err
	}
	v.Version = version
	v.Settings, err = d.Decode(body)
	return v, err
}

// ChangePolicy replaces the caller's employer's settings on one subject; what settings leaves out has its default.
// matches judges the version that is to be replaced, 0 for the default. Settings equal to those there change nothing.
func (a *App) ChangePolicy(ctx context.Context, k policy.Kind, settings json.RawMessage, matches func(version int64) error) (PolicyView, error) {
	who, err := a.check(ctx, ChangePolicy, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return PolicyView{}, err
	}
	d, ok := policy.Of(k)
	if !ok {
		return PolicyView{}, unknown()
	}
	if string(bytes.TrimSpace(settings)) == "null" {
		return PolicyView{}, fault.New(fault.Invalid, "invalid_input", "Send the settings as an object; {} stands for the defaults.")
	}
	wanted, err := d.Decode(settings)
	if err != nil {
		return PolicyView{}, asPolicyFault(err)
	}
	v, err := a.policyView(ctx, who.Employer, d)
	if err != nil {
		return PolicyView{}, err
	}
	if err := matches(v.Version); err != nil {
		return PolicyView{}, err
	}
	before, _ := json.Marshal(v.Settings)
	body, err := json.Marshal(wanted)
	if err != nil {
		return PolicyView{}, err
	}
	if v.Version > 0 && string(body) == string(before) {
		return v, nil
	}
	v.Version, v.Settings = v.Version+1, wanted
	err = a.policies.Put(ctx, StoredPolicy{Employer: who.Employer, Kind: k, Version: v.Version, Body: body, ChangedAt: a.clock.Now()})
	if errors.Is(err, ErrRaced) {
		return PolicyView{}, fault.New(fault.Stale, "stale", "Somebody changed this before you. Read it again, then make your change.")
	}
	return v, asFault(err)
}

func asPolicyFault(err error) error {
	var invalid *policy.Invalid
	if !errors.As(err, &invalid) {
		return err
	}
	f := fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.")
	for _, p := range invalid.Problems {
		f = f.WithFields(fault.Field{Location: strings.TrimSuffix("body."+p.Field, "."), Message: p.Message})
	}
	return f
}
