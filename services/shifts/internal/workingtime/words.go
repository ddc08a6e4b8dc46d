package workingtime

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// Hours says a length in hours and minutes, e.g. "10 h 59 min".
func Hours(d time.Duration) string {
	d = d.Round(time.Minute)
	h, m := int(d/time.Hour), int(d%time.Hour/time.Minute)
	if m == 0 {
		return fmt.Sprintf("%d h", h)
	}
	return fmt.Sprintf("%d h %d min", h, m)
}

func span(e Entry) string {
	return "from " + londonTime(e.StartsAt) + " to " + londonTime(e.EndsAt)
}

func londonTime(t time.Time) string { return t.In(clock.London).Format("Mon 2 Jan 15:04") }
func londonDay(t time.Time) string  { return t.In(clock.London).Format("Mon 2 Jan") }

func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// Words says how much of the cap the week takes, e.g. "18 h 30 min of 20 h this week".
func (c CapMeter) Words() string { return Hours(c.Used) + " of " + Hours(c.Limit) + " this week" }
