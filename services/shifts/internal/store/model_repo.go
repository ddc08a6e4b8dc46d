package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// ModelRepo implements app.ReadModels.
type ModelRepo struct{ base }

var _ app.ReadModels = (*ModelRepo)(nil)

// PutWorker implements app.ReadModels.
func (r *ModelRepo) PutWorker(ctx context.Context, w app.WorkerTold) error {
	hours, err := json.Marshal(w.Hours)
	if err != nil {
		return fmt.Errorf("keep a worker: %w", err)
	}
	return named("keep a worker", r.q.PutWorker(ctx, sqlcgen.PutWorkerParams{
		ID: w.ID, Version: w.Version, Rank: w.Rank, HomeEmployer: w.HomeEmployer, Status: w.Status, RevocationFloor: w.Floor, Hours: hours, Passport: w.Passport}))
}

// RaiseFloor implements app.ReadModels.
func (r *ModelRepo) RaiseFloor(ctx context.Context, workerID id.ID, floor int64) error {
	return named("raise a revocation floor", r.q.RaiseFloor(ctx, sqlcgen.RaiseFloorParams{ID: workerID, RevocationFloor: floor}))
}

// PutAgreement implements app.ReadModels.
func (r *ModelRepo) PutAgreement(ctx context.Context, a app.AgreementTold) error {
	return named("keep an agreement", r.q.PutAgreement(ctx, sqlcgen.PutAgreementParams{
		ID: a.ID, Version: a.Version, Status: a.Status, State: a.State, Parties: append([]string{}, a.Parties...), EndsAt: a.EndsAt}))
}

// PutEmployer implements app.ReadModels.
func (r *ModelRepo) PutEmployer(ctx context.Context, version int64, e app.Employer) error {
	return named("keep an employer", r.q.PutEmployer(ctx, sqlcgen.PutEmployerParams{Ods: e.ODS, Version: version, Name: e.Name, Ics: e.ICS}))
}

// PutSite implements app.ReadModels.
func (r *ModelRepo) PutSite(ctx context.Context, version int64, s app.Site) error {
	return named("keep a site", r.q.PutSite(ctx, sqlcgen.PutSiteParams{Ods: s.ODS, Version: version, Employer: s.Employer, Name: s.Name, Town: s.Town,
		Postcode: s.Postcode, Lat: s.Lat, Lon: s.Lon}))
}

// Worker implements app.ReadModels.
func (r *ModelRepo) Worker(ctx context.Context, workerID id.ID) (json.RawMessage, int64, error) {
	row, err := r.q.GetWorker(ctx, workerID)
	return row.Passport, row.RevocationFloor, found(err, "read a worker")
}

// AgreementsOf implements app.ReadModels.
func (r *ModelRepo) AgreementsOf(ctx context.Context, employer string, endedBy time.Time, known map[id.ID]int64) ([]app.AgreementTold, error) {
	// Which codes stand for which on the day of a shift, the shift's own day decides: those that ever will are looked at.
	p := sqlcgen.AgreementsOfParams{Employers: r.heirs.Heirs().Kin(employer), EndedBy: endedBy, KnownIds: make([]id.ID, 0, len(known)), KnownVersions: make([]int64, 0, len(known))}
	for k, version := range known {
		p.KnownIds, p.KnownVersions = append(p.KnownIds, k), append(p.KnownVersions, version)
	}
	rows, err := r.q.AgreementsOf(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("list agreements: %w", err)
	}
	out := make([]app.AgreementTold, len(rows))
	for i, a := range rows {
		out[i] = app.AgreementTold{ID: a.ID, Version: a.Version, Status: a.Status, State: a.State}
	}
	return out, nil
}

// Employers implements app.ReadModels.
func (r *ModelRepo) Employers(ctx context.Context) ([]app.Employer, error) {
	rows, err := r.q.ListEmployers(ctx)
	if err != nil {
		return nil, fmt.Errorf("list employers: %w", err)
	}
	out := make([]app.Employer, len(rows))
	for i, e := range rows {
		out[i] = app.Employer{ODS: e.Ods, Name: e.Name, ICS: e.Ics}
	}
	return out, nil
}

// Sites implements app.ReadModels.
func (r *ModelRepo) Sites(ctx context.Context, employer string) ([]app.Site, error) {
	rows, err := r.q.ListSites(ctx, r.codes(employer))
	if err != nil {
		return nil, fmt.Errorf("list sites: %w", err)
	}
	out := make([]app.Site, len(rows))
	for i, s := range rows {
		out[i] = app.Site{ODS: s.Ods, Employer: s.Employer, Name: s.Name, Town: s.Town, Postcode: s.Postcode, Lat: s.Lat, Lon: s.Lon}
	}
	return out, nil
}

// Site implements app.ReadModels.
func (r *ModelRepo) Site(ctx context.Context, ods string) (app.Site, error) {
	s, err := r.q.GetSite(ctx, ods)
	return app.Site{ODS: s.Ods, Employer: s.Employer, Name: s.Name, Town: s.Town, Postcode: s.Postcode, Lat: s.Lat, Lon: s.Lon}, found(err, "read a site")
}

func named(what string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
