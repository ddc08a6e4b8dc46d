package analytics_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

// TestTheForecastFollowsFromHistory tells of four weeks in which each day's one shift stayed open, and of the next days.
func TestTheForecastFollowsFromHistory(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	y, m, d := h.Clock.Now().In(clock.London).Date()
	var changes int64
	for day := -28; day < 14; day++ {
		shift := ask(h, "RVV", 0)
		shift.state.StartsAt = time.Date(y, m, d+day, 23, 50, 0, 0, clock.London).UTC()
		shift.state.EndsAt = shift.state.StartsAt.Add(8 * time.Hour)
		at := shift.state.StartsAt.Add(-30 * 24 * time.Hour)
		env := shift.say(t, h, shifts.ShiftOpen, "")
		env = retold(t, env, at)
		testkit.Send(t, h.Bus, "shifts", env)
		changes++
	}
	testkit.Await(t, soon, "the history is heard", func() bool { return rates(t, h, lead, "").Events == changes })
	type forecast struct {
		Days []struct {
			Open             int
			ExpectedUnfilled float64 `json:"expected_unfilled"`
			LastWeek         *int    `json:"last_week"`
		}
		Errors struct {
			Compared    int
			Mean        float64
			LastWeek    float64 `json:"last_week"`
			BoundsTried int     `json:"bounds_tried"`
		}
	}
	f, status := get[forecast](t, h, lead, "/api/analytics/v1/forecast?staff_group=nursing_midwifery")
	if status != http.StatusOK || len(f.Days) != 14 || f.Errors.Compared == 0 || f.Errors.Mean > 0.1 || f.Errors.BoundsTried == 0 {
		t.Fatalf("%d %+v", status, f)
	}
	for i, day := range f.Days[1:] { // Today's shift may have started when this runs late at night.
		if day.Open != 1 || day.ExpectedUnfilled < 0.9 || day.ExpectedUnfilled > 1.1 || day.LastWeek == nil || *day.LastWeek != 1 {
			t.Errorf("%d days ahead: %+v", i+1, day)
		}
	}
	if other, _ := get[forecast](t, h, lead, "/api/analytics/v1/forecast?staff_group=medical_dental"); other.Days[3].Open != 0 {
		t.Errorf("another staff group: %+v", other.Days[3])
	}
	if _, status := get[forecast](t, h, worker, "/api/analytics/v1/forecast"); status != http.StatusNotFound {
		t.Errorf("a worker gets %d", status)
	}
}

// retold is the event as if it had happened at another time.
func retold(t *testing.T, env events.Envelope, at time.Time) events.Envelope {
	t.Helper()
	ev, err := events.Open(env)
	if err != nil {
		t.Fatal(err)
	}
	again, err := events.New(ev, events.Meta{
		ID: id.New().String(), Time: at, ICS: testkit.ICS, ODS: "RVV", AggregateID: env.AggregateID, AggregateVersion: env.AggregateVersion, Actor: "test",
	})
	if err != nil {
		t.Fatal(err)
	}
	return again
}
