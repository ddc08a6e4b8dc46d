package store

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/disclosure"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

var (
	_ app.Partners = (*Store)(nil)
	_ app.Rights   = (*Store)(nil)
)

// disclosureRow is a row of disclosures as LoadWorkers tells it in JSON.
type disclosureRow struct {
	ID               id.ID      `json:"id"`
	Host             string     `json:"host"`
	From             time.Time  `json:"from_at"`
	Until            *time.Time `json:"until_at"`
	WithdrawnAt      *time.Time `json:"withdrawn_at"`
	AgreementID      *string    `json:"agreement_id"`
	AgreementVersion int64      `json:"agreement_version"`
	Version          int64      `json:"version"`
}

// disclosuresOf is never nil: they were read.
func disclosuresOf(rows []disclosureRow) []disclosure.Disclosure {
	out := make([]disclosure.Disclosure, len(rows))
	for i, d := range rows {
		r := disclosure.Record{
			ID: d.ID, Host: d.Host, From: d.From.UTC(), Until: utc(d.Until), WithdrawnAt: utc(d.WithdrawnAt), AgreementVersion: d.AgreementVersion, Version: d.Version,
		}
		if d.AgreementID != nil {
			r.AgreementID = *d.AgreementID
		}
		out[i] = disclosure.Rehydrate(r)
	}
	return out
}

// newDisclosures leaves what a change has added or taken on by a version.
func newDisclosures(before, after []disclosure.Disclosure) []disclosure.Disclosure {
	return slices.DeleteFunc(slices.Clone(after), func(d disclosure.Disclosure) bool {
		was, known := disclosure.For(before, d.Record().Host)
		return known && was.Record().Version == d.Record().Version
	})
}

func putDisclosures(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, all []disclosure.Disclosure) error {
	var rows []sqlcgen.PutDisclosuresParams
	for _, d := range all {
		r := d.Record()
		row := sqlcgen.PutDisclosuresParams{
			ID: r.ID, WorkerID: workerID, Host: r.Host, FromAt: r.From, UntilAt: r.Until, WithdrawnAt: r.WithdrawnAt, AgreementVersion: r.AgreementVersion, Version: r.Version,
		}
		if r.AgreementID != "" {
			agreement, err := id.Parse(r.AgreementID)
			if err != nil {
				return err
			}
			row.AgreementID = pgtype.UUID{Bytes: agreement, Valid: true}
		}
		rows = append(rows, row)
	}
	return write(ctx, rows, q.PutDisclosures)
}

// KeepEmployer implements app.Partners.
func (s *Store) KeepEmployer(ctx context.Context, ods, name string, version int64) error {
	return s.read().KeepEmployer(ctx, sqlcgen.KeepEmployerParams{Ods: ods, Version: version, Name: name})
}

// KeepSite implements app.Partners.
func (s *Store) KeepSite(ctx context.Context, ods, employer, name string, version int64) error {
	return s.read().KeepSite(ctx, sqlcgen.KeepSiteParams{Ods: ods, Employer: employer, Version: version, Name: name})
}

// Names implements app.Partners.
func (s *Store) Names(ctx context.Context) (app.Names, error) {
	rows, err := s.read().NamesOfPlaces(ctx)
	out := app.Names{Employers: map[string]string{}, Sites: map[string]string{}}
	for _, r := range rows {
		if r.Site {
			out.Sites[r.Ods] = r.Name
		} else {
			out.Employers[r.Ods] = r.Name
		}
	}
	return out, err
}

// KeepAgreement implements app.Partners.
func (s *Store) KeepAgreement(ctx context.Context, a app.Agreement, version int64, now time.Time) error {
	agreement, err := id.Parse(a.ID)
	if err != nil {
		return err
	}
	state, err := json.Marshal(a)
	if err != nil {
		return err
	}
	parties := make([]string, len(a.Parties))
	for i, p := range a.Parties {
		parties[i] = p.Employer
	}
	return pg.InTx(ctx, s.pool, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		if err := lockHosts(ctx, q, s.lasts(parties)...); err != nil {
			return err
		}
		kept, err := q.KeepAgreement(ctx, sqlcgen.KeepAgreementParams{ID: agreement, Version: version, Status: a.Status, Parties: parties, State: state})
		if err != nil || kept == 0 {
			return err
		}
		_, err = q.JudgePairsAgain(ctx, sqlcgen.JudgePairsAgainParams{Employers: s.kinOfAll(parties), Now: now})
		return err
	})
}

// EmployerNames implements app.Partners.
func (s *Store) EmployerNames(ctx context.Context, codes ...string) (map[string]string, error) {
	rows, err := s.read().EmployerNames(ctx, codes)
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		out[r.Ods] = r.Name
	}
	return out, err
}

// AgreementsOf implements app.Partners.
func (s *Store) AgreementsOf(ctx context.Context, employer string) ([]app.Agreement, error) {
	rows, err := s.read().AgreementsOf(ctx, s.kin(employer))
	if err != nil {
		return nil, err
	}
	out := make([]app.Agreement, len(rows))
	for i, raw := range rows {
		if err := json.Unmarshal(raw, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Reliant implements app.Rights.
func (s *Store) Reliant(ctx context.Context, workerID id.ID, now time.Time) ([]app.Reliance, error) {
	rows, err := s.read().ReliantBookings(ctx, sqlcgen.ReliantBookingsParams{WorkerID: workerID, Now: now})
	if err != nil {
		return nil, err
	}
	out := make([]app.Reliance, len(rows))
	for i, row := range rows {
		if out[i], err = relianceOf(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}
