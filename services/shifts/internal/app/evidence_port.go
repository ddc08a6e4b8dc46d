package app

import (
	"context"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
)

// EvidenceModels keeps what others have told beside passports and agreements themselves. What is not newer than what is there changes
// nothing.
type EvidenceModels interface {
	PutHost(ctx context.Context, host string, version int64, body json.RawMessage) error
	PutReading(ctx context.Context, employer, register string, at time.Time) error
	PutOverride(ctx context.Context, overrideID id.ID, version int64, state string, o OverrideTold) error
	// PutAid keeps a mutual aid as deployments told it, and tells whether it was news.
	PutAid(ctx context.Context, aidID id.ID, version int64, aid eligibility.Aid) (news bool, err error)
	// PutHostCheck keeps a check that a host did itself. The same check again changes nothing.
	PutHostCheck(ctx context.Context, c HostCheckTold) error
	// Given are the workers' shifts under agreements that start after a moment and have not ended without work.
	Given(ctx context.Context, workers []id.ID, after time.Time) (map[id.ID][]eligibility.Given, error)
	// Of gives it for deciding about workers at a moment.
	Of(ctx context.Context, workers []id.ID, now time.Time) (EvidenceFacts, error)
}

// OverrideTold is an override as far as a decision looks at it.
type OverrideTold struct {
	WorkerID, ShiftID id.ID
	Requirement, Code string
	ExpiresAt         time.Time
}

// HostCheckTold is a check that a host did itself. Supersedes is the check whose place it takes; Nil for none.
type HostCheckTold struct {
	CheckID, WorkerID, Supersedes id.ID
	eligibility.HostCheck
	CheckedOn time.Time
}

// EvidenceFacts is what bears on evidence: what each host asks, when each employer's registers were read, by employer and
// register, and what was granted to each worker.
type EvidenceFacts struct {
	Hosts     map[string]eligibility.Evidence
	Readings  map[string]map[string]time.Time
	Overrides map[id.ID][]eligibility.Override
	// Aids are the mutual aids that are open.
	Aids []eligibility.Aid
	// HostChecks are those of each worker, the newest first; Names what employers are called.
	HostChecks map[id.ID][]eligibility.HostCheck
	Names      map[string]string
}

// add completes the facts about a worker.
func (e EvidenceFacts) add(f *eligibility.Facts, w eligibility.Worker, now time.Time) {
	f.Evidence, f.RegistersRead, f.Overrides, f.Aids, f.Now = e.Hosts, e.Readings[w.HomeEmployer], e.Overrides[w.ID], e.Aids, now
	f.HostChecks, f.Names = e.HostChecks[w.ID], e.Names
}
