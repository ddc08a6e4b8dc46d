package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/disclosure"
	"github.com/muster-ics/muster/services/passports/internal/hostpolicy"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// NewHostCheck is a check that a host did itself.
type NewHostCheck struct {
	Type, Outcome, Level, Workforce string
	CheckedOn                       time.Time
	ValidUntil                      *time.Time
}

// RecordHostCheck records what a host found about a worker who lets it see the passport: where the host becomes the employer
// for the shift its own right to work check is needed, and a host may ask to do others itself. It counts at that host only.
func (p *Passports) RecordHostCheck(ctx context.Context, workerID id.ID, n NewHostCheck, requestID string) (id.ID, error) {
	principal, err := Policy.Check(ctx, MayRecordHostCheck, auth.Facts{ICS: p.ICS})
	if err != nil {
		return id.Nil, err
	}
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return id.Nil, err
	}
	now := p.Clock.Now()
	if !slices.ContainsFunc(w.Record().Disclosures, func(d disclosure.Disclosure) bool {
		return d.Live(now) && p.sameNow(d.Record().Host, principal.Employer)
	}) {
		return id.Nil, ErrNoWorker
	}
	var no refusal.List
	no.OneOf("type", n.Type, hostpolicy.Checks)
	if err := no.Err(); err != nil {
		return id.Nil, refused(err, "")
	}
	c, err := check.New(check.Record{
		ID: id.New(), Type: check.Type(n.Type), Outcome: check.Outcome(n.Outcome), Level: n.Level, Workforce: n.Workforce,
		CheckedOn: n.CheckedOn, RecordedAt: now, ValidUntil: n.ValidUntil, By: check.Checker{Person: principal.Subject, Role: auth.Verify, Org: principal.Employer},
	}, nil)
	if err != nil {
		return id.Nil, refused(err, "")
	}
	r := c.Record()
	state := contract.CheckState{
		CheckID: r.ID.String(), WorkerID: workerID.String(), HomeEmployer: w.HomeEmployer(), Type: n.Type, Outcome: n.Outcome,
		CheckedOn: r.CheckedOn, ValidUntil: r.ValidUntil, HostEmployer: principal.Employer,
	}
	var ev events.Event = contract.CheckRecordedV1{Check: state}
	if r.Outcome == check.Withdrawn {
		ev = contract.CheckWithdrawnV1{Check: state}
	}
	f, err := p.fact(ctx, ev, principal.Employer, r.ID, 1, now, Fact{Action: "check.record_host", By: by(principal, requestID), After: bytesOf(ev)})
	if err != nil {
		return id.Nil, err
	}
	if err := p.Decisions.RecordHostCheck(ctx, workerID, c, f); err != nil {
		return id.Nil, err
	}
	p.judgeDueNow(ctx)
	return r.ID, nil
}
