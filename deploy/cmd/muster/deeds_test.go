package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/deploy/internal/simulator"
	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/demoidp"
)

// People do everything that can be done to a shift, some hundred times and as fast as the system answers: nothing fails,
// and what no deed may break is unbroken.
func TestEveryDeedThroughThePublicAPI(t *testing.T) {
	t.Parallel()
	data := dataDir(t)
	demo := startDemo(t, data, "--fast", "--workers", "160", "--scale", "0.1", "--days", "2")
	daysDone(t, data, history.Depth+history.Ahead)
	sim := simulatorOf(t, demo)
	ctx, stop := context.WithCancel(t.Context())
	played := make(chan error, 1)
	go func() { played <- sim.Run(ctx) }()
	await(t, 3*time.Minute, "each kind of deed once", func() (bool, string) {
		missing, done := missingDeeds(sim)
		return len(missing) == 0 && done >= 300, fmt.Sprintf("%d done, never %v; %s; %v", done, missing, sim.Summary(), sim.Refusals())
	})
	stop()
	if err := <-played; err != nil {
		t.Fatal(err)
	}
	for name, c := range sim.Counts() {
		if c.Failed > 0 {
			t.Errorf("%s failed %d times", name, c.Failed)
		}
	}
	t.Log(sim.Summary())
	all := historyOf(t, demo, "shifts")
	noAgencyBeforeTime(t, all)
	noStepBack(t, all)
	noClashes(t, demo)
	figuresAreTheFold(t, demo, 3)
	figuresAreCountedTwice(t, demo)
}

// eitherOf are two answers to one thing that seldom happens: whoever got changed hours agrees to them or disputes them, an
// application is approved or declined, and on a shift that starts somebody is checked in or recorded as absent. Which of the
// two comes is drawn, so that waiting for both waits for luck.
var eitherOf = map[string]string{
	"agree_hours": "dispute_hours", "dispute_hours": "agree_hours",
	"approve_application": "decline_application", "decline_application": "approve_application", "record_absence": "check_in",
}

func missingDeeds(sim *simulator.Simulator) (missing []string, done int) {
	counts := sim.Counts()
	disputed := counts["dispute_hours"].Done > 0
	for _, name := range simulator.Deeds() {
		if name == "answer_dispute" && !disputed {
			continue
		}
		if counts[name].Done == 0 && counts[eitherOf[name]].Done == 0 {
			missing = append(missing, name)
		}
		done += counts[name].Done
	}
	return missing, done
}

