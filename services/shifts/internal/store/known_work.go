package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// Known implements app.Templates.
func (r *TemplateRepo) Known(ctx context.Context, employer string, after time.Time) (app.KnownWork, error) {
	var out app.KnownWork
	rows, err := r.q.KnownWork(ctx, sqlcgen.KnownWorkParams{Employer: employer, After: after})
	if err != nil {
		return out, fmt.Errorf("list known wards: %w", err)
	}
	for _, k := range rows {
		if w := (app.KnownWard{Site: k.Site, Ward: k.Ward}); !slices.Contains(out.Wards, w) {
			out.Wards = append(out.Wards, w)
		}
		if !slices.Contains(out.Roles, k.Role) {
			out.Roles = append(out.Roles, k.Role)
		}
	}
	slices.Sort(out.Roles)
	needs, err := r.q.KnownNeeds(ctx, employer)
	if err != nil {
		return out, fmt.Errorf("list what templates ask for: %w", err)
	}
	for _, raw := range needs {
		req, err := decodeNeeds(raw)
		if err != nil {
			return out, err
		}
		for _, c := range req.Competencies {
			if !slices.Contains(out.Competencies, c) {
				out.Competencies = append(out.Competencies, c)
			}
		}
	}
	return out, nil
}
