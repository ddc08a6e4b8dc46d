package app

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
)

// LearnHostPolicy keeps what a host asks of evidence, as told at a version.
func (a *App) LearnHostPolicy(ctx context.Context, e passports.HostPolicyChangedV1) error {
	body, err := json.Marshal(e.Body)
	if err != nil {
		return err
	}
	return a.evidence.PutHost(ctx, e.Employer, e.Version, body)
}

// LearnReading keeps that a register was read for all staff of an employer.
func (a *App) LearnReading(ctx context.Context, e passports.RegisterReadV1) error {
	return a.evidence.PutReading(ctx, e.Employer, e.Body, e.ReadAt)
}

// LearnOverride keeps an override as told at a version of it.
func (a *App) LearnOverride(ctx context.Context, o passports.OverrideState, version int64) error {
	var ids [3]id.ID
	for i, raw := range []string{o.OverrideID, o.WorkerID, o.ShiftID} {
		var err error
		if ids[i], err = id.Parse(raw); err != nil {
			return fmt.Errorf("an override: %w", err)
		}
	}
	return a.evidence.PutOverride(ctx, ids[0], version, o.State, OverrideTold{WorkerID: ids[1], ShiftID: ids[2], Requirement: o.Requirement, Code: o.Code, ExpiresAt: o.ExpiresAt})
}

// EvidenceOf reads what a host asks of evidence as it was told.
func EvidenceOf(body json.RawMessage) (eligibility.Evidence, error) {
	var b passports.HostPolicyBody
	if err := json.Unmarshal(body, &b); err != nil {
		return eligibility.Evidence{}, fmt.Errorf("read a kept host policy: %w", err)
	}
	e := eligibility.Evidence{RegisterFlagDays: b.RegisterFlagDays, RegisterBlockDays: b.RegisterBlockDays, GraceDays: min(b.GraceDays, eligibility.MostGrace), DBSMonths: b.DBSMonths}
	for _, p := range b.Periods {
		e.Periods = append(e.Periods, eligibility.Period{Framework: p.Framework, Code: p.Code, Level: p.Level, Months: p.Months})
	}
	return e, nil
}
