package api

import (
	"context"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
)

// shownRows is how many rejected rows come with a file; the rest are under /rows.
const shownRows = 100

type importBody struct {
	ImportID    string         `json:"import_id" format:"uuid"`
	Kind        string         `json:"kind"`
	Status      string         `json:"status" enum:"previewed,applying,applied,withdrawing,withdrawn"`
	Rows        int            `json:"rows"`
	Counts      map[string]int `json:"counts" doc:"How many rows have come to what: accepted, recorded, unchanged, queued, left_out, rejected, taken_back."`
	WorkerID    string         `json:"worker_id,omitempty" format:"uuid" doc:"Whose it is, for a file that names nobody."`
	AsOf        *time.Time     `json:"as_of,omitempty" doc:"When the register was read."`
	Absent      int            `json:"absent" doc:"How many of your people on the register the snapshot does not name."`
	Progress    int            `json:"progress" doc:"Hundredths of the work that are done."`
	MapVersion  int64          `json:"map_version" doc:"By which version of your employer's words it was understood."`
	ReadAt      time.Time      `json:"read_at"`
	AppliedAt   *time.Time     `json:"applied_at,omitempty"`
	WithdrawnAt *time.Time     `json:"withdrawn_at,omitempty"`
	Notes       []string       `json:"notes"`
	Errors      []rowError     `json:"errors" doc:"What is wrong, for the first hundred rejected rows."`
}

// rowError never repeats what stands in the cell.
type rowError struct {
	Row     int    `json:"row" doc:"The number beside the row in a spreadsheet."`
	Field   string `json:"field"`
	Column  string `json:"column,omitempty" doc:"The letter of the column."`
	Value   string `json:"value" doc:"Of what kind the value is, e.g. 7 digits; never the value."`
	Message string `json:"message"`
	Fix     string `json:"fix,omitempty"`
}

type importRowBody struct {
	Row      int        `json:"row"`
	Outcome  string     `json:"outcome"`
	WorkerID string     `json:"worker_id,omitempty" format:"uuid"`
	Waiting  string     `json:"waiting_for,omitempty" doc:"The word that nobody has given a meaning yet."`
	Errors   []rowError `json:"errors"`
	Notes    []string   `json:"notes"`
}

func importBodyOf(i app.Imported) importBody {
	s := i.State
	b := importBody{
		ImportID: s.ID.String(), Kind: string(s.Kind), Status: string(s.Status), Rows: s.Counts.Rows(), Counts: map[string]int{}, AsOf: s.AsOf, Absent: s.Absent,
		Progress: i.Progress(), MapVersion: s.MapVersion, ReadAt: s.ReadAt, AppliedAt: s.AppliedAt, WithdrawnAt: s.WithdrawnAt, Notes: i.Notes,
	}
	for _, o := range recordimport.Outcomes {
		b.Counts[string(o)] = s.Counts[o]
	}
	if s.WorkerID != nil {
		b.WorkerID = s.WorkerID.String()
	}
	return b
}

// importAnswer completes a file with what a person must put right first.
func (a API) importAnswer(ctx context.Context, i app.Imported, err error) (*importOutput, error) {
	if err != nil {
		return nil, err
	}
	out := &importOutput{Location: "/api/passports/v1/imports/" + i.State.ID.String(), Body: importBodyOf(i)}
	bad, err := a.use.ImportRows(ctx, i.State.ID, recordimport.Rejected, 0, shownRows)
	for _, r := range bad {
		out.Body.Errors = append(out.Body.Errors, rowErrors(r)...)
	}
	return out, err
}

func rowErrors(r app.ImportRow) []rowError {
	out := make([]rowError, len(r.Problems))
	for i, p := range r.Problems {
		out[i] = rowError{Row: r.Number, Field: string(p.Field), Column: p.Column, Value: p.Class, Message: p.Message, Fix: p.Fix}
	}
	return out
}

func importRowBodyOf(r app.ImportRow) importRowBody {
	b := importRowBody{Row: r.Number, Outcome: string(r.Outcome), Errors: rowErrors(r), Notes: r.Notes}
	if r.WorkerID != nil {
		b.WorkerID = r.WorkerID.String()
	}
	if r.Outcome == recordimport.Queued {
		b.Waiting = r.QueueKey
	}
	return b
}
