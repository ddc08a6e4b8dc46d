package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/employer"
	"github.com/muster-ics/muster/services/deployments/internal/site"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

type registers struct{ *Store }

// Registers is both registers together.
func (s *Store) Registers() app.Registers { return registers{s} }

// registerWords is what changes of the registers lock: a merger touches employers and sites of several, and must not meet
// another that would make a circle of them.
const registerWords = "registers"

func (s registers) Change(ctx context.Context, act func(*app.Held) ([]app.Told, error)) error {
	return s.change(ctx, func(_ *sqlcgen.Queries, held *app.Held) ([]app.Told, error) { return act(held) })
}

func (s registers) change(ctx context.Context, act func(*sqlcgen.Queries, *app.Held) ([]app.Told, error)) error {
	return s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		if err := q.LockWords(ctx, registerWords); err != nil {
			return err
		}
		held, err := loadRegisters(ctx, q)
		if err != nil {
			return err
		}
		before := held.Versions()
		told, err := act(q, held)
		if err != nil {
			return err
		}
		if err := saveEmployers(ctx, q, held.Employers, before); err != nil {
			return err
		}
		if err := saveSites(ctx, q, held.Sites, before); err != nil {
			return err
		}
		for _, t := range told {
			if err := tell(ctx, tx, t); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s registers) ToTell(ctx context.Context, now time.Time) ([]string, error) {
	return s.read().SitesToTell(ctx, now)
}

func loadRegisters(ctx context.Context, q *sqlcgen.Queries) (*app.Held, error) {
	es, err := loadEmployers(ctx, q, nil)
	if err != nil {
		return nil, err
	}
	ss, err := loadSites(ctx, q, nil, "")
	if err != nil {
		return nil, err
	}
	return app.Hold(es, ss), nil
}

// saveEmployers writes what is new before what changed: a successor may be registered with the merger that it comes of.
func saveEmployers(ctx context.Context, q *sqlcgen.Queries, all map[string]*employer.Employer, before map[string]int64) error {
	for _, fresh := range []bool{true, false} {
		for _, ods := range slices.Sorted(maps.Keys(all)) {
			e := *all[ods]
			was, known := before["employer "+ods]
			if known == fresh || was == e.Version() {
				continue
			}
			save := saveEmployer
			if fresh {
				save = addEmployer
			}
			if err := save(ctx, q, e); err != nil {
				return err
			}
		}
	}
	return nil
}

func saveSites(ctx context.Context, q *sqlcgen.Queries, all map[string]*site.Site, before map[string]int64) error {
	for _, ods := range slices.Sorted(maps.Keys(all)) {
		x := *all[ods]
		was, known := before["site "+ods]
		if known && was == x.Version() {
			continue
		}
		save := saveSite
		if !known {
			save = addSite
		}
		if err := save(ctx, q, x); err != nil {
			return err
		}
	}
	return nil
}
