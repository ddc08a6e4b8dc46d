package rosterfile

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/muster-ics/muster/pkg/clock"
)

var update = flag.Bool("update", false, "write the golden files anew")

var sites = []SiteName{{"RVV01", "William Harvey Hospital"}, {"RVV09", "Kent and Canterbury Hospital"}}

// shown is a reading as a person would check it, line by line.
func shown(r Reading) string {
	var b strings.Builder
	for _, h := range r.Headings {
		fmt.Fprintf(&b, "%s %s → %s\n", h.Column, h.Text, h.Field)
	}
	fmt.Fprintf(&b, "missing %v, skipped %d, notes %q\n", r.Missing, r.Skipped, r.Notes)
	for _, row := range r.Rows {
		p := row.Posting
		fmt.Fprintf(&b, "row %d: %s %s %s %s band %s %s - %s break %d %s %d p ×%d %v\n", row.Number, p.Site, p.Ward, p.StaffGroup, p.Role, p.Band,
			stamp(p.StartsAt), stamp(p.EndsAt), p.BreakMinutes, p.Reason, p.RatePence, p.Places, p.Requirements.Competencies)
		for _, q := range row.Problems {
			fmt.Fprintf(&b, "  %s%d %s %q: %s %s\n", q.Column, row.Number, q.Field, q.Value, q.Message, q.Fix)
		}
		for _, w := range row.Warnings {
			fmt.Fprintf(&b, "  note: %s\n", w)
		}
	}
	return b.String()
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return "?"
	}
	return t.In(clock.London).Format("2006-01-02 15:04 MST")
}

func TestFilesAreReadAsTheirGoldenFilesSay(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.csv")
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s, err := Read(raw)
			if err != nil {
				t.Fatal(err)
			}
			r, err := Understand(s, Mapping{}, "RVV", sites)
			if err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(file, ".csv") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(shown(r)), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil || string(want) != shown(r) {
				t.Errorf("%v: read as\n%s\nwant\n%s", err, shown(r), want)
			}
		})
	}
}

// workbook makes a workbook of cells, whose values may be numbers, times and formulas.
func workbook(t *testing.T, since1904 bool, rows ...[]any) []byte {
	t.Helper()
	book := excelize.NewFile()
	if err := book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &since1904}); err != nil {
		t.Fatal(err)
	}
	for i, cells := range rows {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var bookHead = []any{"site", "ward", "staff_group", "role", "band", "date", "start", "end", "break", "reason", "rate"}

func bookRow(date, start, end, brk, rate any) []any {
	return []any{"RVV01", "ward_7", "nursing_midwifery", "registered_nurse", 5, date, start, end, brk, "vacancy", rate}
}

func TestWorkbooksKeepDatesAndTimesAsNumbers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		since1904 bool
		row       []any
		want      string
	}{
		{"serials", false, bookRow(47087, 0.8125, 0.3125, 60, 18.45), "2028-11-30 19:30 GMT - 2028-12-01 07:30 GMT break 60 vacancy 1845 p"},
		{"serials since 1904", true, bookRow(45625, 0.8125, 0.3125, 60, 18.45), "2028-11-30 19:30 GMT - 2028-12-01 07:30 GMT break 60 vacancy 1845 p"},
		{"a break kept as a time", false, bookRow(47087, 0.3125, 0.8125, 1.0/24, 18.45), "2028-11-30 07:30 GMT - 2028-11-30 19:30 GMT break 60 vacancy 1845 p"},
		{"a rate with the noise of floating point", false, bookRow(47087, 0.3125, 0.8125, 60, 18.150000000000002), "2028-11-30 07:30 GMT - 2028-11-30 19:30 GMT break 60 vacancy 1815 p"},
		{"the day in the start", false, bookRow(nil, 47087.8125, 47088.3125, 60, 18.45), "2028-11-30 19:30 GMT - 2028-12-01 07:30 GMT break 60 vacancy 1845 p"},
		{"text as in CSV", false, bookRow("30/11/2028", "19:30", "07:30", "60", "£18.45"), "2028-11-30 19:30 GMT - 2028-12-01 07:30 GMT break 60 vacancy 1845 p"},
		{"times typed as numbers", false, bookRow(20281130, 1930, 730, 60, 18.45), "2028-11-30 19:30 GMT - 2028-12-01 07:30 GMT break 60 vacancy 1845 p"},
		{"until midnight", false, bookRow(47087, 0.8125, 1, 0, 18.45), "2028-11-30 19:30 GMT - 2028-12-01 00:00 GMT break 0 vacancy 1845 p"},
		{"the night in which clocks go back", false, bookRow(46319, 0.8125, 0.3125, 60, 18.45), "2026-10-24 19:30 BST - 2026-10-25 07:30 GMT break 60 vacancy 1845 p"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, err := Read(workbook(t, c.since1904, bookHead, c.row))
			if err != nil {
				t.Fatal(err)
			}
			r, err := Understand(s, Mapping{}, "RVV", sites)
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(r); !strings.Contains(got, c.want) || len(r.Rows) != 1 || len(r.Rows[0].Problems) > 0 {
				t.Errorf("read as\n%swant %s", got, c.want)
			}
		})
	}
}

