package main

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
)

// kill -9 in the middle of a thousand accepts: every yes is still there, no shift is filled twice, and the history, folded
// by this test alone, gives the figures that the API gives.
func TestNothingIsLostWhenTheProcessIsKilled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	defer cancel()
	data := dataDir(t)
	first := startDemo(t, data, "--no-history", "--workers", "150")
	people, _, err := history.LoadPopulation(data)
	if err != nil {
		t.Fatal(err)
	}
	host := first.as(t, "--role", "employer", "--employer", "RVV")
	var posted []shifts.ShiftState
	for n := range 25 {
		posted = append(posted, postNurseShift(ctx, t, host, time.Duration(48+24*n)*time.Hour))
	}
	var nurses []apiclient.Client
	for _, w := range people.Workers {
		if w.Role == "registered_nurse" && len(nurses) < 40 {
			nurses = append(nurses, first.as(t, "--role", "worker", "--worker", w.ID))
		}
	}
	said := acceptUntilKilled(ctx, first, posted, nurses)
	second := startDemo(t, data, "--no-history")
	yes := 0
	for booking := range said {
		yes++
		b := bookingOf(ctx, t, second, booking)
		if b.Status != shifts.BookingConfirmed {
			t.Errorf("booking %s was confirmed to the worker and is %s after the restart", booking, b.Status)
		}
	}
	if yes == 0 {
		t.Fatal("nothing was confirmed before the kill: the test has shown nothing")
	}
	t.Logf("%d bookings were confirmed before the kill", yes)
	compareWithHistory(t, second)
}

// acceptUntilKilled has every nurse try for every shift at once, kills the process after the tenth yes and gives the ids of
// the bookings that were answered with 201.
func acceptUntilKilled(ctx context.Context, p *program, posted []shifts.ShiftState, nurses []apiclient.Client) map[string]bool {
	said := map[string]bool{}
	var mu sync.Mutex
	var killed sync.Once
	var wg sync.WaitGroup
	for i, nurse := range nurses {
		wg.Go(func() {
			for n := range posted {
				shift := posted[(n+i)%len(posted)]
				status, body, err := nurse.Do(ctx, http.MethodPost, "/api/shifts/v1/shifts/"+shift.ShiftID+"/bookings", id.New().String(), map[string]any{})
				if err != nil {
					return
				}
				var b shifts.BookingState
				if status != http.StatusCreated || json.Unmarshal(body, &b) != nil {
					continue
				}
				mu.Lock()
				said[b.BookingID] = true
				enough := len(said) == 10
				mu.Unlock()
				if enough {
					killed.Do(p.kill)
				}
			}
		})
	}
	wg.Wait()
	killed.Do(p.kill)
	return said
}

func bookingOf(ctx context.Context, t *testing.T, p *program, booking string) shifts.BookingState {
	t.Helper()
	var b shifts.BookingState
	if err := p.as(t, "--role", "auditor").Get(ctx, "/api/shifts/v1/bookings/"+booking, &b); err != nil {
		t.Fatal(err)
	}
	return b
}

// compareWithHistory folds the signed-off history of the shifts service: no shift has two workers, and the fill rates of
// analytics, which heard of it through the broker only, are those of the fold.
func compareWithHistory(t *testing.T, p *program) {
	t.Helper()
	newest := map[string]events.Envelope{}
	for _, e := range historyOf(t, p, "shifts") {
		if events.EntityOf(e.Type) == "shifts.booking" && newest[e.AggregateID].AggregateVersion < e.AggregateVersion {
			newest[e.AggregateID] = e
		}
	}
	holders := map[string]string{}
	for _, e := range newest {
		b := read(t, e).Booking
		switch b.Status {
		case shifts.BookingConfirmed, shifts.BookingStarted, shifts.BookingWorked:
			if holders[b.ShiftID] != "" {
				t.Fatalf("shift %s is filled by %s and by %s", b.ShiftID, holders[b.ShiftID], b.BookingID)
			}
			holders[b.ShiftID] = b.BookingID
		}
	}
	figuresAreTheFold(t, p, 1)
}
