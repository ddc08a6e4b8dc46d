package policy_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

func TestCheckInOpensAnHourBeforeTheStartUnlessTheEmployerSaysOtherwise(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 6, 10, 6, 30, 0, 0, time.UTC)
	own := policy.DefaultAttendance()
	own.CheckInBeforeMinutes = 15
	if got := policy.DefaultAttendance().CheckInOpens(start); !got.Equal(start.Add(-time.Hour)) {
		t.Error(got)
	}
	if got := own.CheckInOpens(start); !got.Equal(start.Add(-15 * time.Minute)) {
		t.Error(got)
	}
}

func TestTheTimeAroundAShiftHasLimits(t *testing.T) {
	t.Parallel()
	if err := policy.DefaultAttendance().Validate(); err != nil {
		t.Error(err)
	}
	for _, p := range []policy.Attendance{{ReplyDays: 0}, {ReplyDays: 91}, {ReplyDays: 7, CheckInBeforeMinutes: -1}, {ReplyDays: 7, HoursAfterMinutes: 1441}, {ReplyDays: 7, HoursBeforeMinutes: 1441}} {
		if p.Validate() == nil {
			t.Errorf("%+v is accepted", p)
		}
	}
}
