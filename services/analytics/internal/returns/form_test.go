package returns_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/returns"
)

var (
	known = returns.Known{StaffGroups: shifts.StaffGroups, Reasons: shifts.RequestReasons}
	names = returns.Names{Employer: func(code string) string { return "Employer " + code }, Site: func(code string) string { return "Site " + code }}
)

// work is one shift of a ward, of so many net minutes, with its approved hours when a bank worked it.
func work(n string, ward, group, by string, start time.Time, minutes, approved int64) []fact.Fact {
	s := fact.Shift{
		Employer: "RVV", Site: "RVV01", Ward: ward, StaffGroup: group, Band: "5", Reason: "vacancy", StartsAt: start, EndsAt: start.Add(12 * time.Hour),
		NetMinutes: minutes, Status: "worked", FilledBy: by, PostedAt: start.AddDate(0, 0, -50),
	}
	if by == "" {
		s.Status = "lapsed"
	}
	out := []fact.Fact{{Key: fact.Key{Kind: fact.KindShift, ID: n}, Version: 1, State: s}}
	if approved > 0 {
		out = append(out, fact.Fact{Key: fact.Key{Kind: fact.KindBooking, ID: "b" + n}, Version: 1, State: fact.Booking{
			ShiftID: n, HostEmployer: "RVV", StaffGroup: group, StartsAt: start, Channel: by, Status: "worked", Hours: "approved", WorkedMinutes: approved,
		}})
	}
	return out
}

// TestTheSaferStaffingShapeByHand fills in the return for one ward and compares each figure with what is worked out by hand.
func TestTheSaferStaffingShapeByHand(t *testing.T) {
	t.Parallel()
	forms, err := returns.Load(known, returns.Own())
	if err != nil {
		t.Fatal(err)
	}
	form := forms[slices.IndexFunc(forms, func(f returns.Form) bool { return f.Code == "safer_staffing" })]
	day := time.Date(2026, 3, 10, 7, 30, 0, 0, time.UTC)
	saturday := time.Date(2026, 3, 14, 7, 30, 0, 0, time.UTC)
	clocks := time.Date(2026, 3, 28, 19, 30, 0, 0, time.UTC) // The night in which the clocks go forward.
	facts := slices.Concat(
		work("1", "A", "nursing_midwifery", "own_bank", day, 690, 690),
		work("2", "A", "nursing_midwifery", "own_bank", saturday, 690, 750), // An hour longer than planned: over-fill.
		work("3", "A", "nursing_midwifery", "framework_agency", day.AddDate(0, 0, 1), 690, 0),
		work("4", "A", "nursing_midwifery", "", clocks, 690, 0),
		work("5", "A", "clinical_support", "collaborative_bank", clocks, 690, 660),
		work("6", "A", "medical_dental", "own_bank", day, 690, 690), // Not in this return.
		work("7", "B", "clinical_support", "own_bank", day, 600, 700),
	)
	table := form.Fill(measure.Tabulate(facts, form.Dimensions()), "QKS", "2026-03", names)
	if len(table.Rows) != 2 || !table.Bare || len(table.Heads) != len(form.Columns)+1 {
		t.Fatalf("%d rows, %d heads", len(table.Rows), len(table.Heads))
	}
	for i, want := range []string{
		// Planned 34.5 h and actual 11.5 + 12.5 + 11.5 h by day: 102.9 %. Nights: nobody of 11.5 h, and 11 h of 11.5 h.
		"RVV|Employer RVV|2026-03-01|RVV01|Site RVV01|A|34.5|35.5|0|0|11.5|0|11.5|11|102.9||0|95.7",
		// 700 minutes of 600 are above 100 % and stay so; where nothing was planned there is no percentage.
		"RVV|Employer RVV|2026-03-01|RVV01|Site RVV01|B|0|0|10|11.67|0|0|0|0||116.7||",
	} {
		var cells []string
		for _, v := range table.Rows[i].Values {
			cells = append(cells, v.Plain())
		}
		if got := strings.Join(cells, "|"); got != want {
			t.Errorf("row %d\n%s, want\n%s", i+1, got, want)
		}
	}
}

