package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
)

// The whole flow from outside: post → eligible list → accept by a worker of another trust → deployment → fill rate moved;
// heard by a plain NATS client, and followed by what must be refused.
func TestTheDemonstrationFromOutside(t *testing.T) {
	t.Parallel()
	demo := startDemo(t, dataDir(t), "--fast", "--no-history", "--workers", "60")
	people, found, err := history.LoadPopulation(demo.data)
	if err != nil || !found {
		t.Fatal("no people were enrolled", err)
	}
	w := workerOf(t, people.Workers, "RWF", "registered_nurse")
	watchEvents(t, demo, func() {
		acceptAcrossTrusts(t, actors{
			lead: demo.as(t, "--role", "lead"), host: demo.as(t, "--role", "employer", "--employer", "RVV"),
			worker: demo.as(t, "--role", "worker", "--worker", w.ID),
		})
	})
	badInput(t, demo, people)
	compareWithHistory(t, demo)
	rebuilt(t, demo)
}

// rebuilt runs `muster rebuild --verify` beside the running system.
func rebuilt(t *testing.T, demo *program) {
	t.Helper()
	out, err := play("muster", "rebuild", "--verify", "--data", demo.data).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "equal") {
		t.Errorf("muster rebuild: %v\n%s", err, out)
	}
}

// actors are the three who take part in the flow.
type actors struct{ lead, host, worker apiclient.Client }

func acceptAcrossTrusts(t *testing.T, a actors) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	defer cancel()
	cells := followFillRates(ctx, t, a.lead)
	shift := postNurseShift(ctx, t, a.host, 30*time.Hour)
	await(t, 20*time.Second, "the shift among the worker's open shifts", func() (bool, string) {
		var open apiclient.OpenShifts
		err := a.worker.Get(ctx, "/api/shifts/v1/open-shifts", &open)
		for _, s := range open.Shifts {
			if s.Shift.ShiftID == shift.ShiftID {
				return true, ""
			}
		}
		return false, fmt.Sprint(open, err)
	})
	key := id.New().String()
	path := "/api/shifts/v1/shifts/" + shift.ShiftID + "/bookings"
	status, body, err := a.worker.Do(ctx, http.MethodPost, path, key, map[string]any{})
	if err != nil {
		t.Fatal(err)
	}
	mustStatus(t, "accept", status, body, http.StatusCreated)
	var booking shifts.BookingState
	if err := json.Unmarshal(body, &booking); err != nil {
		t.Fatal(err)
	}
	if booking.Status != shifts.BookingConfirmed || booking.Channel != shifts.CollaborativeBank || booking.AgreementID == "" || booking.PassportVersion == 0 {
		t.Errorf("the booking does not rest on passport and agreement: %s", body)
	}
	again, replay, err := a.worker.Do(ctx, http.MethodPost, path, key, map[string]any{})
	if err != nil || again != http.StatusCreated || string(replay) != string(body) {
		t.Errorf("the same tap again: %d %s %v, want the first answer", again, replay, err)
	}
	var deployed struct {
		Deployments []struct {
			BookingID string `json:"booking_id"`
			Status    string `json:"status"`
		} `json:"deployments"`
	}
	if err := a.host.Get(ctx, "/api/deployments/v1/deployments?booking_id="+booking.BookingID, &deployed); err != nil {
		t.Fatal(err)
	}
	if len(deployed.Deployments) != 1 || deployed.Deployments[0].Status != "authorised" {
		t.Errorf("deployments of the booking: %+v, want one authorised", deployed)
	}
	for {
		select {
		case c := <-cells:
			if c.Employer == "RVV" && c.StaffGroup == "nursing_midwifery" && c.Window == "next_72h" && c.Shifts.CollaborativeBank == 1 {
				if c.Minutes.CollaborativeBank != 660 || c.Shifts.NetRequested() < 1 {
					t.Errorf("the cell does not count the shift's 660 net minutes: %+v", c)
				}
				return
			}
		case <-ctx.Done():
			t.Fatal("the lead's stream never showed the shift as filled by the collaborative bank")
		}
	}
}

func postNurseShift(ctx context.Context, t *testing.T, host apiclient.Client, ahead time.Duration) shifts.ShiftState {
	t.Helper()
	world, err := seed.KentAndMedway()
	if err != nil {
		t.Fatal(err)
	}
	start := clock.System().Now().Add(ahead).Truncate(time.Hour)
	var made apiclient.Posting
	// The service learns of its employers and sites by event, a moment after they were registered.
	await(t, 20*time.Second, "posting a shift", func() (bool, string) {
		err := host.Post(ctx, "/api/shifts/v1/shifts", history.ShiftOf(world, seed.Demand{Employer: world.Employers[0], Site: world.Employers[0].Sites[0],
			Ward: "cedar", Role: world.Roles[0], Start: start, End: start.Add(12 * time.Hour), Break: 60, Reason: "sickness"}), &made)
		return err == nil, fmt.Sprint(err)
	})
	return made.Shifts[0]
}

func workerOf(t *testing.T, all []history.Worker, home, role string) history.Worker {
	t.Helper()
	for _, w := range all {
		if w.Home == home && w.Role == role && w.Lapsing == "" {
			return w
		}
	}
	t.Fatalf("no %s of %s among %d workers", role, home, len(all))
	return history.Worker{}
}

// followFillRates reads the lead's event stream and gives the cells as they come.
func followFillRates(ctx context.Context, t *testing.T, lead apiclient.Client) <-chan analytics.FillRateChangedV1 {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, lead.Base+"/api/analytics/v1/fill-rates/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+lead.Token)
	req.Header.Set("Accept", "text/event-stream")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		t.Fatalf("stream: %s", res.Status)
	}
	cells := make(chan analytics.FillRateChangedV1, 256)
	go func() {
		defer res.Body.Close()
		lines := bufio.NewScanner(res.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			data, ok := strings.CutPrefix(lines.Text(), "data:")
			if !ok {
				continue
			}
			var c analytics.FillRateChangedV1
			if json.Unmarshal([]byte(data), &c) == nil && c.Cell != "" {
				cells <- c
			}
		}
	}()
	return cells
}
