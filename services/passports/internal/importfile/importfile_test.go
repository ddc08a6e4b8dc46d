package importfile_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/services/passports/internal/importfile"
)

func open(t *testing.T, l importfile.Layout, file string) importfile.Table {
	t.Helper()
	s, err := sheet.Read([]byte(file), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	table, err := l.Open(s)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestAnExportIsReadWithTitlesAboveAndColumnsInAnyOrder(t *testing.T) {
	t.Parallel()
	table := open(t, importfile.ESR, "\uFEFFCompetence report,,,\r\n\r\nVPD,Title,Last Updated By,DATE START,Expiry date,Competency Name\r\n457,Mrs,SOMEBODY,01-Dec-2026,30-Nov-2028,NHS|CSTF|Fire Safety - 2 Years|\r\n,,,,,\r\n")
	if len(table.Rows) != 1 {
		t.Fatalf("%+v", table.Rows)
	}
	row := table.Rows[0]
	if row.Number != 4 || row.Get(importfile.CompetencyName) != "NHS|CSTF|Fire Safety - 2 Years|" || row.Get("Title") != "" {
		t.Errorf("%+v", row)
	}
	begin, p := row.Begin(importfile.DateStart)
	end, q := row.End(importfile.ExpiryDate)
	if p != nil || q != nil || begin.Format(time.DateOnly) != "2026-12-01" || end.Format(time.DateOnly) != "2028-12-01" {
		t.Errorf("%v %v %v %v", begin, end, p, q)
	}
}

func TestAFileWithoutTheHeadingsIsRefusedByTheirNames(t *testing.T) {
	t.Parallel()
	s, err := sheet.Read([]byte("framework,name\ncstf,x\n"), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = importfile.Competencies.Open(s)
	var refused *sheet.Refused
	if !errors.As(err, &refused) || refused.Code != "columns_missing" || !strings.Contains(refused.Message, "code and achieved_on") {
		t.Errorf("%v", err)
	}
	if _, err := importfile.Competencies.Open(sheet.Sheet{Lines: []sheet.Line{{Number: 1, Cells: []string{"framework", "code", "achieved_on"}}}}); !errors.As(err, &refused) || refused.Code != "no_rows" {
		t.Errorf("%v", err)
	}
}

// Days in the forms that exports and people write, by their first and their last moment.
func TestDaysAreReadInLondonAndYearsOfTwoDigitsAreNot(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ cell, begin, end string }{
		{"30-Nov-2028", "2028-11-30T00:00:00Z", "2028-12-01T00:00:00Z"},
		{"30-NOV-2028", "2028-11-30T00:00:00Z", "2028-12-01T00:00:00Z"},
		{"1 March 2026", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"},
		{"29-Mar-2026", "2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z"}, // 23 hours: clocks go forward
		{"25-Oct-2026", "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z"}, // 25 hours: clocks go back
		{"2026-10-25", "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z"},
		{"25/10/2026", "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z"},
		{"2026-10-25 00:00:00", "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z"},
		{"29-Feb-2028", "2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z"},
		{"30-Sept-2026", "2026-09-29T23:00:00Z", "2026-09-30T23:00:00Z"},
		{"29-Feb-2027", "", ""}, {"30-Nov-28", "", ""}, {"30/11/28", "", ""}, {"31-Nov-2028", "", ""}, {"30-Xyz-2028", "", ""},
		{"11/30/2028", "", ""}, {"soon", "", ""}, {"46356", "", ""}, {"30-Nov-0028", "", ""}, {"30-Nov-2828", "", ""},
	} {
		row := open(t, importfile.ESR, "Competency Name,Date Start\nx,"+c.cell+"\n").Rows[0]
		begin, p := row.Begin(importfile.DateStart)
		end, _ := row.End(importfile.DateStart)
		if c.begin == "" {
			if p == nil || p.Column != "B" || strings.Contains(p.Class+p.Message+p.Fix, c.cell) {
				t.Errorf("%s: want a problem that does not repeat it, got %v %+v", c.cell, begin, p)
			}
			continue
		}
		if p != nil || begin.Format(time.RFC3339) != c.begin || end.Format(time.RFC3339) != c.end {
			t.Errorf("%s: %v to %v, %+v", c.cell, begin, end, p)
		}
	}
}

func TestDaysOfAWorkbookAreNumbers(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	for cell, v := range map[string]any{"A1": "Competency Name", "B1": "Date Start", "A2": "x", "B2": time.Date(2028, 11, 30, 0, 0, 0, 0, time.UTC), "A3": "y", "B3": 46356} {
		if err := book.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	rows := open(t, importfile.ESR, b.String()).Rows
	for i, want := range []string{"2028-11-30", "2026-11-30"} {
		if at, p := rows[i].Begin(importfile.DateStart); p != nil || at.Format(time.DateOnly) != want {
			t.Errorf("row %d: %v %+v", rows[i].Number, at, p)
		}
	}
}

func TestAPeriodEndsWithTheSameDayOfItsLastMonth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, until string
		months      int
	}{
		{"2026-11-30", "2028-12-01T00:00:00Z", 24},
		{"2024-02-29", "2025-03-01T00:00:00Z", 12}, // no 29 February that year: through the 28th
		{"2026-08-31", "2027-03-01T00:00:00Z", 6},
		{"2025-03-29", "2026-03-29T23:00:00Z", 12},
		{"2025-10-25", "2026-10-26T00:00:00Z", 12},
	} {
		row := open(t, importfile.ESR, "Competency Name,Date Start\nx,"+c.from+"\n").Rows[0]
		begin, _ := row.Begin(importfile.DateStart)
		if got := importfile.After(begin, c.months).Format(time.RFC3339); got != c.until {
			t.Errorf("%s for %d months: %s", c.from, c.months, got)
		}
	}
}

func TestAClassTellsTheKindAndNotTheValue(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"": "empty", "98Z7654Q": "text of 8 characters", "7654321": "7 digits", "30-Nov-28": "a date with a two-digit year", "07700 900123": "12 digits and signs", "1.5": "a number",
	} {
		if got := importfile.Class(value); got != want {
			t.Errorf("%q: %s", value, got)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("Competency Name,Date Start\nNHS|CSTF|Fire Safety|,30-Nov-2028\n"))
	f.Add([]byte("worker_ref;framework;code;achieved_on\n1;cstf;FIRE;2026-02-30\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := sheet.Read(file, sheet.Options{})
		if err != nil {
			return
		}
		for _, l := range []importfile.Layout{importfile.ESR, importfile.Competencies, importfile.Workers} {
			table, err := l.Open(s)
			if err != nil {
				var refused *sheet.Refused
				if !errors.As(err, &refused) {
					t.Errorf("not a refusal: %v", err)
				}
				continue
			}
			for _, row := range table.Rows {
				for _, c := range l {
					if at, p := row.Begin(c.Field); p == nil && !at.IsZero() && (at.Year() < 1919 || at.Year() > 2199) {
						t.Errorf("%v", at)
					}
				}
			}
		}
	})
}
