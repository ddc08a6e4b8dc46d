package view_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

func TestWhatIsDueIsSaidInWords(t *testing.T) {
	t.Parallel()
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for name, c := range map[string]struct{ state, due, now, want string }{
		"gone":                              {"held", "2026-03-01T00:00:00Z", "2026-03-10T09:00:00Z", "Ran out 28 February 2026"},
		"to this midnight":                  {"held", "2026-03-11T00:00:00Z", "2026-03-10T09:00:00Z", "Runs out today"},
		"to the next":                       {"held", "2026-03-12T00:00:00Z", "2026-03-10T09:00:00Z", "Runs out tomorrow"},
		"over the night the clocks go on":   {"held", "2026-03-29T23:00:00Z", "2026-03-28T23:30:00Z", "Runs out tomorrow"},
		"over the night the clocks go back": {"held", "2026-10-26T00:00:00Z", "2026-10-24T23:30:00Z", "Runs out today"},
		"in four weeks":                     {"held", "2026-04-08T00:00:00+01:00", "2026-03-10T09:00:00Z", "Runs out in 28 days"},
		"later":                             {"held", "2026-05-02T00:00:00+01:00", "2026-03-10T09:00:00Z", "Runs out 1 May 2026"},
		"never recorded":                    {"missing", "2026-03-01T00:00:00Z", "2026-03-10T09:00:00Z", "Never recorded"},
		"a register that blocks":            {"blocked", "2026-03-01T00:00:00Z", "2026-03-10T09:00:00Z", "Cannot work"},
	} {
		if _, got := view.Due(c.state, at(c.due), at(c.now)); got != c.want {
			t.Errorf("%s: want %q, got %q", name, c.want, got)
		}
	}
}
