package alerting

import (
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// Ends is the moment at which the quiet hours around now are over; now itself when it is not in them. The end is a time
// on the wall in London: in the night of a clock change the quiet hours are an hour longer or shorter, as the night is.
func (q Quiet) Ends(now time.Time) time.Time {
	local := now.In(clock.London)
	minute := local.Hour()*60 + local.Minute()
	y, m, d := local.Date()
	switch {
	case q.From < q.Until && minute >= q.From && minute < q.Until:
		return wall(y, m, d, q.Until)
	case q.From > q.Until && minute < q.Until:
		return wall(y, m, d, q.Until)
	case q.From > q.Until && minute >= q.From:
		return wall(y, m, d+1, q.Until)
	}
	return now
}

func wall(y int, m time.Month, d, minute int) time.Time {
	return time.Date(y, m, d, minute/60, minute%60, 0, 0, clock.London).UTC()
}
