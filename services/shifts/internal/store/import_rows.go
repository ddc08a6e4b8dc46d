package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

func keepRows(ctx context.Context, q *sqlcgen.Queries, importID id.ID, rows []rosterfile.Row) error {
	if len(rows) == 0 {
		return nil
	}
	params := make([]sqlcgen.InsertImportRowsParams, len(rows))
	for i, row := range rows {
		posting, err := json.Marshal(row.Posting)
		if err != nil {
			return err
		}
		cells, err := json.Marshal(row.Cells)
		if err != nil {
			return err
		}
		params[i] = sqlcgen.InsertImportRowsParams{ImportID: importID, RowNumber: int32(row.Number), Good: len(row.Problems) == 0,
			Posting: posting, Cells: cells, Problems: list(row.Problems), Warnings: list(row.Warnings)}
	}
	if _, err := q.InsertImportRows(ctx, params); err != nil {
		return fmt.Errorf("keep the rows of an import: %w", err)
	}
	return nil
}

// Rows implements app.RosterImports.
func (r *ImportRepo) Rows(ctx context.Context, importID id.ID, kind app.RowKind, after, limit int) ([]rosterfile.Row, error) {
	rows, err := r.q.ImportRows(ctx, sqlcgen.ImportRowsParams{ImportID: importID, Kind: string(kind), After: int32(after), MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("read the rows of an import: %w", err)
	}
	out := make([]rosterfile.Row, len(rows))
	for i, row := range rows {
		out[i].Number = int(row.RowNumber)
		err := errors.Join(json.Unmarshal(row.Posting, &out[i].Posting), json.Unmarshal(row.Cells, &out[i].Cells),
			json.Unmarshal(row.Problems, &out[i].Problems), json.Unmarshal(row.Warnings, &out[i].Warnings))
		if err != nil {
			return nil, fmt.Errorf("read row %d of an import: %w", row.RowNumber, err)
		}
	}
	return out, nil
}
