package store

import (
	"context"

	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/site"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

type sites struct{ *Store }

func (s sites) Find(ctx context.Context, ods string) (site.Site, error) {
	found, err := loadSites(ctx, s.read(), []string{ods}, "")
	if err == nil && len(found) == 0 {
		err = app.ErrAbsent
	}
	if err != nil {
		return site.Site{}, err
	}
	return found[0], nil
}

func (s sites) All(ctx context.Context, employer string) ([]site.Site, error) {
	return loadSites(ctx, s.read(), nil, employer)
}

func (s sites) Add(ctx context.Context, x site.Site, told app.Told) error {
	err := s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		if err := addSite(ctx, q, x); err != nil {
			return err
		}
		return tell(ctx, tx, told)
	})
	switch {
	case pg.IsUnique(err, "sites_pkey"):
		return app.ErrTaken
	case isForeignKey(err):
		return app.ErrAbsent
	}
	return err
}

// loadSites reads sites in order of employer and code; nil and "" mean all.
func loadSites(ctx context.Context, q *sqlcgen.Queries, codes []string, employer string) ([]site.Site, error) {
	rows, err := q.ListSites(ctx, sqlcgen.ListSitesParams{Codes: codes, EmployerCode: optional(employer)})
	if err != nil {
		return nil, err
	}
	all, err := q.ListSiteOwners(ctx, codes)
	if err != nil {
		return nil, err
	}
	owners := make(map[string][]site.Owner, len(rows))
	for _, o := range all {
		owners[o.Site] = append(owners[o.Site], site.Owner{Employer: o.Employer, From: utc(o.FromAt), Until: utc(o.UntilAt)})
	}
	out := make([]site.Site, len(rows))
	for i, r := range rows {
		out[i] = site.Rehydrate(site.Record{
			Details: site.Details{
				ODS: r.Ods, Employer: r.Employer, Name: r.Name, Town: r.Town, Postcode: r.Postcode, Lat: r.Lat, Lon: r.Lon,
			},
			Owners: owners[r.Ods], Replaces: text(r.Replaces), Version: r.Version,
		})
	}
	return out, nil
}

func addSite(ctx context.Context, q *sqlcgen.Queries, x site.Site) error {
	r, d := x.Record(), x.Details()
	if err := q.AddSite(ctx, sqlcgen.AddSiteParams{
		Ods: d.ODS, Employer: d.Employer, Name: d.Name, Town: d.Town, Postcode: d.Postcode, Lat: d.Lat, Lon: d.Lon,
		Version: r.Version, Replaces: optional(r.Replaces),
	}); err != nil {
		return err
	}
	return addOwners(ctx, q, r)
}

func saveSite(ctx context.Context, q *sqlcgen.Queries, x site.Site) error {
	r, d := x.Record(), x.Details()
	if err := q.SaveSite(ctx, sqlcgen.SaveSiteParams{
		Ods: d.ODS, Employer: d.Employer, Name: d.Name, Town: d.Town, Postcode: d.Postcode, Lat: d.Lat, Lon: d.Lon, Version: r.Version,
	}); err != nil {
		return err
	}
	if err := q.DropSiteOwners(ctx, d.ODS); err != nil {
		return err
	}
	return addOwners(ctx, q, r)
}

func addOwners(ctx context.Context, q *sqlcgen.Queries, r site.Record) error {
	for _, o := range r.Owners {
		if err := q.AddSiteOwner(ctx, sqlcgen.AddSiteOwnerParams{
			Site: r.Details.ODS, Employer: o.Employer, FromAt: o.From, UntilAt: o.Until,
		}); err != nil {
			return err
		}
	}
	return nil
}
