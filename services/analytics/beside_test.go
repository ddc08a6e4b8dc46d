package analytics_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

// atOnce is within how long a screen shows what moves no figure. Without a word on it a screen looks again after a minute.
const atOnce = 5 * time.Second

// released opens the next step of the shift's release ladder, which moves no figure.
func (d *demand) released(t testing.TB, h *testkit.Harness, step string) {
	t.Helper()
	d.version++
	d.state.Opened = append(d.state.Opened, shifts.OpenedStep{Step: step, At: h.Clock.Now()})
	testkit.Publish(t, h.Bus, "shifts", shifts.ShiftReleasedV1{Shift: d.state, Step: step}, events.Meta{
		ID: id.New().String(), AggregateID: d.state.ShiftID, AggregateVersion: d.version, ODS: d.state.Employer, Time: h.Clock.Now(),
	})
}

// within waits for a message of which want is true, and gives how long it took.
func within(t testing.TB, limit time.Duration, ch <-chan message, want func(message) bool) (message, time.Duration) {
	t.Helper()
	begun, late := time.Now(), time.After(limit)
	for {
		select {
		case m, open := <-ch:
			if !open {
				t.Fatal("the stream has ended")
			}
			if want(m) {
				return m, time.Since(begun)
			}
		case <-late:
			t.Fatalf("nothing of it came within %s", limit)
		}
	}
}

func shows(parts ...string) func(message) bool {
	return func(m message) bool {
		for _, part := range parts {
			if !strings.Contains(m.data, part) {
				return false
			}
		}
		return true
	}
}

func beside(what, employer string) func(message) bool {
	return func(m message) bool {
		return m.name == "beside" && m.data == `{"what":"`+what+`","employer":"`+employer+`"}`
	}
}

func TestStepsOfReleaseAndAlertsMoveTheScreenAtOnce(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	register(t, h, "RVV", "East Kent Hospitals")
	gap := ask(h, "RVV", 5*time.Hour).posted(t, h)
	testkit.Await(t, soon, "the shift is heard", func() bool { return rates(t, h, lead, "").Totals.Overall.Shifts.Unfilled == 1 })
	screen, stop := listen(t, h, lead, "/fill-rate/stream", "")
	defer stop()
	within(t, soon, screen, shows("Open to every bank worker"))

	gap.released(t, h, "collaborative_bank")
	_, took := within(t, atOnce, screen, shows("Open to: ", "since "))
	t.Logf("a step of release was on the screen after %s", took)

	addRule(t, h, lead, fillRule(nil))
	within(t, soon, screen, shows(`data-testid="alerts"`))
	list, _ := get[alertList](t, h, lead, "/api/analytics/v1/alerts?standing=true")
	if len(list.Alerts) != 1 {
		t.Fatalf("standing: %+v", list)
	}
	if _, status, _ := send(t, h, lead, http.MethodPost, "/api/analytics/v1/alerts/"+list.Alerts[0].AlertID+"/acknowledge", "", rule{}); status != http.StatusOK {
		t.Fatalf("acknowledged: %d", status)
	}
	_, took = within(t, atOnce, screen, shows("Somebody has taken it on"))
	t.Logf("an alert that was taken on was on the screen after %s", took)
}

func TestTheStreamSaysWhatChangedBesideTheFiguresAlsoAfterACut(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	own, other := ask(h, "RVV", 5*time.Hour).posted(t, h), ask(h, "RPA", 5*time.Hour).posted(t, h)
	testkit.Await(t, soon, "both shifts are heard", func() bool { return rates(t, h, lead, "").Totals.Overall.Shifts.Unfilled == 2 })
	const path = "/api/analytics/v1/fill-rates/stream"
	all, stop := listen(t, h, lead, path, "")
	own.released(t, h, "own_bank")
	heard, _ := within(t, atOnce, all, beside("shifts", "RVV"))
	stop()

	// What came while nobody listened comes with the cursor; what another employer has is told to the lead alone.
	mine, stopMine := listen(t, h, employer, path, heard.id)
	defer stopMine()
	other.released(t, h, "own_bank")
	addRule(t, h, auth.Principal{Subject: "emp-1", Role: auth.Employer, Employer: "RVV", ICS: testkit.ICS}, fillRule(nil))
	resumed, stopResumed := listen(t, h, lead, path, heard.id)
	defer stopResumed()
	cursor, _ := strconv.ParseInt(heard.id, 10, 64)
	for _, want := range []func(message) bool{beside("shifts", "RPA"), beside("alerts", "RVV")} {
		m, _ := within(t, soon, resumed, want)
		n, err := strconv.ParseInt(m.id, 10, 64)
		if err != nil || n <= cursor {
			t.Errorf("%q comes after %d", m.id, cursor)
		}
		cursor = n
	}
	within(t, soon, mine, func(m message) bool {
		if strings.Contains(m.data, "RPA") {
			t.Errorf("an employer is told of another: %+v", m)
		}
		return beside("alerts", "RVV")(m)
	})
}