func TestAMappingFileThatCannotBeSaysWhereAndWhatInstead(t *testing.T) {
	t.Parallel()
	const good = "version: 1\ntitle: T\nsource: S\nrows: [employer]\ncolumns:\n  - {head: A, is: employer}\n"
	for name, c := range map[string]struct{ file, text, says string }{
		"a slip in a measure":          {"x.yaml", good + "  - {head: B, measure: filed_hours}\n", "x.yaml, line 7, column 2 (B): measure: there is no filed_hours; did you mean filled_hours?"},
		"a measure out of the blue":    {"x.yaml", good + "  - {head: B, measure: happiness_of_all}\n", "there are agency_charge"},
		"a key that nobody reads":      {"x.yaml", good + "  - {head: B, measure: fill_rate, were: {period: [day]}}\n", "field were not found"},
		"two things in one column":     {"x.yaml", good + "  - {head: B, measure: fill_rate, text: x}\n", "give exactly one of is, measure and text"},
		"nothing in a column":          {"x.yaml", good + "  - {head: B}\n", "give exactly one of is, measure and text"},
		"a head twice":                 {"x.yaml", good + "  - {head: A, measure: fill_rate}\n", "two columns have this head"},
		"a staff group that is none":   {"x.yaml", good + "  - {head: B, measure: fill_rate, where: {staff_group: [nursing_midwifry]}}\n", "staff_group is never nursing_midwifry; did you mean nursing_midwifery?"},
		"a period that is none":        {"x.yaml", good + "  - {head: B, measure: fill_rate, where: {period: [evening]}}\n", "period is never evening; there are day, night, weekend"},
		"a reason that is none":        {"x.yaml", good + "  - {head: B, measure: fill_rate, where: {reason: [holiday]}}\n", "reason is never holiday"},
		"a dimension that is none":     {"x.yaml", good + "  - {head: B, measure: fill_rate, where: {colour: [red]}}\n", "where: there is no dimension colour"},
		"a filter without values":      {"x.yaml", good + "  - {head: B, measure: fill_rate, where: {period: []}}\n", "period must have at least one value"},
		"a name that rows do not have": {"x.yaml", good + "  - {head: B, is: site_name}\n", "only when rows has site"},
		"a part that is none":          {"x.yaml", good + "  - {head: B, is: employer_nam}\n", "did you mean employer_name?"},
		"where beside no measure":      {"x.yaml", good + "  - {head: B, text: x, where: {period: [day]}}\n", "where belongs to a measure"},
		"no source":                    {"x.yaml", strings.Replace(good, "source: S", "source: ' '", 1), "source must say who asks"},
		"no rows":                      {"x.yaml", strings.Replace(good, "[employer]", "[]", 1), "rows must name at least one dimension"},
		"no version":                   {"x.yaml", strings.Replace(good, "version: 1", "version: 0", 1), "version must be 1 or more"},
		"not YAML":                     {"x.yaml", "columns: [", "x.yaml: yaml"},
		"nothing at all":               {"x.yaml", "", "x.yaml: EOF"},
		"a list":                       {"x.yaml", "- a\n", "x.yaml: yaml"},
		"a name for no address":        {"My return.yaml", good, "the file's name stands in addresses"},
		"the board pack's name":        {"board_pack.yml", good, "board_pack is the name of the board pack"},
		"a file of another size":       {"x.yaml", "# " + strings.Repeat("x", 300<<10), "larger than 256 kB"},
	} {
		forms, err := returns.Load(known, fstest.MapFS{c.file: {Data: []byte(c.text)}})
		if err == nil || !strings.Contains(err.Error(), c.says) || forms != nil {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
	forms, err := returns.Load(known, returns.Own(), fstest.MapFS{
		"safer_staffing.json": {Data: []byte(`{"version": 2, "title": "Ours", "source": "S", "rows": ["ward"], "columns": [{"head": "Ward", "is": "ward"}]}`)},
		"readme.txt":          {Data: []byte("no mapping")},
	})
	if err != nil || len(forms) != 2 || !slices.ContainsFunc(forms, func(f returns.Form) bool { return f.Code == "safer_staffing" && f.Title == "Ours" }) {
		t.Errorf("a folder's file stands before ours: %+v, %v", forms, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("version: 1\ntitle: T\nsource: S\nrows: [employer]\ncolumns:\n  - {head: A, is: employer}\n"))
	f.Add([]byte("columns: &a [*a]"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		form, err := returns.Parse("x.yaml", raw, known)
		if err == nil { // What is let pass can be filled in.
			form.Fill(measure.Tabulate(work("1", "A", "nursing_midwifery", "own_bank", time.Date(2026, 3, 10, 7, 30, 0, 0, time.UTC), 690, 690), form.Dimensions()), "QKS", "2026-03", names)
		}
	})
}
