package store

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/shifts/internal/template"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
)

// TemplateRepo implements app.Templates.
type TemplateRepo struct{ base }

var _ app.Templates = (*TemplateRepo)(nil)

// Get implements app.Templates.
func (r *TemplateRepo) Get(ctx context.Context, templateID id.ID) (template.State, error) {
	return templateIn(ctx, r.q, templateID)
}

func templateIn(ctx context.Context, q *sqlcgen.Queries, templateID id.ID) (template.State, error) {
	row, err := q.GetTemplate(ctx, templateID)
	if err != nil {
		return template.State{}, found(err, "read a template")
	}
	return templateState(row)
}

// List implements app.Templates.
func (r *TemplateRepo) List(ctx context.Context, employer, ward string, limit int) ([]template.State, error) {
	rows, err := r.q.ListTemplates(ctx, sqlcgen.ListTemplatesParams{Employers: r.codes(employer), Ward: some(ward), MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	out := make([]template.State, len(rows))
	for i, row := range rows {
		if out[i], err = templateState(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Put implements app.Templates.
func (r *TemplateRepo) Put(ctx context.Context, s template.State) error {
	return r.inTx(ctx, func(_ *outbox.Tx, q *sqlcgen.Queries) error {
		c := alone{Entity: "shifts.template", Aggregate: s.ID.String(), Action: "template.changed", Version: s.Version, After: s}
		switch {
		case s.Version == 1:
			c.Action = "template.made"
		case s.RemovedAt != nil:
			c.Action = "template.removed"
		}
		if s.Version > 1 {
			before, err := templateIn(ctx, q, s.ID)
			if err != nil {
				return err
			}
			c.Before = before
		}
		if err := putTemplate(ctx, q, s); err != nil {
			return err
		}
		return auditAlone(ctx, q, c)
	})
}

func putTemplate(ctx context.Context, q *sqlcgen.Queries, s template.State) error {
	req, err := encodeNeeds(s.Requirements)
	if err != nil {
		return err
	}
	if s.Version == 1 {
		return named("keep a template", q.InsertTemplate(ctx, sqlcgen.InsertTemplateParams{
			ID: s.ID, Employer: s.Employer, Name: s.Name, Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band,
			Starts: int16(s.Span.Starts), Ends: int16(s.Span.Ends), BreakMinutes: int32(s.BreakMinutes), Reason: s.Reason, CostCode: s.CostCode,
			RatePence: s.RatePence, Requirements: req, BookingMode: s.BookingMode, FallbackBand: s.FallbackBand, Version: s.Version,
		}))
	}
	n, err := q.SaveTemplate(ctx, sqlcgen.SaveTemplateParams{
		ID: s.ID, Name: s.Name, Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band,
		Starts: int16(s.Span.Starts), Ends: int16(s.Span.Ends), BreakMinutes: int32(s.BreakMinutes), Reason: s.Reason, CostCode: s.CostCode,
		RatePence: s.RatePence, Requirements: req, BookingMode: s.BookingMode, FallbackBand: s.FallbackBand, RemovedAt: s.RemovedAt, Version: s.Version,
	})
	if err == nil && n == 0 {
		return app.ErrRaced
	}
	return named("save a template", err)
}

func templateState(row sqlcgen.WardTemplate) (template.State, error) {
	req, err := decodeNeeds(row.Requirements)
	return template.State{
		ID: row.ID, Employer: row.Employer, RemovedAt: row.RemovedAt, Version: row.Version,
		Content: template.Content{
			Name: row.Name, Site: row.Site, Ward: row.Ward, StaffGroup: row.StaffGroup, Role: row.Role, Band: row.Band,
			Span:         walltime.Span{Starts: walltime.Clock(row.Starts), Ends: walltime.Clock(row.Ends)},
			BreakMinutes: int(row.BreakMinutes), Reason: row.Reason, CostCode: row.CostCode, RatePence: row.RatePence,
			Requirements: req, BookingMode: row.BookingMode, FallbackBand: row.FallbackBand,
		},
	}, err
}
