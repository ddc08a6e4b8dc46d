package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// EvidenceRepo implements app.EvidenceModels.
type EvidenceRepo struct{ base }

var _ app.EvidenceModels = (*EvidenceRepo)(nil)

// PutHost implements app.EvidenceModels.
func (r *EvidenceRepo) PutHost(ctx context.Context, host string, version int64, body json.RawMessage) error {
	return named("keep what a host asks of evidence", r.q.PutHostEvidence(ctx, sqlcgen.PutHostEvidenceParams{Employer: host, Version: version, Body: body}))
}

// PutReading implements app.EvidenceModels.
func (r *EvidenceRepo) PutReading(ctx context.Context, employer, register string, at time.Time) error {
	return named("keep when a register was read", r.q.PutRegisterReading(ctx, sqlcgen.PutRegisterReadingParams{Employer: employer, Register: register, ReadAt: at}))
}

// PutOverride implements app.EvidenceModels.
func (r *EvidenceRepo) PutOverride(ctx context.Context, overrideID id.ID, version int64, state string, o app.OverrideTold) error {
	return named("keep an override", r.q.PutOverride(ctx, sqlcgen.PutOverrideParams{ID: overrideID, Version: version, WorkerID: o.WorkerID, ShiftID: o.ShiftID,
		Requirement: o.Requirement, Code: o.Code, State: state, ExpiresAt: o.ExpiresAt}))
}

// PutAid implements app.EvidenceModels.
func (r *EvidenceRepo) PutAid(ctx context.Context, aidID id.ID, version int64, a eligibility.Aid) (bool, error) {
	n, err := r.q.PutMutualAid(ctx, sqlcgen.PutMutualAidParams{ID: aidID, Version: version, AgreementID: a.Agreement, Parties: a.Parties, Shifts: a.Shifts, ClosesAt: a.Until})
	return n > 0, named("keep a mutual aid", err)
}

// PutHostCheck implements app.EvidenceModels.
func (r *EvidenceRepo) PutHostCheck(ctx context.Context, c app.HostCheckTold) error {
	return named("keep a host's check", r.q.PutHostCheck(ctx, sqlcgen.PutHostCheckParams{CheckID: c.CheckID, WorkerID: c.WorkerID, Host: c.Host, Type: c.Type,
		Outcome: c.Outcome, CheckedOn: c.CheckedOn, ValidUntil: c.ValidUntil, Supersedes: some(c.Supersedes)}))
}

// Given implements app.EvidenceModels.
func (r *EvidenceRepo) Given(ctx context.Context, workers []id.ID, after time.Time) (map[id.ID][]eligibility.Given, error) {
	rows, err := r.q.GivenByAgreements(ctx, sqlcgen.GivenByAgreementsParams{Workers: workers, After: after})
	if err != nil {
		return nil, fmt.Errorf("read what agreements have given: %w", err)
	}
	out := make(map[id.ID][]eligibility.Given)
	for _, g := range rows {
		out[g.WorkerID] = append(out[g.WorkerID], eligibility.Given{Agreement: g.AgreementID, Host: g.HostEmployer, StartsAt: g.StartsAt.UTC()})
	}
	return out, nil
}

// Of implements app.EvidenceModels, in one round trip.
func (r *EvidenceRepo) Of(ctx context.Context, workers []id.ID, now time.Time) (app.EvidenceFacts, error) {
	row, err := r.q.EvidenceFacts(ctx, sqlcgen.EvidenceFactsParams{Workers: workers, Now: now})
	if err != nil {
		return app.EvidenceFacts{}, fmt.Errorf("read what bears on evidence: %w", err)
	}
	var hosts map[string]json.RawMessage
	var readings []struct {
		Employer, Register string
		ReadAt             time.Time `json:"read_at"`
	}
	var overrides []struct {
		WorkerID    id.ID `json:"worker_id"`
		ShiftID     id.ID `json:"shift_id"`
		Requirement string
		Code        string
		ExpiresAt   time.Time `json:"expires_at"`
	}
	if err := errors.Join(json.Unmarshal(row.Hosts, &hosts), json.Unmarshal(row.Readings, &readings), json.Unmarshal(row.Overrides, &overrides)); err != nil {
		return app.EvidenceFacts{}, fmt.Errorf("read what bears on evidence: %w", err)
	}
	out := app.EvidenceFacts{Hosts: make(map[string]eligibility.Evidence, len(hosts)), Readings: map[string]map[string]time.Time{}, Overrides: map[id.ID][]eligibility.Override{}}
	if out.Aids, err = decodeAids(row.Aids); err != nil {
		return app.EvidenceFacts{}, err
	}
	if err := decodeAround(row, &out); err != nil {
		return app.EvidenceFacts{}, err
	}
	for host, body := range hosts {
		if out.Hosts[host], err = app.EvidenceOf(body); err != nil {
			return app.EvidenceFacts{}, fmt.Errorf("of %s: %w", host, err)
		}
	}
	for _, x := range readings {
		if out.Readings[x.Employer] == nil {
			out.Readings[x.Employer] = map[string]time.Time{}
		}
		out.Readings[x.Employer][x.Register] = x.ReadAt
	}
	out.Hosts, out.Readings = footprint.Resolved(r.heirs.Heirs(), out.Hosts, now), r.readings(out.Readings)
	for _, o := range overrides {
		out.Overrides[o.WorkerID] = append(out.Overrides[o.WorkerID], eligibility.Override{Shift: o.ShiftID, Requirement: o.Requirement, Code: o.Code, ExpiresAt: o.ExpiresAt})
	}
	return out, nil
}

// decodeAround reads the checks of hosts and the names of employers.
func decodeAround(row sqlcgen.EvidenceFactsRow, out *app.EvidenceFacts) error {
	var checks []struct {
		WorkerID            id.ID `json:"worker_id"`
		Host, Type, Outcome string
		ValidUntil          *time.Time `json:"valid_until"`
	}
	if err := errors.Join(json.Unmarshal(row.HostChecks, &checks), json.Unmarshal(row.Names, &out.Names)); err != nil {
		return fmt.Errorf("read hosts' checks and names: %w", err)
	}
	out.HostChecks = make(map[id.ID][]eligibility.HostCheck)
	for _, c := range checks {
		out.HostChecks[c.WorkerID] = append(out.HostChecks[c.WorkerID], eligibility.HostCheck{Host: c.Host, Type: c.Type, Outcome: c.Outcome, ValidUntil: c.ValidUntil})
	}
	return nil
}

func decodeAids(raw []byte) ([]eligibility.Aid, error) {
	var aids []eligibility.Aid
	if err := json.Unmarshal(raw, &aids); err != nil {
		return nil, fmt.Errorf("read mutual aids: %w", err)
	}
	return aids, nil
}
