package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Cells implements app.Cells.
type Cells struct {
	pool   *pgxpool.Pool
	outbox *outbox.Outbox
}

// NewCells makes the repository over the service's pool and outbox.
func NewCells(pool *pgxpool.Pool, o *outbox.Outbox) *Cells { return &Cells{pool: pool, outbox: o} }

var _ app.Cells = (*Cells)(nil)

// Published implements app.Cells.
func (c *Cells) Published(ctx context.Context) (map[fillrate.Cell]app.Published, error) {
	rows, err := sqlcgen.New(c.pool).PublishedCells(ctx)
	if err != nil {
		return nil, err
	}
	out := make(map[fillrate.Cell]app.Published, len(rows))
	for _, r := range rows {
		cell := fillrate.Cell{Group: fillrate.Group{Employer: r.Employer, StaffGroup: r.StaffGroup}, Window: fillrate.Window(r.Span)}
		out[cell] = app.Published{Silent: r.Silent, Figures: fillrate.Figures{
			Minutes: fillrate.Split{
				OwnBank: r.OwnMin, CollaborativeBank: r.CollabMin, FrameworkAgency: r.FrameworkMin,
				OffFrameworkAgency: r.OffMin, Unfilled: r.UnfilledMin,
			},
			Shifts: fillrate.Split{
				OwnBank: r.OwnN, CollaborativeBank: r.CollabN, FrameworkAgency: r.FrameworkN,
				OffFrameworkAgency: r.OffN, Unfilled: r.UnfilledN,
			},
			WithdrawnShifts: r.WithdrawnN,
			Worked:          fillrate.Worked{OwnBank: r.WorkedOwnMin, CollaborativeBank: r.WorkedCollabMin},
		}}
	}
	return out, nil
}

// Publish implements app.Cells.
func (c *Cells) Publish(ctx context.Context, p app.Publication, event func(app.CellFigures, int64) (events.Envelope, error)) ([]fillrate.Cell, error) {
	byID := make(map[string]app.CellFigures, len(p.Cells))
	for _, f := range p.Cells {
		byID[f.Cell.ID()] = f
	}
	var written []fillrate.Cell
	err := c.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		written = nil
		q := sqlcgen.New(tx)
		if err := q.LockCells(ctx); err != nil {
			return err
		}
		rows, err := q.PublishCells(ctx, publishParams(p))
		if err != nil || len(rows) == 0 {
			return err
		}
		changes := make([]outbox.Change, len(rows))
		var added sqlcgen.AddChangesParams
		for i, r := range rows {
			f, ok := byID[r.Cell]
			if !ok {
				return fmt.Errorf("cell %s was written and not asked for", r.Cell)
			}
			env, err := event(f, r.Version)
			if err != nil {
				return err
			}
			changes[i] = outbox.Change{Event: env, Trail: outbox.Trail{Actor: env.Actor, Action: "fill_rate.change", After: env.Data}}
			added.Cells, added.Bodies = append(added.Cells, r.Cell), append(added.Bodies, json.RawMessage(env.Data))
			written = append(written, f.Cell)
		}
		if err := tx.Record(ctx, changes...); err != nil {
			return err
		}
		if err := q.AddChanges(ctx, added); err != nil {
			return err
		}
		return q.TrimChanges(ctx, app.KeptChanges)
	})
	return written, err
}

func publishParams(p app.Publication) sqlcgen.PublishCellsParams {
	a := sqlcgen.PublishCellsParams{Watermark: p.Watermark, AsOf: p.AsOf, ReadTo: p.ReadTo}
	for _, c := range p.Cells {
		a.Cells, a.Employers = append(a.Cells, c.Cell.ID()), append(a.Employers, c.Cell.Employer)
		a.StaffGroups, a.Spans = append(a.StaffGroups, c.Cell.StaffGroup), append(a.Spans, string(c.Cell.Window))
		m, n := c.Figures.Minutes, c.Figures.Shifts
		a.OwnMin, a.OwnN = append(a.OwnMin, m.OwnBank), append(a.OwnN, n.OwnBank)
		a.CollabMin, a.CollabN = append(a.CollabMin, m.CollaborativeBank), append(a.CollabN, n.CollaborativeBank)
		a.FrameworkMin, a.FrameworkN = append(a.FrameworkMin, m.FrameworkAgency), append(a.FrameworkN, n.FrameworkAgency)
		a.OffMin, a.OffN = append(a.OffMin, m.OffFrameworkAgency), append(a.OffN, n.OffFrameworkAgency)
		a.UnfilledMin, a.UnfilledN = append(a.UnfilledMin, m.Unfilled), append(a.UnfilledN, n.Unfilled)
		a.WithdrawnN = append(a.WithdrawnN, c.Figures.WithdrawnShifts)
		a.WorkedOwnMin = append(a.WorkedOwnMin, c.Figures.Worked.OwnBank)
		a.WorkedCollabMin = append(a.WorkedCollabMin, c.Figures.Worked.CollaborativeBank)
		a.Silent = append(a.Silent, c.Silent)
	}
	return a
}

// Beside implements app.Cells. What stands beside the figures is of no cell.
func (c *Cells) Beside(ctx context.Context, all []app.Beside) error {
	var added sqlcgen.AddChangesParams
	for _, b := range all {
		body, err := json.Marshal(b)
		if err != nil {
			return err
		}
		added.Cells, added.Bodies = append(added.Cells, ""), append(added.Bodies, body)
	}
	return pg.InTx(ctx, c.pool, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		if err := q.LockCells(ctx); err != nil {
			return err
		}
		if err := q.AddChanges(ctx, added); err != nil {
			return err
		}
		return q.TrimChanges(ctx, app.KeptChanges)
	})
}

// ChangesAfter implements app.Cells.
func (c *Cells) ChangesAfter(ctx context.Context, n int64) (changes []app.StoredChange, oldest int64, err error) {
	err = reading(ctx, c.pool, func(q *sqlcgen.Queries) error {
		rows, err := q.ChangesAfter(ctx, n)
		if err != nil {
			return err
		}
		changes = make([]app.StoredChange, len(rows))
		for i, r := range rows {
			changes[i] = app.StoredChange{N: r.N, Body: r.Body, Beside: r.Cell == ""}
		}
		oldest, err = q.OldestChange(ctx)
		return err
	})
	return changes, oldest, err
}
