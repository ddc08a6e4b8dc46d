package layout

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// When shows a span in Europe/London: "Tue 24 Nov, 19:30 to 07:30".
func When(start, end time.Time) string {
	s, e := start.In(clock.London), end.In(clock.London)
	// A span of a day or more would read as a short one without its second date.
	if e.Sub(s) >= 24*time.Hour {
		return s.Format("Mon 2 Jan, 15:04") + " to " + e.Format("Mon 2 Jan, 15:04")
	}
	return s.Format("Mon 2 Jan, 15:04") + " to " + e.Format("15:04")
}

// Moment shows a point in time in Europe/London: "Tue 24 Nov 2026 at 19:30".
func Moment(t time.Time) string { return t.In(clock.London).Format("Mon 2 Jan 2006 at 15:04") }

// Clock shows the time of day in Europe/London: "19:30".
func Clock(t time.Time) string { return t.In(clock.London).Format("15:04") }

// Date shows the day in Europe/London: "24 November 2026".
func Date(t time.Time) string { return t.In(clock.London).Format("2 January 2006") }

// Day shows the day as a heading in Europe/London: "Tuesday 24 November".
func Day(t time.Time) string { return t.In(clock.London).Format("Monday 2 January") }

// Duration shows hours and minutes: "11 h 30 min", "45 min", "12 h".
func Duration(d time.Duration) string {
	if d < 0 {
		return "-" + Duration(-d)
	}
	minutes := int(d.Round(time.Minute) / time.Minute)
	h, m := minutes/60, minutes%60
	switch {
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	}
	return fmt.Sprintf("%d h %d min", h, m)
}

// Pounds shows pence as money: 1845 is "£18.45", 123456789 is "£1,234,567.89".
func Pounds[N ~int | ~int64 | ~int32](pence N) string {
	p := int64(pence)
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	whole := fmt.Sprintf("%d", p/100)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return fmt.Sprintf("%s£%s.%02d", sign, whole, p%100)
}

// Hourly shows a rate in pence an hour: "£18.45 an hour".
func Hourly[N ~int | ~int64 | ~int32](pence N) string { return Pounds(pence) + " an hour" }
