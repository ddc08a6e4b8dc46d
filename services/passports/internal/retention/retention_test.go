package retention_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/reference"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
	"github.com/muster-ics/muster/services/passports/internal/retention"
)

// The cases by name: which cell of a schedule is refused.
func TestSchedules(t *testing.T) {
	t.Parallel()
	set := func(i int, column, value string) func([]reference.Row) []reference.Row {
		return func(r []reference.Row) []reference.Row { r[i][column] = value; return r }
	}
	for name, c := range map[string]struct {
		change func([]reference.Row) []reference.Row
		field  string
	}{
		"the one that is shipped":                     {func(r []reference.Row) []reference.Row { return r }, ""},
		"names for eight years":                       {set(0, "length", "8"), ""},
		"criminal records for four weeks":             {func(r []reference.Row) []reference.Row { return set(1, "unit", "days")(set(1, "length", "28")(r)) }, ""},
		"criminal records for seven months":           {set(1, "length", "7"), "rows[1].length"},
		"criminal records for half a year and a day":  {func(r []reference.Row) []reference.Row { return set(1, "unit", "days")(set(1, "length", "182")(r)) }, "rows[1].length"},
		"for no time":                                 {set(2, "length", "0"), "rows[2].length"},
		"by the week":                                 {set(2, "unit", "weeks"), "rows[2].unit"},
		"something that the service knows nothing of": {set(2, "what", "biscuits"), "rows[2].what"},
		"one twice":                                   {func(r []reference.Row) []reference.Row { return append(r, r[0]) }, "rows[5].what"},
		"one left out":                                {func(r []reference.Row) []reference.Row { return r[1:] }, "rows"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := retention.Read(c.change(retention.Shipped()))
			field := ""
			if all := refusal.Inputs(err); len(all) > 0 {
				field = all[0].Field
			}
			if field != c.field {
				t.Errorf("want %q refused, got %v", c.field, err)
			}
		})
	}
}

func TestPeriodsGoByTheCalendar(t *testing.T) {
	t.Parallel()
	s, err := retention.Read(retention.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	left := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	if got := s.Of(retention.WorkerNames).After(left); !got.Equal(time.Date(2032, 3, 10, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("names are kept until %s", got)
	}
	if got := s.Of(retention.ShownCredentials).Before(left); !got.Equal(left.AddDate(0, 0, -28)) {
		t.Errorf("what was shown before %s goes", got)
	}
	for what, want := range map[string]string{retention.WorkerNames: "6 years", retention.PreviewedFiles: "1 day"} {
		if got := s.Of(what).String(); got != want {
			t.Errorf("%s: %q", what, got)
		}
	}
}