// A formula counts with the value that the spreadsheet last worked out; it is never worked out here.
func TestFormulasAreReadByTheirLastValue(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	for i, v := range bookHead {
		_ = book.SetCellValue("Sheet1", fmt.Sprintf("%s1", column(i)), v)
	}
	for i, v := range bookRow(47087, 0.3125, 0.8125, 60, 18.45) {
		_ = book.SetCellValue("Sheet1", fmt.Sprintf("%s2", column(i)), v)
	}
	_ = book.SetCellFormula("Sheet1", "K2", "10+10")
	raw, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	s, err := Read(raw.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Lines[1].Cells[10]; got != "18.45" {
		t.Errorf("the formula is read as %q", got)
	}
}

func TestTheOtherSheetIsReadWhenTheFirstIsACover(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	_ = book.SetSheetRow("Sheet1", "A1", &[]any{"Roster of the synthetic trust"})
	_, _ = book.NewSheet("Duties")
	_ = book.SetSheetRow("Duties", "A1", &bookHead)
	row := bookRow(47087, 0.3125, 0.8125, 60, 18.45)
	_ = book.SetSheetRow("Duties", "A2", &row)
	raw, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	s, err := Read(raw.Bytes())
	if err != nil || len(s.Lines) != 2 || len(s.Notes) != 1 {
		t.Errorf("%+v %v", s, err)
	}
}

func TestTheExamplesCanBeSentAsTheyAre(t *testing.T) {
	t.Parallel()
	today := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	text, err := ExampleCSV("RVV01", today)
	if err != nil {
		t.Fatal(err)
	}
	book, err := ExampleWorkbook("RVV01", today)
	if err != nil {
		t.Fatal(err)
	}
	var readings []string
	for _, raw := range [][]byte{text, book} {
		s, err := Read(raw)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Understand(s, Mapping{}, "RVV", sites)
		if err != nil || len(r.Rows) != 3 {
			t.Fatalf("%+v %v", r, err)
		}
		for _, row := range r.Rows {
			if len(row.Problems) > 0 {
				t.Errorf("%+v", row.Problems)
			}
		}
		readings = append(readings, shown(r))
	}
	if readings[0] != readings[1] {
		t.Errorf("the two differ:\n%s\n%s", readings[0], readings[1])
	}
}

func TestAMappingReadsAnEmployersOwnWords(t *testing.T) {
	t.Parallel()
	file := "Wd,Cat,What,Lvl,When,In,Out\nM2,N,RN,V,11/30/2028,0730,1930\n"
	s, err := Read([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Understand(s, Mapping{}, "RVV", sites)
	if err != nil || len(r.Missing) != len(Needed) || len(r.Rows) != 0 || len(r.Headings) != 7 {
		t.Fatalf("without a mapping: %+v %v", r, err)
	}
	m := Mapping{
		DateOrder: MonthFirst,
		Columns:   map[string]Field{"WD": Ward, "Cat": StaffGroup, "What": Role, "Lvl": Band, "When": Date, "In": Start, "out ": End},
		Fixed:     map[Field]string{Site: "RVV09", Break: "30", Reason: "vacancy", Rate: "18.45"},
		Codes:     map[Field]map[string]string{StaffGroup: {"n": "nursing_midwifery"}, Role: {"RN": "registered_nurse"}, Band: {"V": "5"}},
	}
	if wrong := m.Validate(); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	for _, m := range []Mapping{m, (Mapping{}).Merge(m)} {
		r, err = Understand(s, m, "RVV", sites)
		if err != nil || len(r.Rows) != 1 || len(r.Rows[0].Problems) > 0 {
			t.Fatalf("%s %v", shown(r), err)
		}
		if got := shown(r); !strings.Contains(got, "row 2: RVV09 M2 nursing_midwifery registered_nurse band 5 2028-11-30 07:30 GMT - 2028-11-30 19:30 GMT break 30 vacancy 1845 p") {
			t.Error(got)
		}
	}
}

func TestMappingsThatCannotBe(t *testing.T) {
	t.Parallel()
	for part, m := range map[string]Mapping{
		"columns":    {Columns: map[string]Field{"Ward": "wards"}},
		"date_order": {DateOrder: "ymd"},
		"fixed":      {Fixed: map[Field]string{"colour": "red"}},
		"codes":      {Codes: map[Field]map[string]string{"colour": {"red": "rot"}}},
	} {
		if m.Validate()[part] == "" {
			t.Errorf("%s of %+v is let through", part, m)
		}
	}
}

func TestTheBadRowsComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	file := "site,ward,staff_group,role,band,date,start,end,break,reason,rate,cost_code\n" +
		`RVV01,"=cmd|' /C calc'!A0",nursing_midwifery,registered_nurse,5,31/11/2028,07:30,19:30,60,vacancy,18.45,"'-1"` + "\n" +
		`RVV01,@ward,nursing_midwifery,registered_nurse,5,30/11/2028,7h,19:30,60,"-vacancy, long",+18.45,` + "\n"
	read := func(raw []byte) Reading {
		s, err := Read(raw)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Understand(s, Mapping{}, "RVV", sites)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := read([]byte(file))
	var b bytes.Buffer
	if err := WriteBad(&b, first.Rows); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		for cell := range strings.SplitSeq(line, ",") {
			if cell = strings.Trim(cell, "\"\n"); cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				t.Errorf("%q would be a formula", cell)
			}
		}
	}
	again := read(b.Bytes())
	if len(again.Rows) != len(first.Rows) {
		t.Fatalf("%d rows became %d", len(first.Rows), len(again.Rows))
	}
	for i := range first.Rows {
		if fmt.Sprint(first.Rows[i].Cells) != fmt.Sprint(again.Rows[i].Cells) || len(first.Rows[i].Problems) != len(again.Rows[i].Problems) {
			t.Errorf("%v\n%v", first.Rows[i], again.Rows[i])
		}
	}
}

func TestRowsThatAreTheSameAreToldApart(t *testing.T) {
	t.Parallel()
	line := "RVV01,ward_7,nursing_midwifery,registered_nurse,5,30/11/2028,07:30,19:30,60,vacancy,18.45\n"
	s, err := Read([]byte("site,ward,staff_group,role,band,date,start,end,break,reason,rate\n" + line + line))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Understand(s, Mapping{}, "RVV", sites)
	if err != nil || len(r.Rows[0].Warnings) != 0 || len(r.Rows[1].Warnings) != 1 || !strings.Contains(r.Rows[1].Warnings[0], "row 2") {
		t.Errorf("%+v %v", r.Rows, err)
	}
}

func code(err error) string {
	var refused *Refused
	if errors.As(err, &refused) {
		return refused.Code
	}
	return fmt.Sprint(err)
}
