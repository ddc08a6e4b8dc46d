package bankholiday_test

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/bankholiday"
)

func TestDaysThatAreHolidaysAndTheirNeighbours(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]bool{
		"2026-12-25": true, "2026-12-26": false, "2026-12-28": true, "2026-04-03": true, "2026-04-05": false, "2026-04-06": true,
		"2019-01-01": true, "2018-12-25": false, "2026-11-23": false,
	} {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := bankholiday.Is(at); got != want {
			t.Errorf("%s: %v", day, got)
		}
	}
}

func TestTheListIsInOrderAndEndsWithItsLastYear(t *testing.T) {
	t.Parallel()
	all := bankholiday.All()
	date := func(h bankholiday.Holiday) time.Time {
		return time.Date(h.Year, h.Month, h.Day, 0, 0, 0, 0, time.UTC)
	}
	if !slices.IsSortedFunc(all, func(a, b bankholiday.Holiday) int { return date(a).Compare(date(b)) }) || all[len(all)-1].Year != bankholiday.LastYear {
		t.Error("the list is out of order, or ends elsewhere")
	}
	for _, h := range all {
		if wd := date(h).Weekday(); wd == time.Saturday || wd == time.Sunday || h.Name == "" {
			t.Errorf("%v falls on a %s", h, wd)
		}
	}
}
