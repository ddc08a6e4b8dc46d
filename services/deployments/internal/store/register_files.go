package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/registerfile"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

func (s registers) AddFile(ctx context.Context, f app.RegisterFile) error {
	rows, err := json.Marshal(f.Rows)
	if err != nil {
		return err
	}
	return s.read().AddRegisterFile(ctx, sqlcgen.AddRegisterFileParams{
		ID: f.ID, Kind: string(f.Kind), JoinsAt: f.Joins, Rows: rows, SentBy: f.SentBy, SentAt: f.SentAt,
	})
}

func (s registers) FindFile(ctx context.Context, file id.ID) (app.RegisterFile, error) {
	r, err := s.read().GetRegisterFile(ctx, file)
	if err != nil {
		return app.RegisterFile{}, absent(err)
	}
	return fileOf(r)
}

func (s registers) LatestFiles(ctx context.Context, most int) ([]app.RegisterFile, error) {
	rows, err := s.read().ListRegisterFiles(ctx, int32(most))
	if err != nil {
		return nil, err
	}
	out := make([]app.RegisterFile, len(rows))
	for i, r := range rows {
		if out[i], err = fileOf(sqlcgen.RegisterFile{
			ID: r.ID, Kind: r.Kind, JoinsAt: r.JoinsAt, Rows: []byte("[]"), SentBy: r.SentBy, SentAt: r.SentAt,
			AppliedBy: r.AppliedBy, AppliedAt: r.AppliedAt, Outcome: r.Outcome,
		}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Apply waits for other changes of the registers before it looks whether the file has been applied: of two that apply it at
// once the second finds the first one's outcome.
func (s registers) Apply(ctx context.Context, file id.ID, act func(app.RegisterFile, *app.Held) (app.RegisterFile, []app.Told, error)) error {
	return s.change(ctx, func(q *sqlcgen.Queries, held *app.Held) ([]app.Told, error) {
		r, err := q.GetRegisterFile(ctx, file)
		if err != nil {
			return nil, absent(err)
		}
		f, err := fileOf(r)
		if err != nil {
			return nil, err
		}
		if f.AppliedAt != nil {
			return nil, app.ErrTaken
		}
		done, told, err := act(f, held)
		if err != nil {
			return nil, err
		}
		outcome, err := json.Marshal(done.Outcome)
		if err != nil {
			return nil, err
		}
		return told, q.FinishRegisterFile(ctx, sqlcgen.FinishRegisterFileParams{
			ID: file, AppliedBy: &done.AppliedBy, AppliedAt: done.AppliedAt, Outcome: outcome,
		})
	})
}

func fileOf(r sqlcgen.RegisterFile) (app.RegisterFile, error) {
	f := app.RegisterFile{
		ID: r.ID, Kind: registerfile.Kind(r.Kind), Joins: r.JoinsAt.UTC(), SentBy: r.SentBy, SentAt: r.SentAt.UTC(),
		AppliedBy: text(r.AppliedBy), AppliedAt: utc(r.AppliedAt),
	}
	if err := json.Unmarshal(r.Rows, &f.Rows); err != nil {
		return f, fmt.Errorf("rows of register file %s: %w", r.ID, err)
	}
	if r.Outcome != nil {
		if err := json.Unmarshal(r.Outcome, &f.Outcome); err != nil {
			return f, fmt.Errorf("outcome of register file %s: %w", r.ID, err)
		}
	}
	return f, nil
}
