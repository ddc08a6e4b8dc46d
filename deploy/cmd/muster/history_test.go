package main

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
)

// A history that was killed in the middle is made to its end by the next start, no shift of it twice, and the live
// figures follow from its events.
func TestTheHistoryIsMadeOnceAcrossAKill(t *testing.T) {
	t.Parallel()
	data := dataDir(t)
	small := []string{"--fast", "--workers", "80", "--scale", "0.02"}
	first := startDemo(t, data, small...)
	daysDone(t, data, 3)
	first.kill()
	second := startDemo(t, data, small...)
	daysDone(t, data, history.Depth+history.Ahead)
	auditor := second.as(t, "--role", "auditor")
	posted, ended, types := map[string]int{}, map[shifts.Channel]int{}, map[string]int{}
	var late []string
	for after := ""; ; {
		var page struct {
			Events []events.Envelope `json:"events"`
			Next   string            `json:"next"`
		}
		if err := auditor.Get(t.Context(), "/api/shifts/v1/history?limit=500&after="+after, &page); err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Events {
			types[e.Type]++
			var d struct{ Shift shifts.ShiftState }
			if json.Unmarshal(e.Data, &d) != nil {
				continue
			}
			switch e.Type {
			case "muster.shifts.shift.posted.v1":
				posted[fmt.Sprint(d.Shift.Site, d.Shift.Ward, d.Shift.Role, d.Shift.StartsAt, d.Shift.PostedAt)]++
			case "muster.shifts.shift.filled.v1":
				ended[d.Shift.FilledBy]++
				if d.Shift.FilledAt == nil || d.Shift.FilledAt.After(d.Shift.StartsAt) {
					late = append(late, fmt.Sprintf("shift %s filled at %v, after its start %v", d.Shift.ShiftID, d.Shift.FilledAt, d.Shift.StartsAt))
				}
			}
		}
		if after = page.Next; after == "" {
			break
		}
	}
	// The history makes one deed at a time. The one that the kill cut off is finished by the live consumers, at their own
	// time, since a held booking is always brought to its end; no other may carry the present's clock.
	if len(late) > 1 {
		t.Errorf("the clock of the present got into the past: %v", late)
	}
	for what, n := range posted {
		if n > 1 {
			t.Errorf("posted %d times: %s", n, what)
		}
	}
	if len(posted) < 150 || ended[shifts.OwnBank] == 0 || ended[shifts.CollaborativeBank] == 0 || ended[shifts.FrameworkAgency] == 0 {
		t.Errorf("%d shifts, filled by %v: not a history to look at", len(posted), ended)
	}
	for _, name := range []string{"shift.worked", "booking.started", "booking.worked", "booking.approved", "booking.did_not_attend", "booking.withdrawn", "policy.changed",
		"ladder.changed", "rate_card.changed"} {
		if types["muster.shifts."+name+".v1"] == 0 {
			t.Errorf("the history has no %s: %v", name, types)
		}
	}
	// The stream is filled by the sweep, so the live figures come a moment later.
	await(t, time.Minute, "every event of the history in the live figures", func() (bool, string) {
		var mark struct {
			Producers []struct {
				Producer string `json:"producer"`
				Events   int    `json:"events"`
			} `json:"producers"`
		}
		err := auditor.Get(t.Context(), "/api/analytics/v1/watermark", &mark)
		for _, p := range mark.Producers {
			if p.Producer == "shifts" && p.Events >= len(posted) {
				return true, ""
			}
		}
		return false, fmt.Sprint(mark, err)
	})
	rebuilt(t, second)
}

func daysDone(t *testing.T, data string, want int) {
	t.Helper()
	await(t, 3*time.Minute, fmt.Sprintf("%d days of history", want), func() (bool, string) {
		p, _, err := history.LoadPopulation(data)
		return err == nil && p.DaysDone >= want, fmt.Sprintf("%d days, %v", p.DaysDone, err)
	})
}
