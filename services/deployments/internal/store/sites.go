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
	r, err := s.read().FindSite(ctx, ods)
	if err != nil {
		return site.Site{}, absent(err)
	}
	return siteOf(r), nil
}

func (s sites) All(ctx context.Context, employer string) ([]site.Site, error) {
	rows, err := s.read().ListSites(ctx, optional(employer))
	out := make([]site.Site, 0, len(rows))
	for _, r := range rows {
		out = append(out, siteOf(r))
	}
	return out, err
}

func (s sites) Add(ctx context.Context, x site.Site, told app.Told) error {
	d := x.Details()
	err := s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		err := q.AddSite(ctx, sqlcgen.AddSiteParams{
			Ods: d.ODS, Employer: d.Employer, Name: d.Name, Town: d.Town, Postcode: d.Postcode, Lat: d.Lat, Lon: d.Lon, Version: x.Version(),
		})
		if err != nil {
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

func siteOf(r sqlcgen.Site) site.Site {
	return site.Rehydrate(site.Details{
		ODS: r.Ods, Employer: r.Employer, Name: r.Name, Town: r.Town, Postcode: r.Postcode, Lat: r.Lat, Lon: r.Lon,
	}, r.Version)
}
