package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/document"
)

// MaxSnapshots is the most snapshots of one page.
const MaxSnapshots = 100

// Capacities are as what somebody may sign.
var Capacities = analytics.SignatureCapacities

// FreezeFigures freezes the figures of a month, and has them signed.
type FreezeFigures struct {
	documents *Documents
	snapshots Snapshots
	policy    auth.Policy
	clock     clock.Clock
	ics       string
	requestID func(context.Context) string
}

// NewFreezeFigures makes the use case. requestID names the request of a context in the audit trail.
func NewFreezeFigures(d *Documents, s Snapshots, policy auth.Policy, c clock.Clock, requestID func(context.Context) string) *FreezeFigures {
	return &FreezeFigures{documents: d, snapshots: s, policy: policy, clock: c, ics: d.rates.ics, requestID: requestID}
}

// Take freezes the form of a month as the figures are now. A month must be over: half of it would be taken for the whole.
func (m *FreezeFigures) Take(ctx context.Context, form string, month document.Month) (Snapshot, error) {
	p, err := m.policy.Check(ctx, TakeSnapshot, auth.Facts{ICS: m.ics})
	if err != nil {
		return Snapshot{}, err
	}
	now := m.clock.Now()
	if !month.Over(now) {
		return Snapshot{}, fault.New(fault.Invalid, "month_not_over", "%s is not over. Freeze its figures from 1 %s on.", month.Name(), month.Plus(1).Name()).
			WithFields(fault.Field{Location: "body.month", Message: "choose a month that is over"})
	}
	d, err := m.documents.Fill(ctx, form, month)
	if err != nil {
		return Snapshot{}, err
	}
	if d.Watermark.IsZero() {
		return Snapshot{}, fault.New(fault.Invalid, "nothing_heard", "No shift was heard of yet, so that there are no figures to freeze.")
	}
	body := d.Bytes()
	s := Snapshot{
		ID: id.New(), Version: 1, Owner: d.Owner, Form: form, FormVersion: d.Version, Month: month, Body: body, Hash: document.Hash(body),
		Watermark: d.Watermark, TakenAt: now.UTC().Truncate(time.Microsecond), TakenBy: p.Subject,
	}
	told, err := m.tell(ctx, p, nil, s)
	if err != nil {
		return s, err
	}
	return s, m.snapshots.AddSnapshot(ctx, s, told)
}

// Sign adds the principal's signature. Nobody signs twice, nor for an employer that is no more; what is signed stays as it was frozen.
func (m *FreezeFigures) Sign(ctx context.Context, snapshot id.ID, capacity string) (Snapshot, error) {
	if !slices.Contains(Capacities, capacity) {
		return Snapshot{}, fault.New(fault.Invalid, "capacity_unknown", "Choose in what capacity you sign.").
			WithFields(fault.Field{Location: "body.capacity", Message: "Choose in what capacity you sign"})
	}
	var signed Snapshot
	err := m.snapshots.SignSnapshot(ctx, snapshot, func(s Snapshot) (Signature, Told, error) {
		if err := m.mine(ctx, s); err != nil {
			return Signature{}, Told{}, err
		}
		p, err := m.policy.Check(ctx, SignFigures, auth.Facts{Employer: s.Owner, ICS: m.ics})
		if err != nil {
			return Signature{}, Told{}, err
		}
		if heir := auth.Heir(ctx, s.Owner); heir != s.Owner {
			return Signature{}, Told{}, fault.New(fault.Conflict, "employer_followed",
				"These figures were frozen by an employer that %s has followed, so that nobody can sign for it. Freeze the month anew and sign that.", m.documents.words.Employer(heir))
		}
		if slices.ContainsFunc(s.Signatures, func(x Signature) bool { return x.By == p.Subject }) {
			return Signature{}, Told{}, fault.New(fault.Conflict, "signed_already", "You have signed these figures already.")
		}
		signature := Signature{By: p.Subject, Capacity: capacity, At: m.clock.Now().UTC().Truncate(time.Microsecond)}
		signed = s
		signed.Version++
		signed.Signatures = append(slices.Clone(s.Signatures), signature)
		told, err := m.tell(ctx, p, &s, signed)
		return signature, told, err
	})
	return signed, absentSnapshot(err)
}

// Get gives what was frozen.
func (m *FreezeFigures) Get(ctx context.Context, snapshot id.ID) (Snapshot, document.Document, error) {
	s, err := m.snapshots.Snapshot(ctx, snapshot)
	if err == nil {
		err = m.mine(ctx, s)
	}
	if err != nil {
		return s, document.Document{}, absentSnapshot(err)
	}
	d, err := document.Read(s.Body)
	return s, d, err
}

// List gives the principal's snapshots, newest first.
func (m *FreezeFigures) List(ctx context.Context, q SnapshotQuery) ([]Snapshot, error) {
	p, err := m.policy.Check(ctx, ViewReturns, auth.Facts{ICS: m.ics})
	if err != nil {
		return nil, err
	}
	q.Owners = ownersOf(ctx, p)
	return m.snapshots.Snapshots(ctx, q)
}

// Differences tells what the same form would say now and the frozen one does not.
func (m *FreezeFigures) Differences(ctx context.Context, frozen document.Document) ([]document.Difference, error) {
	var s Scope
	if auth.Heir(ctx, frozen.Owner) != frozen.Owner {
		s.Employer = frozen.Owner // Its figures, not those of all for whom its heir stands.
	}
	now, err := m.documents.fill(ctx, s, frozen.Form, frozen.Month)
	if err != nil {
		return nil, err
	}
	return document.Differences(frozen, now), nil
}

// Froze is the name of the employer that froze figures, where another has followed it; empty for the reader's own.
func (m *FreezeFigures) Froze(ctx context.Context, owner string) string {
	if auth.Heir(ctx, owner) == owner {
		return ""
	}
	return m.documents.words.Employer(owner)
}

// mine refuses what belongs to somebody else as if it were not there: an employer has its own figures, the system's lead
// and auditors the system's.
func (m *FreezeFigures) mine(ctx context.Context, s Snapshot) error {
	p, err := m.policy.Check(ctx, ViewReturns, auth.Facts{ICS: m.ics})
	if err == nil && ownerOf(p) != auth.Heir(ctx, s.Owner) {
		err = ErrAbsent
	}
	return err
}

func absentSnapshot(err error) error {
	if errors.Is(err, ErrAbsent) {
		return fault.New(fault.NotFound, "not_found", "There are no such frozen figures that you may see. Check the address.")
	}
	return err
}
