package store

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Follow implements app.Projection.
func (p *Projection) Follow(ctx context.Context, kinds []fact.Kind, readTo int64, horizon time.Time) (app.Following, error) {
	var f app.Following
	err := reading(ctx, p.pool, func(q *sqlcgen.Queries) error {
		f = app.Following{Ages: map[string]time.Time{}}
		var err error
		if readTo == 0 { // Everything is read, which takes its time once a start; cut off, it would be begun again for ever.
			if err = q.BePatient(ctx); err != nil {
				return err
			}
		}
		if f.ReadTo, err = q.ReadTo(ctx); err != nil {
			return err
		}
		if readTo > 0 {
			horizon = time.Time{} // A shift that has moved out of sight must still replace its older version.
		}
		rows, err := q.ChangedFacts(ctx, sqlcgen.ChangedFactsParams{Since: readTo, Kinds: names(kinds), Horizon: horizon})
		if err != nil {
			return err
		}
		f.Facts, err = toFacts(rows, func(r sqlcgen.ChangedFactsRow) (fact.Fact, error) { return toFact(r.Kind, r.ID, r.Version, r.Body) })
		if err != nil {
			return err
		}
		ages, err := q.Ages(ctx)
		if err != nil {
			return err
		}
		for _, a := range ages {
			f.Ages[a.Employer] = a.NewestEventAt.UTC()
		}
		f.Progress, err = progress(ctx, q)
		return err
	})
	return f, err
}

func names(kinds []fact.Kind) []string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = string(k)
	}
	return out
}

// Hours implements app.Projection.
func (p *Projection) Hours(ctx context.Context, since, until time.Time) (map[string][]time.Time, error) {
	rows, err := sqlcgen.New(p.pool).HoursHeard(ctx, sqlcgen.HoursHeardParams{Since: since, Until: until})
	if err != nil {
		return nil, err
	}
	out := map[string][]time.Time{}
	for _, r := range rows {
		out[r.Employer] = append(out[r.Employer], r.Hour.UTC())
	}
	return out, nil
}

// Hash implements app.Projection.
func (p *Projection) Hash(ctx context.Context) (hash string, done []app.Progress, err error) {
	err = reading(ctx, p.pool, func(q *sqlcgen.Queries) error {
		h := fact.NewHash()
		if err := each(ctx, q, func(x app.Heard) { h.Add(x.Fact) }); err != nil {
			return err
		}
		hash = h.Sum()
		done, err = progress(ctx, q)
		return err
	})
	return hash, done, err
}

// each gives every row, in canonical order, as the event that it stands for.
func each(ctx context.Context, q *sqlcgen.Queries, fn func(app.Heard)) error {
	var after sqlcgen.FactsPageParams
	for after.Size = page; ; {
		rows, err := q.FactsPage(ctx, after)
		if err != nil {
			return err
		}
		for _, r := range rows {
			x, err := toFact(r.Kind, r.ID, r.Version, r.Body)
			if err != nil {
				return err
			}
			fn(app.Heard{Producer: r.Producer, Sequence: r.StreamSeq, Fact: x})
			after.AfterKind, after.AfterID = r.Kind, r.ID
		}
		if len(rows) < page {
			return nil
		}
	}
}

func progress(ctx context.Context, q *sqlcgen.Queries) ([]app.Progress, error) {
	rows, err := q.Progress(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]app.Progress, len(rows))
	for i, r := range rows {
		out[i] = app.Progress{Producer: r.Producer, Sequence: r.StreamSeq, Events: r.Events, Epoch: r.Epoch}
		if r.NewestEventAt != nil {
			at := r.NewestEventAt.UTC()
			out[i].Newest = &at
		}
	}
	return out, nil
}

// Days implements app.History.
func (p *Projection) Days(ctx context.Context, s app.Scope, from, until time.Time) ([]app.Day, error) {
	var days []app.Day
	err := reading(ctx, p.pool, func(q *sqlcgen.Queries) (err error) {
		days, err = splitDays(ctx, q, s, from, until)
		if err != nil {
			return err
		}
		days, err = workedDays(ctx, q, s, from, until, days)
		return err
	})
	return days, err
}

func splitDays(ctx context.Context, q *sqlcgen.Queries, s app.Scope, from, until time.Time) (days []app.Day, err error) {
	rows, err := q.Days(ctx, sqlcgen.DaysParams{Since: from, Until: until, Employers: s.Employers(), StaffGroup: s.StaffGroup})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if n := len(days); n == 0 || !days[n-1].Date.Equal(r.Day) {
			days = append(days, app.Day{Date: r.Day})
		}
		if part, ok := fillrate.PartOf(r.Status, r.FilledBy); ok {
			days[len(days)-1].Figures.Count(part, r.Shifts, r.Minutes)
		}
	}
	return days, nil
}

// workedDays adds the approved hours to the days. A day on which hours were worked and nothing else is known has its place too.
func workedDays(ctx context.Context, q *sqlcgen.Queries, s app.Scope, from, until time.Time, days []app.Day) ([]app.Day, error) {
	rows, err := q.WorkedDays(ctx, sqlcgen.WorkedDaysParams{Since: from, Until: until, Employers: s.Employers(), StaffGroup: s.StaffGroup})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		i, known := slices.BinarySearchFunc(days, r.Day, func(d app.Day, at time.Time) int { return d.Date.Compare(at) })
		if !known {
			days = slices.Insert(days, i, app.Day{Date: r.Day})
		}
		days[i].Figures.Worked.Add(r.Channel, r.Minutes)
	}
	return days, nil
}

// Gaps implements app.History.
func (p *Projection) Gaps(ctx context.Context, s app.Scope, from time.Time, limit int) ([]fact.Fact, error) {
	rows, err := sqlcgen.New(p.pool).Gaps(ctx, sqlcgen.GapsParams{
		Since: from, Employers: s.Employers(), StaffGroup: s.StaffGroup, Size: int32(min(limit, app.MaxGaps)), //nolint:gosec // bounded
	})
	if err != nil {
		return nil, err
	}
	return toFacts(rows, func(r sqlcgen.GapsRow) (fact.Fact, error) { return toFact(r.Kind, r.ID, r.Version, r.Body) })
}
