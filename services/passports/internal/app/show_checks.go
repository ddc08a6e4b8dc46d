package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/evidence"
)

// FindChecks asks for a worker's checks by the two clocks.
type FindChecks struct {
	// KnownAt gives the record as it was at that moment, whatever was put right since; nil means now.
	KnownAt *time.Time
	// ValidAt leaves those that say yes for that moment by their own dates; nil leaves all.
	ValidAt *time.Time
	// Type leaves those of one type; empty leaves all.
	Type string
}

// CheckRecordView is one check with all that is known of it.
type CheckRecordView struct {
	CheckView
	SupersededBy string          `json:"superseded_by,omitempty" format:"uuid"`
	ValidThen    bool            `json:"valid_then" doc:"Whether it says yes, by its own dates, for the moment valid_at; for now when that is not given."`
	References   []ReferenceView `json:"references" doc:"Where the proof is to be found; for the home employer only."`
}

// ReferenceView is where the proof of a check is to be found.
type ReferenceView struct {
	What         string     `json:"what" enum:"evidence,response"`
	Kind         string     `json:"kind,omitempty"`
	Reference    string     `json:"reference,omitempty" doc:"Empty once it is destroyed."`
	Expires      *time.Time `json:"expires,omitempty"`
	DestroyAfter *time.Time `json:"destroy_after,omitempty"`
	DestroyedAt  *time.Time `json:"destroyed_at,omitempty"`
}

// ShowChecks gives a worker's checks, oldest first, to the worker and the home employer.
func (p *Passports) ShowChecks(ctx context.Context, workerID id.ID, q FindChecks) ([]CheckRecordView, error) {
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return nil, err
	}
	principal, err := Policy.Check(ctx, MayReadRecord, auth.Facts{Home: w.HomeEmployer(), Worker: workerID.String(), ICS: p.ICS})
	if err != nil {
		return nil, err
	}
	refs := map[id.ID][]Reference{}
	if principal.Role == auth.Employer {
		if err := p.looked(ctx, principal, LookRecord, []string{"checks"}, workerID); err != nil {
			return nil, err
		}
		all, err := p.Record.References(ctx, workerID)
		if err != nil {
			return nil, err
		}
		for _, r := range all {
			refs[r.CheckID] = append(refs[r.CheckID], r)
		}
	}
	return checkRecords(w.Record().Checks, refs, q, p.Clock.Now()), nil
}

func checkRecords(all []check.Check, refs map[id.ID][]Reference, q FindChecks, now time.Time) []CheckRecordView {
	if q.KnownAt != nil {
		all = check.AsKnownAt(all, *q.KnownAt)
	}
	moment := now
	if q.ValidAt != nil {
		moment = *q.ValidAt
	}
	out := []CheckRecordView{}
	for _, c := range all {
		r := c.Record()
		if q.Type != "" && string(r.Type) != q.Type || q.ValidAt != nil && !c.ValidAt(moment) {
			continue
		}
		newest, _ := check.Newest(all, r.Type)
		v := CheckRecordView{CheckView: checkView(r, newest.Record().ID), ValidThen: c.ValidAt(moment), References: []ReferenceView{}}
		if by, taken := check.SupersededBy(all, r.ID); taken {
			v.SupersededBy = by.Record().ID.String()
		}
		for _, ref := range refs[r.ID] {
			v.References = append(v.References, referenceView(ref))
		}
		out = append(out, v)
	}
	return out
}

func referenceView(r Reference) ReferenceView {
	return ReferenceView{What: r.What, Kind: r.Kind, Reference: r.Text, Expires: r.Expires, DestroyAfter: r.DestroyAfter, DestroyedAt: r.DestroyedAt}
}

// DestroyDue destroys references whose time has come, by the database's clock, and tells how many.
func (p *Passports) DestroyDue(ctx context.Context) (int, error) { return p.Record.DestroyDue(ctx) }

// Checks' references are of two sorts.
const (
	EvidenceReference = evidence.Document
	ResponseReference = evidence.Response
)