// simulatorOf makes a simulator beside a running demonstration, which signs its people in with the demonstration's key.
func simulatorOf(t *testing.T, demo *program) *simulator.Simulator {
	t.Helper()
	world, err := seed.KentAndMedway()
	if err != nil {
		t.Fatal(err)
	}
	people, _, err := history.LoadPopulation(demo.data)
	if err != nil {
		t.Fatal(err)
	}
	state, err := system.ReadState(demo.data)
	if err != nil {
		t.Fatal(err)
	}
	key, err := demoidp.LoadOrMakeKey(filepath.Join(demo.data, "issuer.pem"))
	if err != nil {
		t.Fatal(err)
	}
	signer, err := demoidp.New(demoidp.Config{Issuer: state.Issuer, Demo: true, ClientID: "muster", Key: key, Clock: clock.System(),
		RedirectURLs: []string{state.URL + "/signin/callback"}, People: func() []demoidp.Person { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	return &simulator.Simulator{World: world, Workers: people.Workers, API: apiclient.Client{Base: demo.URL}, Signer: signer, Clock: clock.System(),
		Pace: time.Millisecond, Evenly: true, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))}
}

// historyOf reads every event of a service.
func historyOf(t *testing.T, demo *program, service string) []events.Envelope {
	t.Helper()
	auditor := demo.as(t, "--role", "auditor")
	var all []events.Envelope
	for after := ""; ; {
		var page struct {
			Events []events.Envelope `json:"events"`
			Next   string            `json:"next"`
		}
		if err := auditor.Get(t.Context(), "/api/"+service+"/v1/history?limit=500&after="+after, &page); err != nil {
			t.Fatal(err)
		}
		all = append(all, page.Events...)
		if after = page.Next; after == "" {
			return all
		}
	}
}

// told is what an event says of a shift or a booking.
type told struct {
	Shift   *shifts.ShiftState
	Booking *shifts.BookingState
}

func read(t *testing.T, e events.Envelope) told {
	t.Helper()
	var d told
	if err := json.Unmarshal(e.Data, &d); err != nil {
		t.Fatalf("%s: %v", e.Type, err)
	}
	return d
}

// I12: no agency has a shift before the bank's time is over, unless an override was recorded before.
func noAgencyBeforeTime(t *testing.T, all []events.Envelope) {
	t.Helper()
	overridden, byAgency := map[string]bool{}, 0
	for _, e := range all {
		switch e.Type {
		case "muster.shifts.shift.override_granted.v1":
			overridden[e.AggregateID] = true
		case "muster.shifts.shift.filled.v1":
			s := read(t, e).Shift
			if s.FilledBy != shifts.FrameworkAgency && s.FilledBy != shifts.OffFrameworkAgency {
				continue
			}
			byAgency++
			if s.FilledAt.Before(s.BankClosesAt) && !overridden[s.ShiftID] {
				t.Errorf("shift %s went to an agency at %v, before %v", s.ShiftID, s.FilledAt, s.BankClosesAt)
			}
		}
	}
	if byAgency == 0 {
		t.Error("no agency filled anything, so nothing was seen of the bank's time")
	}
}

// mayFollow are the statuses that may come after each; to stay is always allowed.
var mayFollow = map[string]string{
	"awaiting_approval": "open declined",
	"open":              "filled withdrawn lapsed",
	"filled":            "open started worked withdrawn cancelled lapsed",
	"started":           "open worked lapsed",
	"held":              "confirmed refused hold_expired withdrawn cancelled revoked",
	"confirmed":         "started worked withdrawn cancelled revoked did_not_attend",
	"booking started":   "worked revoked did_not_attend",
}

// I13: each version of a shift or a booking comes once and in order, and no status goes back.
func noStepBack(t *testing.T, all []events.Envelope) {
	t.Helper()
	byAggregate := map[string][]events.Envelope{}
	for _, e := range all {
		if kind := events.EntityOf(e.Type); kind == "shifts.shift" || kind == "shifts.booking" {
			byAggregate[kind+" "+e.AggregateID] = append(byAggregate[kind+" "+e.AggregateID], e)
		}
	}
	if len(byAggregate) == 0 {
		t.Fatal("the history has no shifts")
	}
	for name, chain := range byAggregate {
		slices.SortFunc(chain, func(a, b events.Envelope) int { return int(a.AggregateVersion - b.AggregateVersion) })
		was := ""
		for i, e := range chain {
			d := read(t, e)
			is, from := "", was
			if d.Booking != nil && strings.HasPrefix(name, "shifts.booking") {
				is = string(d.Booking.Status)
				if was == "started" {
					from = "booking started"
				}
			} else if d.Shift != nil {
				is = string(d.Shift.Status)
			}
			if i > 0 && e.AggregateVersion != chain[i-1].AggregateVersion+1 {
				t.Errorf("%s: version %d follows %d", name, e.AggregateVersion, chain[i-1].AggregateVersion)
			}
			if was != "" && is != was && !slices.Contains(strings.Fields(mayFollow[from]), is) {
				t.Errorf("%s went from %s to %s (%s)", name, was, is, e.Type)
			}
			was = is
		}
	}
}

// I1 and I2, asked of the tables: one booking has a slot, and a worker's bookings leave eleven hours between them.
func noClashes(t *testing.T, demo *program) {
	t.Helper()
	state, err := system.ReadState(demo.data)
	if err != nil {
		t.Fatal(err)
	}
	db, err := pgx.Connect(t.Context(), system.DatabaseURL(state.AdminURL, "shifts"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(context.WithoutCancel(t.Context()))
	// A swap's successor is held beside the booking that it will follow.
	for what, query := range map[string]string{
		"slots with two bookings": `select count(*) from (select shift_id from bookings where status in ('confirmed', 'started', 'worked')
			group by shift_id having count(*) > 1) twice`,
		"bookings without rest between": `select count(*) from bookings a join bookings b on a.worker_id = b.worker_id and a.id < b.id
			where a.status in ('confirmed', 'started') and b.status in ('confirmed', 'started')
			and a.starts_at < b.ends_at + interval '11 hours' and b.starts_at < a.ends_at + interval '11 hours'`,
	} {
		var n int
		if err := db.QueryRow(t.Context(), query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			t.Errorf("%d %s", n, what)
		}
	}
}

// figuresAreTheFold holds the live figures of the coming two weeks against the newest version of every shift, of which at
// least so many parts of the split are not empty.
func figuresAreTheFold(t *testing.T, demo *program, atLeast int) {
	t.Helper()
	auditor := demo.as(t, "--role", "auditor")
	parts := []string{"own_bank", "collaborative_bank", "framework_agency", "off_framework_agency", "unfilled"}
	await(t, time.Minute, "figures equal to the fold of the history", func() (bool, string) {
		newest := map[string]events.Envelope{}
		for _, e := range historyOf(t, demo, "shifts") {
			if events.EntityOf(e.Type) == "shifts.shift" && newest[e.AggregateID].AggregateVersion < e.AggregateVersion {
				newest[e.AggregateID] = e
			}
		}
		want, now := map[string]int64{}, clock.System().Now()
		for _, e := range newest {
			s := read(t, e).Shift
			if gone := s.RestOf != "" || s.Status == "withdrawn" || s.Status == "cancelled" || s.SubmittedAt != nil && s.ApprovedAt == nil; gone ||
				s.StartsAt.Before(now) || !s.StartsAt.Before(now.Add(14*24*time.Hour)) {
				continue
			}
			part := "unfilled"
			if s.FilledBy != "" {
				part = string(s.FilledBy)
			}
			want[part]++
		}
		var figures struct {
			Cells []struct{ Shifts map[string]any }
		}
		if err := auditor.Get(t.Context(), "/api/analytics/v1/fill-rates?window=next_14d", &figures); err != nil {
			return false, err.Error()
		}
		got := map[string]int64{}
		for _, c := range figures.Cells {
			for _, p := range parts {
				if n, ok := c.Shifts[p].(float64); ok && n > 0 {
					got[p] += int64(n)
				}
			}
		}
		return maps.Equal(got, want) && len(want) >= atLeast, fmt.Sprintf("figures %v, history %v", got, want)
	})
}
