package importedfile

import (
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// View is what the page shows.
type View struct {
	ID, What, Read string
	Kind           layout.TagKind
	Status         string
	Notes          []string
	Counts         []Count
	Problems       []Problem
	// AtWork, MayApply and MayWithdraw are what can be done now.
	AtWork, MayApply, MayWithdraw bool
	Accepted, Queued, Rejected    int
	Absent, Progress              int
	Register                      bool
	Fault                         *fault.Error
}

// Count is how many rows have come to one thing.
type Count struct {
	What string
	Rows int
	Code string
}

// Problem is one thing to put right.
type Problem struct {
	Row                            int
	Column, Field, Class, What, Do string
}

func viewOf(i app.Imported, bad []app.ImportRow, f *fault.Error) View {
	s := i.State
	v := View{
		ID: s.ID.String(), What: view.ImportKind(s.Kind), Read: layout.Moment(s.ReadAt), Notes: i.Notes, Absent: s.Absent, Progress: i.Progress(), Register: s.Kind.Register(), Fault: f,
		AtWork:   s.Status == recordimport.Applying || s.Status == recordimport.Withdrawing,
		Accepted: s.Counts[recordimport.Accepted], Queued: s.Counts[recordimport.Queued], Rejected: s.Counts[recordimport.Rejected],
	}
	v.Kind, v.Status = view.ImportStatus(s.Status)
	v.MayApply = (s.Status == recordimport.Previewed && (v.Accepted > 0 || v.Register)) || (s.Status == recordimport.Applied && v.Accepted > 0)
	v.MayWithdraw = s.Status == recordimport.Applied && s.Kind.HasCompetencies() && s.Counts[recordimport.Recorded] > 0
	for _, o := range recordimport.Outcomes {
		if n := s.Counts[o]; n > 0 {
			v.Counts = append(v.Counts, Count{What: view.ImportOutcome(o), Rows: n, Code: string(o)})
		}
	}
	for _, row := range bad {
		for _, p := range row.Problems {
			v.Problems = append(v.Problems, Problem{Row: row.Number, Column: p.Column, Field: string(p.Field), Class: p.Class, What: p.Message, Do: p.Fix})
		}
	}
	return v
}

func (v View) action(verb string) string { return "/passports/imports/" + v.ID + "/" + verb }

func (v View) which() layout.Field {
	value := string(recordimport.AllOrNothing)
	if v.Rejected+v.Queued > 0 {
		value = string(recordimport.OnlyGood)
	}
	f := layout.Field{Name: "rows", Label: "Which rows to record", Value: value}
	if v.Fault != nil {
		f.Error = layout.ErrorFor(v.Fault.Fields, "rows")
	}
	return f
}

func (v View) options() []layout.Option {
	return []layout.Option{
		{Value: string(recordimport.OnlyGood), Text: "Only the rows that can be recorded", Hint: count(v.Accepted, "row")},
		{Value: string(recordimport.AllOrNothing), Text: "All rows or nothing", Hint: "Possible once no row waits or must be put right"},
	}
}

func (v View) button() string {
	if v.Accepted == 0 {
		return "Record that the register was read"
	}
	return "Record " + count(v.Accepted, "row")
}

// shortfall tells that more rows are wrong than the page shows.
func (v View) shortfall() bool { return v.Rejected > shown }

func count(n int, what string) string {
	switch {
	case n == 1:
		return "1 " + what
	case what == "person":
		return strconv.Itoa(n) + " people"
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
