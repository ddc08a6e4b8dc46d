package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/hostpolicy"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

// HostPolicy implements app.Decisions.
func (s *Store) HostPolicy(ctx context.Context, employer string) (hostpolicy.Record, error) {
	for _, code := range s.heirs.Heirs().Line(employer, s.clock.Now()) {
		r, err := hostPolicy(ctx, s.read(), code)
		if err != nil || r.Version == 0 && code != employer {
			if err != nil {
				return r, err
			}
			continue
		}
		if r.Version > 0 {
			return s.inherited(r, employer), nil
		}
	}
	return hostPolicy(ctx, s.read(), employer)
}

// inherited is a policy as an employer sees it: of one by another that it followed it has no version yet.
func (s *Store) inherited(r hostpolicy.Record, employer string) hostpolicy.Record {
	if r.Employer != employer && r.Employer != s.heirs.Heirs().Of(employer, s.clock.Now()) {
		r.Employer, r.Version = employer, 0
	}
	return r
}

func hostPolicy(ctx context.Context, q *sqlcgen.Queries, employer string) (hostpolicy.Record, error) {
	row, err := q.GetHostPolicy(ctx, employer)
	if errors.Is(err, pgx.ErrNoRows) {
		return hostpolicy.Rehydrate(hostpolicy.Record{Employer: employer, Body: hostpolicy.Default()}), nil
	}
	if err != nil {
		return hostpolicy.Record{}, err
	}
	r := hostpolicy.Record{Employer: row.Employer, Version: row.Version}
	err = json.Unmarshal(row.Body, &r.Body)
	return hostpolicy.Rehydrate(r), err
}

// ChangeHostPolicy implements app.Decisions.
func (s *Store) ChangeHostPolicy(ctx context.Context, employer string, now time.Time, act func(hostpolicy.Record) (hostpolicy.Record, app.Fact, error)) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		if err := lockHosts(ctx, q, s.heirs.Heirs().Last(employer)); err != nil {
			return err
		}
		was, err := hostPolicy(ctx, q, employer)
		if err != nil {
			return err
		}
		is, f, err := act(was)
		if err != nil {
			return err
		}
		body, err := json.Marshal(is.Body)
		if err != nil {
			return err
		}
		if err := q.PutHostPolicy(ctx, sqlcgen.PutHostPolicyParams{Employer: employer, Version: is.Version, Body: body, ChangedAt: now}); err != nil {
			return err
		}
		if _, err := q.JudgeHostAgain(ctx, sqlcgen.JudgeHostAgainParams{Hosts: s.kin(employer), Now: now}); err != nil {
			return err
		}
		return record(ctx, tx, []app.Fact{f})
	})
}
