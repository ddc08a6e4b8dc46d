package layout_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/web/layout"
)

func utc(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, time.UTC)
}

func TestTimesAreShownInLondon(t *testing.T) {
	t.Parallel()
	night := utc(time.November, 24, 19, 30)
	cases := map[string]string{
		layout.When(night, night.Add(12*time.Hour)):                              "Tue 24 Nov, 19:30 to 07:30",
		layout.When(night, night.Add(36*time.Hour)):                              "Tue 24 Nov, 19:30 to Thu 26 Nov, 07:30",
		layout.When(utc(time.July, 1, 18, 30), utc(time.July, 2, 6, 30)):         "Wed 1 Jul, 19:30 to 07:30",
		layout.When(utc(time.October, 24, 18, 30), utc(time.October, 25, 7, 30)): "Sat 24 Oct, 19:30 to 07:30",
		layout.Moment(night):                           "Tue 24 Nov 2026 at 19:30",
		layout.Date(utc(time.March, 31, 23, 30)):       "1 April 2026",
		layout.Day(night):                              "Tuesday 24 November",
		layout.Clock(utc(time.July, 1, 6, 0)):          "07:00",
		layout.Duration(11*time.Hour + 30*time.Minute): "11 h 30 min",
		layout.Duration(12 * time.Hour):                "12 h",
		layout.Duration(45 * time.Minute):              "45 min",
		layout.Duration(0):                             "0 min",
		layout.Duration(-90 * time.Minute):             "-1 h 30 min",
		layout.Hourly(1845):                            "£18.45 an hour",
		layout.Pounds(5):                               "£0.05",
		layout.Pounds(123456789):                       "£1,234,567.89",
		layout.Pounds(int64(-100000)):                  "-£1,000.00",
	}
	for got, want := range cases {
		if got != want {
			t.Errorf("shown %q, want %q", got, want)
		}
	}
}
