package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Projection implements app.Projection and app.History.
type Projection struct{ pool *pgxpool.Pool }

// NewProjection makes the repository over the service's pool.
func NewProjection(pool *pgxpool.Pool) *Projection { return &Projection{pool: pool} }

var (
	_ app.Projection = (*Projection)(nil)
	_ app.History    = (*Projection)(nil)
)

// Apply implements app.Projection.
func (p *Projection) Apply(ctx context.Context, heard []app.Heard) error {
	byProducer := map[string][]app.Heard{}
	for _, h := range heard {
		byProducer[h.Producer] = append(byProducer[h.Producer], h)
	}
	return pg.InTx(ctx, p.pool, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		for _, producer := range slices.Sorted(maps.Keys(byProducer)) {
			if err := apply(ctx, q, producer, byProducer[producer]); err != nil {
				return err
			}
		}
		return nil
	})
}

func apply(ctx context.Context, q *sqlcgen.Queries, producer string, heard []app.Heard) error {
	if err := q.LockProgress(ctx, producer); err != nil {
		return err
	}
	grown, err := q.ApplyFacts(ctx, newest(producer, heard))
	if err != nil {
		return err
	}
	if err := keepStates(ctx, q, heard); err != nil {
		return err
	}
	for _, note := range []func(context.Context, *sqlcgen.Queries, []app.Heard) error{moveAges, hearHours} {
		if err := note(ctx, q, heard); err != nil {
			return err
		}
	}
	move := sqlcgen.MoveProgressParams{Producer: producer, Grown: grown}
	for _, h := range heard {
		move.StreamSeq = max(move.StreamSeq, h.Sequence)
		if h.At.After(move.Newest) {
			move.Newest = h.At
		}
	}
	return q.MoveProgress(ctx, move)
}

// newest has the newest version of each thing in the batch: one statement may touch a row once only.
func newest(producer string, heard []app.Heard) sqlcgen.ApplyFactsParams {
	latest := make(map[fact.Key]app.Heard, len(heard))
	for _, h := range heard {
		if known, ok := latest[h.Fact.Key]; !ok || known.Fact.Version < h.Fact.Version {
			latest[h.Fact.Key] = h
		}
	}
	p := sqlcgen.ApplyFactsParams{Producer: producer}
	for _, h := range latest {
		at := h.Fact.State.Place()
		p.Kinds, p.Ids = append(p.Kinds, string(h.Fact.Kind)), append(p.Ids, h.Fact.ID)
		p.Versions, p.Bodies = append(p.Versions, h.Fact.Version), append(p.Bodies, string(h.Fact.Body()))
		p.Employers, p.StaffGroups = append(p.Employers, at.Employer), append(p.StaffGroups, at.StaffGroup)
		p.StartsAt, p.StreamSeqs = append(p.StartsAt, at.StartsAt), append(p.StreamSeqs, h.Sequence)
	}
	return p
}

// keepStates adds each version of shifts and bookings to what is known of the past.
func keepStates(ctx context.Context, q *sqlcgen.Queries, heard []app.Heard) error {
	var p sqlcgen.KeepStatesParams
	for _, h := range heard {
		if !h.Fact.Ages() {
			continue
		}
		at := h.Fact.State.Place()
		p.Kinds, p.Ids = append(p.Kinds, string(h.Fact.Kind)), append(p.Ids, h.Fact.ID)
		p.Versions, p.At = append(p.Versions, h.Fact.Version), append(p.At, h.At)
		p.Employers, p.StartsAt = append(p.Employers, at.Employer), append(p.StartsAt, at.StartsAt)
		p.Bodies = append(p.Bodies, string(h.Fact.Body()))
	}
	if len(p.Ids) == 0 {
		return nil
	}
	return q.KeepStates(ctx, p)
}

// moveAges notes of each employer when its newest event happened.
func moveAges(ctx context.Context, q *sqlcgen.Queries, heard []app.Heard) error {
	ages := map[string]time.Time{}
	for _, h := range heard {
		if employer := h.Fact.State.Place().Employer; h.Fact.Ages() && h.At.After(ages[employer]) {
			ages[employer] = h.At
		}
	}
	if len(ages) == 0 {
		return nil
	}
	var a sqlcgen.MoveAgesParams
	for _, employer := range slices.Sorted(maps.Keys(ages)) { // In one order everywhere, so that no two batches deadlock.
		a.Employers, a.Newest = append(a.Employers, employer), append(a.Newest, ages[employer])
	}
	return q.MoveAges(ctx, a)
}

// hearHours notes in which hours something was heard of each employer.
func hearHours(ctx context.Context, q *sqlcgen.Queries, heard []app.Heard) error {
	type hour struct {
		employer string
		at       time.Time
	}
	in := map[hour]struct{}{}
	for _, h := range heard {
		if h.Fact.Ages() {
			in[hour{h.Fact.State.Place().Employer, h.At.UTC().Truncate(time.Hour)}] = struct{}{}
		}
	}
	if len(in) == 0 {
		return nil
	}
	all := slices.SortedFunc(maps.Keys(in), func(a, b hour) int { // In one order everywhere, so that no two batches deadlock.
		return cmp.Or(cmp.Compare(a.employer, b.employer), a.at.Compare(b.at))
	})
	var p sqlcgen.HearHoursParams
	for _, h := range all {
		p.Employers, p.Hours = append(p.Employers, h.employer), append(p.Hours, h.at)
	}
	return q.HearHours(ctx, p)
}
