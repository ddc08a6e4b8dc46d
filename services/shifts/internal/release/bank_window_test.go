package release

import (
	"testing"
	"time"
)

func TestBankClosesAt(t *testing.T) {
	t.Parallel()
	posted := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		lead, want time.Duration
	}{
		"posted two days ahead: a quarter of the lead time":     {48 * time.Hour, 12 * time.Hour},
		"posted twenty days ahead: seven days before":           {20 * 24 * time.Hour, 13 * 24 * time.Hour},
		"posted nine days ahead: the quarter is later":          {9 * 24 * time.Hour, 54 * time.Hour},
		"posted after the start: nothing is left":               {-time.Hour, 0},
		"posted at the start: nothing is left":                  {0, 0},
		"a quarter is cut to the microsecond Postgres keeps":    {time.Microsecond * 7, time.Microsecond},
		"where both rules give one moment it is that moment":    {28 * 24 * time.Hour / 3, 28 * 24 * time.Hour / 12},
		"posted one hour ahead: the banks have fifteen minutes": {time.Hour, 15 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := BankClosesAt(posted, posted.Add(c.lead)); !got.Equal(posted.Add(c.want)) {
				t.Errorf("closes %v after posting, want %v", got.Sub(posted), c.want)
			}
		})
	}
}
