package shifts_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"

	es "github.com/muster-ics/muster/events/shifts"
)

// monday is midnight in London at the start of a week that is not this one nor the next.
func (w *world) monday() time.Time {
	n := w.Clock.Now().In(clock.London)
	return time.Date(n.Year(), n.Month(), n.Day()+14-(int(n.Weekday())+6)%7, 0, 0, 0, 0, clock.London)
}

func (w *world) roster(monday time.Time, rows ...string) map[string]any {
	return map[string]any{"from": monday.Format(time.DateOnly), "until": monday.AddDate(0, 0, 6).Format(time.DateOnly),
		"csv": "worker_id,starts,ends,break,kind\n" + strings.Join(rows, "\n") + "\n"}
}

func row(worker auth.Principal, day time.Time, from, to string, kind string) string {
	return fmt.Sprintf("%s,%s %s,%s %s,0,%s", worker.WorkerID, day.Format(time.DateOnly), from, day.Format(time.DateOnly), to, kind)
}

func TestHoursAtOneEmployerCountAtEveryOther(t *testing.T) {
	t.Parallel()
	w := start(t)
	monday := w.monday()
	worker := nurse(other)
	// Five days of 11 h at home, and a booking elsewhere on the Saturday would make 66 h.
	var rows []string
	for d := range 5 {
		rows = append(rows, row(worker, monday.AddDate(0, 0, d), "08:00", "19:00", ""))
	}
	saturday := w.post(at(monday.AddDate(0, 0, 5).Add(8*time.Hour), 12))
	var done struct{ Rows, Workers, Conflicts int }
	w.must(201, staff(other, auth.Verify), "POST", "/rosters/import", w.roster(monday, rows...)).into(t, &done)
	if done.Rows != 5 || done.Workers != 1 || done.Conflicts != 0 {
		t.Errorf("%+v", done)
	}
	p := want(t, <-w.accept(worker, saturday.ShiftID), 409).problem(t)
	if len(p.Reasons) == 0 || p.Reasons[0].Code != "LOCAL_WEEK_HOURS" || !strings.Contains(p.Reasons[0].Message, "66 h in 7 days; the limit is 60 h") || p.Reasons[0].From == nil {
		t.Fatalf("%+v", p)
	}
	// The roster is sent again with two days fewer: it replaces the first.
	w.must(201, staff(other, auth.Verify), "POST", "/rosters/import", w.roster(monday, rows[:3]...))
	w.confirmed(worker, saturday.ShiftID)

	var hours struct {
		AverageMinutes int `json:"average_minutes"`
		Caps           []struct{ Code, Words string }
	}
	w.must(200, worker, "GET", "/my-hours", nil).into(t, &hours)
	if len(hours.Caps) != 1 || hours.Caps[0].Code != "LOCAL_WEEK_HOURS" || hours.Caps[0].Words != "0 h of 60 h this week" {
		t.Errorf("%+v", hours)
	}
}

func TestAHostWeighsTheRulesForItsOwnShifts(t *testing.T) {
	t.Parallel()
	w := start(t)
	monday := w.monday()
	worker := nurse(host)
	var days []es.ShiftState
	for d := range 6 {
		days = append(days, w.post(at(monday.AddDate(0, 0, d).Add(7*time.Hour), 12)))
	}
	for _, s := range days[:5] {
		w.confirmed(worker, s.ShiftID)
	}
	policy := func(weight string) {
		body := map[string]any{"max_week_hours": map[string]any{"limit": 60, "weight": weight}, "average": "warn"}
		w.must(200, staff(host, auth.Executive), "PUT", "/policies/working_time", body, header("If-Match", "*"))
	}
	policy("approval")
	p := want(t, <-w.accept(worker, days[5].ShiftID), 409).problem(t)
	if p.Code != "needs_approval" || len(p.Reasons) != 1 || p.Reasons[0].Weight != "approval" || !strings.Contains(p.Detail, "apply") {
		t.Fatalf("%+v", p)
	}
	policy("warn")
	w.confirmed(worker, days[5].ShiftID)
}

