package api

import (
	"context"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
)

// shownRows is how many rows of each kind come with an import; the rest are under /rows.
const shownRows = 100

type importBody struct {
	ImportID string `json:"import_id"`
	Employer string `json:"employer"`
	Status   string `json:"status" enum:"needs_mapping,previewed,committing,committed,undoing,undone"`
	Rows     int    `json:"rows" doc:"Rows of the file that ask for shifts."`
	BadRows  int    `json:"bad_rows"`
	Skipped  int    `json:"skipped" doc:"Lines that are sums or headings again."`
	Asked    int    `json:"asked" doc:"How many shifts the good rows ask for."`
	Posted   int    `json:"posted"`
	LeftOut  int    `json:"left_out" doc:"Rows that were not posted."`
	// Withdrawn and Kept add up to Posted once an import is undone.
	Withdrawn   int        `json:"withdrawn"`
	Kept        int        `json:"kept"`
	Progress    int        `json:"progress" doc:"Hundredths of the work that are done while it is committing or undoing."`
	ReadAt      time.Time  `json:"read_at"`
	CommittedAt *time.Time `json:"committed_at,omitempty"`
	UndoneAt    *time.Time `json:"undone_at,omitempty"`

	Headings []rosterfile.Heading `json:"headings"`
	Missing  []rosterfile.Field   `json:"missing" doc:"Needed fields that no column gives: say which under /mapping."`
	Notes    []string             `json:"notes"`
	Errors   []rowError           `json:"errors" doc:"What is wrong, for the first hundred bad rows."`
	Warnings []rowWarning         `json:"warnings" doc:"What to look at, for the first hundred such rows."`
	First    []importRow          `json:"first" doc:"The first good rows as they were understood."`
	Stayed   []keptShift          `json:"stayed" doc:"Shifts that undoing the import left alone, at most 200."`
}

type rowError struct {
	Row     int    `json:"row" doc:"The number beside the row in a spreadsheet."`
	Field   string `json:"field"`
	Column  string `json:"column,omitempty" doc:"The letter of the column."`
	Value   string `json:"value,omitempty"`
	Message string `json:"message"`
	Fix     string `json:"fix,omitempty"`
}

type rowWarning struct {
	Row     int    `json:"row"`
	Message string `json:"message"`
}

type keptShift struct {
	ShiftID string `json:"shift_id"`
	Row     int    `json:"row"`
	Status  string `json:"status" doc:"What it was when the import was undone."`
}

type importRow struct {
	Row          int        `json:"row"`
	Site         string     `json:"site,omitempty"`
	Ward         string     `json:"ward,omitempty"`
	StaffGroup   string     `json:"staff_group,omitempty"`
	Role         string     `json:"role,omitempty"`
	Band         string     `json:"band,omitempty"`
	StartsAt     *time.Time `json:"starts_at,omitempty"`
	EndsAt       *time.Time `json:"ends_at,omitempty"`
	BreakMinutes int        `json:"break_minutes"`
	Reason       string     `json:"reason,omitempty"`
	CostCode     string     `json:"cost_code,omitempty"`
	RatePence    int64      `json:"rate_pence"`
	Places       int        `json:"places"`
	Errors       []rowError `json:"errors"`
	Warnings     []string   `json:"warnings"`
}

func importBodyOf(i app.Imported) importBody {
	s, c := i.State, i.State.Counts
	return importBody{
		ImportID: s.ID.String(), Employer: s.Employer, Status: string(s.Status), Rows: c.Rows, BadRows: c.BadRows, Skipped: c.Skipped, Asked: c.Asked,
		Posted: c.Posted, LeftOut: c.LeftOut, Withdrawn: c.Withdrawn, Kept: c.Kept, Progress: i.RosterImportProgress(),
		ReadAt: s.ReadAt, CommittedAt: s.CommittedAt, UndoneAt: s.UndoneAt, Headings: i.Headings, Missing: i.Missing, Notes: i.Notes,
	}
}

// importAnswer completes an import with the rows that a person looks at first.
func (h handlers) importAnswer(ctx context.Context, i app.Imported, status int) (*importOutput, error) {
	out := &importOutput{Status: status, Location: path("imports", i.State.ID.String()), Body: importBodyOf(i)}
	bad, err := h.app.RosterRows(ctx, i.State.ID, app.BadRows, 0, shownRows)
	if err != nil {
		return nil, err
	}
	for _, row := range bad {
		out.Body.Errors = append(out.Body.Errors, rowErrors(row)...)
	}
	warned, err := h.app.RosterRows(ctx, i.State.ID, app.WarnedRows, 0, shownRows)
	if err != nil {
		return nil, err
	}
	for _, row := range warned {
		for _, w := range row.Warnings {
			out.Body.Warnings = append(out.Body.Warnings, rowWarning{row.Number, w})
		}
	}
	first, err := h.app.RosterRows(ctx, i.State.ID, app.GoodRows, 0, 10)
	if err != nil {
		return nil, err
	}
	for _, row := range first {
		out.Body.First = append(out.Body.First, importRowOf(row))
	}
	if i.State.Status == rosterimport.Undone && i.State.Counts.Kept > 0 {
		kept, err := h.app.KeptShifts(ctx, i.State.ID)
		if err != nil {
			return nil, err
		}
		for _, k := range kept {
			out.Body.Stayed = append(out.Body.Stayed, keptShift{k.ShiftID.String(), k.Row, k.Status})
		}
	}
	return out, nil
}

func rowErrors(row rosterfile.Row) []rowError {
	out := make([]rowError, len(row.Problems))
	for i, p := range row.Problems {
		out[i] = rowError{Row: row.Number, Field: string(p.Field), Column: p.Column, Value: p.Value, Message: p.Message, Fix: p.Fix}
	}
	return out
}

func importRowOf(row rosterfile.Row) importRow {
	p := row.Posting
	out := importRow{Row: row.Number, Site: p.Site, Ward: p.Ward, StaffGroup: p.StaffGroup, Role: p.Role, Band: p.Band, BreakMinutes: p.BreakMinutes,
		Reason: p.Reason, CostCode: p.CostCode, RatePence: p.RatePence, Places: p.Places, Errors: rowErrors(row), Warnings: row.Warnings}
	if !p.StartsAt.IsZero() {
		out.StartsAt, out.EndsAt = &p.StartsAt, &p.EndsAt
	}
	return out
}
