package store

import (
	"context"

	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

var _ app.ShiftPages = (*Facts)(nil)

// ShiftsAfter implements app.ShiftPages.
func (f *Facts) ShiftsAfter(ctx context.Context, s app.Scope, site, ward string, in app.Interval, after app.ShiftKey, size int) ([]fact.Fact, error) {
	rows, err := sqlcgen.New(f.pool).ShiftsAfter(ctx, sqlcgen.ShiftsAfterParams{
		Since: in.From, Until: in.Until, AfterStart: after.StartsAt, AfterID: after.ID, Employers: s.Employers(), StaffGroup: s.StaffGroup,
		Site: site, Ward: ward, Size: int32(size), //nolint:gosec // the callers' pages are small
	})
	if err != nil {
		return nil, err
	}
	return toFacts(rows, func(r sqlcgen.ShiftsAfterRow) (fact.Fact, error) { return toFact(r.Kind, r.ID, r.Version, r.Body) })
}