func TestARosterThatClashesWithABookingWarnsAndCancelsNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	monday := w.monday()
	worker := nurse(other)
	shift := w.post(at(monday.Add(20*time.Hour), 4))
	b := w.confirmed(worker, shift.ShiftID)
	var done struct{ Conflicts int }
	w.must(201, staff(other), "POST", "/rosters/import", w.roster(monday, row(worker, monday, "07:30", "15:30", ""))).into(t, &done)
	if told := string(w.must(200, worker, "GET", "/notices", nil).raw); !strings.Contains(told, "roster clashes") || !strings.Contains(told, "/bookings/"+b.BookingID) {
		t.Errorf("the worker is told %s", told)
	}
	if done.Conflicts != 1 {
		t.Fatalf("%+v", done)
	}
	var found struct {
		Reasons []struct{ Code, Weight, Message, Fix string }
	}
	for _, who := range []auth.Principal{worker, staff(host)} {
		w.must(200, who, "GET", "/bookings/"+b.BookingID+"/conflicts", nil).into(t, &found)
		if len(found.Reasons) != 1 || found.Reasons[0].Code != "REST_11H" || found.Reasons[0].Weight != "soft" || found.Reasons[0].Fix == "" {
			t.Errorf("%+v", found)
		}
	}
	w.must(404, staff("RN7"), "GET", "/bookings/"+b.BookingID+"/conflicts", nil)
	if got := w.must(200, worker, "GET", "/bookings/"+b.BookingID, nil).booking(t); got.Status != "confirmed" {
		t.Errorf("the booking is %s", got.Status)
	}
	// The employer mends its roster, and the warning goes.
	w.must(201, staff(other), "POST", "/rosters/import", w.roster(monday)).into(t, &done)
	w.must(200, worker, "GET", "/bookings/"+b.BookingID+"/conflicts", nil).into(t, &found)
	if len(found.Reasons) != 0 {
		t.Errorf("%+v", found)
	}
}

func TestARosterThatCannotBeReadChangesNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	monday := w.monday()
	worker := nurse(other)
	good := row(worker, monday, "07:30", "15:30", "")
	w.must(201, staff(other), "POST", "/rosters/import", w.roster(monday, good))
	p := w.must(422, staff(other), "POST", "/rosters/import", w.roster(monday, good, good, "x,y,z,,")).problem(t)
	if p.Code != "roster_not_read" || len(p.Errors) < 2 || !strings.HasPrefix(p.Errors[0].Location, "body.csv[line 3]") {
		t.Errorf("%+v", p)
	}
	var n int
	if err := w.DB.Pool.QueryRow(t.Context(), "select count(*) from roster_shifts").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d rows, %v", n, err)
	}
	w.must(403, staff(other, auth.Finance), "POST", "/rosters/import", w.roster(monday, good))
	w.must(403, worker, "POST", "/rosters/import", w.roster(monday, good))
	both := w.roster(monday, good)
	both["rows"] = []any{map[string]any{"worker_id": worker.WorkerID, "starts": "x", "ends": "y"}}
	w.must(422, staff(other), "POST", "/rosters/import", both)
}

