package store

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// rung is the form in which the column release_steps holds a release.Rung.
type rung struct {
	Kind         string     `json:"kind"`
	Tier         int        `json:"tier,omitempty"`
	OpensAt      time.Time  `json:"opens_at"`
	CeilingPence int64      `json:"ceiling_pence,omitempty"`
	Approver     string     `json:"approver,omitempty"`
	Progress     string     `json:"progress,omitempty"`
	At           *time.Time `json:"at,omitempty"`
}

func encodeSteps(s release.State) ([]byte, error) {
	rungs := make([]rung, len(s.Steps))
	for i, r := range s.Steps {
		rungs[i] = rung{Kind: string(r.Kind), Tier: r.Tier, OpensAt: r.OpensAt.UTC(), CeilingPence: r.CeilingPence, Approver: r.Approver, Progress: string(r.Progress), At: r.At}
	}
	return json.Marshal(rungs)
}

func decodeSteps(b []byte) ([]release.Rung, error) {
	var rungs []rung
	if err := json.Unmarshal(b, &rungs); err != nil {
		return nil, fmt.Errorf("read release steps: %w", err)
	}
	out := make([]release.Rung, len(rungs))
	for i, r := range rungs {
		out[i] = release.Rung{Kind: release.Kind(r.Kind), Tier: r.Tier, OpensAt: r.OpensAt, CeilingPence: r.CeilingPence, Approver: r.Approver, Progress: release.Progress(r.Progress), At: r.At}
	}
	return out, nil
}

func releaseOf(s sqlcgen.Shift) (shift.Offering, shift.AgencyTerms, error) {
	steps, err := decodeSteps(s.ReleaseSteps)
	return shift.Offering{
			Release:         release.State{LadderID: uid(s.LadderID), LadderVersion: num(s.LadderVersion), Steps: steps},
			PreferredWorker: uid(s.PreferredWorker), FallbackBand: text(s.FallbackBand),
			BaseRatePence: num(s.BaseRatePence), EscalatedUntil: s.EscalatedUntil,
		}, shift.AgencyTerms{
			AgencyFramework: text(s.AgencyFramework), AgencyTier: int(num(s.AgencyTier)), AgencyWorker: text(s.AgencyWorker),
			CapPence: num(s.AgencyCapPence), OverCapWhy: text(s.OverCapWhy), OverCapRole: text(s.OverCapRole), AgencyLocksAt: s.AgencyLocksAt,
			OffFrameworkID: uid(s.OffFrameworkID), OffFrameworkWhy: text(s.OffFrameworkWhy), DisplacedAgency: text(s.DisplacedAgency), DisplacedRatePence: num(s.DisplacedRatePence),
		}, err
}

func releaseInserted(p *sqlcgen.InsertShiftParams, s shift.State) error {
	var err error
	p.LadderID, p.LadderVersion, p.NextStepAt = some(s.Release.LadderID), some(s.Release.LadderVersion), s.Release.NextAt()
	p.AgencyOpenedAt, p.PreferredWorker, p.FallbackBand = s.Release.AgencyOpenedAt(), some(s.PreferredWorker), some(s.FallbackBand)
	p.ReleaseSteps, err = encodeSteps(s.Release)
	return err
}

func releaseParams(p *sqlcgen.SaveShiftParams, s shift.State) error {
	var err error
	p.RatePence = s.RatePence
	p.BaseRatePence, p.EscalatedUntil = some(s.BaseRatePence), s.EscalatedUntil
	p.LadderID, p.LadderVersion = some(s.Release.LadderID), some(s.Release.LadderVersion)
	p.NextStepAt, p.AgencyOpenedAt = s.Release.NextAt(), s.Release.AgencyOpenedAt()
	p.AgencyTier, p.AgencyFramework, p.AgencyWorker = some(int64(s.AgencyTier)), some(s.AgencyFramework), some(s.AgencyWorker)
	p.AgencyCapPence, p.OverCapWhy, p.OverCapRole = some(s.CapPence), some(s.OverCapWhy), some(s.OverCapRole)
	p.AgencyLocksAt, p.OffFrameworkID, p.OffFrameworkWhy = s.AgencyLocksAt, some(s.OffFrameworkID), some(s.OffFrameworkWhy)
	p.DisplacedAgency, p.DisplacedRatePence = some(s.DisplacedAgency), some(s.DisplacedRatePence)
	p.ReleaseSteps, err = encodeSteps(s.Release)
	return err
}
