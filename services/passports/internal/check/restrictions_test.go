package check_test

import (
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/reference"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

func restrictions(t *testing.T) check.Restrictions {
	t.Helper()
	known, err := check.ReadRestrictions(check.ShippedRestrictions())
	if err != nil {
		t.Fatal(err)
	}
	return known
}

// The cases by name: which cell of a table of restrictions is refused.
func TestTablesOfRestrictions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func([]reference.Row) []reference.Row
		field  string
	}{
		"the one that is shipped": {func(r []reference.Row) []reference.Row { return r }, ""},
		"one more": {func(r []reference.Row) []reference.Row {
			return append(r, reference.Row{"code": "no_restraint", "words": "No physical restraint", "source": "local"})
		}, ""},
		"one that nobody judges by is left out": {func(r []reference.Row) []reference.Row { return append(r[:1], r[2:]...) }, ""},
		"no night work is left out":             {func(r []reference.Row) []reference.Row { return r[1:] }, "rows"},
		"words for a code":                      {func(r []reference.Row) []reference.Row { r[1]["code"] = "No lifting"; return r }, "rows[1].code"},
		"a code without words":                  {func(r []reference.Row) []reference.Row { r[1]["words"] = ""; return r }, "rows[1].words"},
		"a code twice":                          {func(r []reference.Row) []reference.Row { return append(r, r[0]) }, "rows[6].code"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := check.ReadRestrictions(c.change(check.ShippedRestrictions()))
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