func TestABlockedWorkerIsToldWithTheReviewAndTheAppeal(t *testing.T) {
	t.Parallel()
	w := start(t)
	worker := nurse(host)
	shift := w.post(nil)
	review := w.Clock.Now().In(clock.London).AddDate(0, 2, 0).Format(time.DateOnly)
	place := map[string]any{"worker_id": worker.WorkerID, "ward": "ward_7", "why": "conduct_under_review", "review_on": review}
	w.must(403, staff(host), "POST", "/blocks", place)
	var placed struct {
		BlockID string `json:"block_id"`
	}
	w.must(201, staff(host, auth.Approve), "POST", "/blocks", place).into(t, &placed)
	w.must(409, staff(host, auth.Approve), "POST", "/blocks", place)
	if told := string(w.must(200, worker, "GET", "/notices", nil).raw); strings.Count(told, "do not work on this ward") != 1 || !strings.Contains(told, "appeal") {
		t.Errorf("the worker is told %s", told)
	}
	p := want(t, <-w.accept(worker, shift.ShiftID), 409).problem(t)
	if len(p.Reasons) != 1 || p.Reasons[0].Code != "BLOCKED_WARD" || !strings.Contains(p.Reasons[0].Fix, "appeal") {
		t.Errorf("%+v", p)
	}
	if raw := string(w.must(200, worker, "GET", "/blocks", nil).raw); !strings.Contains(raw, placed.BlockID) || !strings.Contains(raw, "appeal") {
		t.Errorf("the worker reads %s", raw)
	}
	if raw := string(w.must(200, staff(other, auth.Approve), "GET", "/blocks", nil).raw); strings.Contains(raw, placed.BlockID) {
		t.Errorf("another employer reads %s", raw)
	}
	w.must(404, staff(other, auth.Approve), "POST", "/blocks/"+placed.BlockID+"/lift", nil)
	w.must(200, staff(host, auth.Approve), "POST", "/blocks/"+placed.BlockID+"/lift", nil)
	w.must(409, staff(host, auth.Approve), "POST", "/blocks/"+placed.BlockID+"/lift", nil)
	w.confirmed(worker, shift.ShiftID)
	late := map[string]any{"worker_id": worker.WorkerID, "why": "other", "review_on": w.Clock.Now().AddDate(1, 0, 0).Format(time.DateOnly)}
	w.must(422, staff(host, auth.Approve), "POST", "/blocks", late)
}

func TestAWorkerSaysWhenTheyAreNotAvailable(t *testing.T) {
	t.Parallel()
	w := start(t)
	worker := nurse(host)
	from := w.Clock.Now().Truncate(time.Minute).Add(72 * time.Hour).UTC()
	span := map[string]any{"from": from, "until": from.Add(24 * time.Hour)}
	w.must(200, worker, "PUT", "/my-availability", map[string]any{"unavailable": []any{span}})
	var got struct {
		Unavailable []struct{ From, Until time.Time }
	}
	w.must(200, worker, "GET", "/my-availability", nil).into(t, &got)
	if len(got.Unavailable) != 1 || !got.Unavailable[0].From.Equal(from) {
		t.Errorf("%+v", got)
	}
	if raw := string(w.must(200, nurse(host), "GET", "/my-availability", nil).raw); !strings.Contains(raw, `"unavailable":[]`) {
		t.Errorf("another worker reads %s", raw)
	}
	w.must(403, staff(host), "GET", "/my-availability", nil)
	backwards := map[string]any{"from": from, "until": from}
	w.must(422, worker, "PUT", "/my-availability", map[string]any{"unavailable": []any{backwards}})
}

// Two claims at the same moment that are legal alone and not together, through the whole service.
func TestTwoAcceptsOverTheWeeksHoursDoNotBothWin(t *testing.T) {
	t.Parallel()
	w := start(t)
	monday := w.monday()
	worker := nurse(other)
	var rows []string
	for d := range 4 {
		rows = append(rows, row(worker, monday.AddDate(0, 0, d), "08:00", "20:00", ""))
	}
	w.must(201, staff(other), "POST", "/rosters/import", w.roster(monday, rows...))
	// 48 h stand; each of these adds 11 h, and two of them would make 70 h.
	var shifts []string
	for d := 4; d < 6; d++ {
		shifts = append(shifts, w.post(at(monday.AddDate(0, 0, d).Add(8*time.Hour), 12)).ShiftID)
	}
	answers := make([]answer, len(shifts))
	var group sync.WaitGroup
	for i, s := range shifts {
		group.Go(func() { answers[i] = <-w.accept(worker, s, header("Prefer", "respond-async")) })
	}
	group.Wait()
	won := 0
	for _, a := range answers {
		if a.status == 202 {
			won++
			continue
		}
		var p problem
		if err := json.Unmarshal(a.raw, &p); err != nil || a.status != 409 || len(p.Reasons) == 0 || p.Reasons[0].Code != "LOCAL_WEEK_HOURS" {
			t.Errorf("%d %s", a.status, a.raw)
		}
	}
	if won != 1 {
		t.Errorf("%d won", won)
	}
}
