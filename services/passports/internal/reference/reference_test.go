package reference_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/reference"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

var columns = []string{"subject", "months", "source"}

func TestATableIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	text := "FIRE,24,\"framework, England\"\nRES,12,framework\n"
	rows, err := reference.Read(text, columns)
	if err != nil || len(rows) != 2 || rows[0]["source"] != "framework, England" {
		t.Fatalf("%+v, %v", rows, err)
	}
	if got := reference.Write(rows, columns); got != text {
		t.Errorf("written again: %q", got)
	}
	shipped := reference.Shipped("subject,months,source\r\n" + strings.ReplaceAll(text, "\n", "\r\n") + "\n\n")
	if got := reference.Write(shipped, columns); got != text {
		t.Errorf("with a head and the line ends of Windows: %q", got)
	}
}

// The cases by name: which cell is refused.
func TestTablesThatAreNone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, field string }{
		"no row":            {"", "rows"},
		"a cell too few":    {"FIRE,24,x\nRES,12", "rows[1].columns"},
		"a cell too many":   {"FIRE,24,x,y", "rows[0].columns"},
		"an open quote":     {"FIRE,24,\"x", "rows"},
		"no source":         {"FIRE,24,", "rows[0].source"},
		"a cell of control": {"FIRE,24,a\x07b", "rows[0].source"},
		"a very long cell":  {"FIRE,24," + strings.Repeat("x", 201), "rows[0].source"},
		"a table too long":  {strings.Repeat("FIRE,24,x\n", 201), "rows"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows, err := reference.Read(c.text, columns)
			if err == nil {
				err = reference.Validate(columns, rows)
			}
			if all := refusal.Inputs(err); len(all) == 0 || all[0].Field != c.field {
				t.Errorf("want %s refused, got %v", c.field, err)
			}
		})
	}
	if err := reference.Validate(columns, []reference.Row{{"subject": "FIRE", "colour": "red", "source": "x"}}); err == nil {
		t.Error("a column that the kind does not know is refused")
	}
}
