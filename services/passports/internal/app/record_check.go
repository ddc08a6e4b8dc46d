package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/evidence"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// NewCheck is an employment check that was done.
type NewCheck struct {
	Type, Outcome, Method, Level, Workforce string
	CheckedOn                               time.Time
	ValidUntil, EPPClearedUntil             *time.Time

	// StandardVersion and VerifiedWith are codes; see check.Record.
	StandardVersion, VerifiedWith string
	ValidFrom, ReviewDue          *time.Time
	Restrictions                  []string
	Particulars                   CheckParticulars
	// Supersedes is the record of which this one takes the place, with the code why; Nil for none.
	Supersedes id.ID
	Why        string
	Source     CheckSource
	// Evidence is where the proof is to be found, Response what the authority answered; nil when not given.
	Evidence, Response *NewReference
}

// CheckParticulars are what only some types of check have; CheckSource is where a record comes from.
type (
	CheckParticulars = check.Particulars
	CheckSource      = check.Source
)

// NewReference is where the proof of a check is to be found. Text is personal.
type NewReference struct {
	Kind, Text            string
	Expires, DestroyAfter *time.Time
}

// check makes the record with its references; who did it is on it.
func (n NewCheck) check(now time.Time, who check.Checker, rules checkRules) (check.Check, []Reference, error) {
	c, err := check.New(check.Record{
		ID: id.New(), Type: check.Type(n.Type), Outcome: check.Outcome(n.Outcome), Method: n.Method, Level: n.Level, Workforce: n.Workforce,
		CheckedOn: n.CheckedOn, RecordedAt: now, ValidUntil: n.ValidUntil, EPPClearedUntil: n.EPPClearedUntil,
		StandardVersion: n.StandardVersion, VerifiedWith: n.VerifiedWith, ValidFrom: n.ValidFrom, ReviewDue: n.ReviewDue,
		Restrictions: n.Restrictions, Particulars: n.Particulars, By: who, Why: n.Why, Source: n.Source,
	}, rules.restrictions)
	if err != nil {
		return c, nil, err
	}
	refs, err := n.references(c.Record(), now, rules)
	return c, refs, err
}

func (n NewCheck) references(c check.Record, now time.Time, rules checkRules) ([]Reference, error) {
	var out []Reference
	for _, given := range []struct {
		what string
		ref  *NewReference
	}{{evidence.Document, n.Evidence}, {evidence.Response, n.Response}} {
		if given.ref == nil {
			continue
		}
		r, err := evidence.New(evidence.Record{
			CheckID: c.ID, What: given.what, Kind: given.ref.Kind, Expires: given.ref.Expires, DestroyAfter: given.ref.DestroyAfter,
		}, given.ref.Text, c.Type, now, rules.dbsReferences)
		if err != nil {
			return nil, err
		}
		out = append(out, Reference{Record: r, Text: given.ref.Text})
	}
	return out, nil
}

// health tells whether only occupational health may record the check.
func (n NewCheck) health() bool { return check.Type(n.Type) == check.OccupationalHealth }

// checkerOf is who does a check of a type, by the duty that it needs.
func checkerOf(ctx context.Context, n NewCheck) check.Checker {
	principal, _ := auth.From(ctx)
	role := auth.Verify
	if n.health() {
		role = auth.Health
	}
	return check.Checker{Person: principal.Subject, Role: role, Org: principal.Employer}
}

// RecordCheck adds an employment check. A correction or a withdrawal is a new record too; one that takes the place of
// another names it, and only one ever does.
func (p *Passports) RecordCheck(ctx context.Context, workerID id.ID, n NewCheck, requestID string) (Standing, error) {
	may := MayManage
	if n.health() {
		may = MayRecordHealth
	}
	rules, err := p.checkRules(ctx)
	if err != nil {
		return Standing{}, err
	}
	var refs []Reference
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "check.record", why: n.Outcome, action: may,
		act: func(w *worker.Worker, now time.Time) error {
			c, found, err := n.check(now, checkerOf(ctx, n), rules)
			if err != nil {
				return err
			}
			refs = found
			if n.Supersedes != id.Nil {
				return w.SupersedeCheck(c, n.Supersedes)
			}
			w.RecordCheck(c)
			return nil
		},
		besides: func(out *Changed) { out.References = refs },
	})
}
