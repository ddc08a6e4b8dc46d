// Package independent is a second program that counts fill rates, for tests: it reads the exported history as any outsider
// would and shares nothing with the service, neither code nor the types of events. Where the two disagree, one is wrong.
package independent

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Total is what one employer's staff group has in one window, in minutes and in shifts by who fills them.
type Total struct {
	Minutes, Shifts map[string]int64
	Withdrawn       int64
	// Worked is approved minutes by bank.
	Worked map[string]int64
}

// The spans of the windows around a moment, in hours.
var spans = map[string][2]int{"next_24h": {0, 24}, "next_72h": {0, 72}, "next_14d": {0, 336}, "last_28d": {-672, 0}}

type line struct {
	Type    string `json:"type"`
	ID      string `json:"aggregateid"`
	Version int    `json:"aggregateversion"`
	Data    struct {
		Shift   map[string]any `json:"shift"`
		Booking map[string]any `json:"booking"`
	} `json:"data"`
}

// Count reads a history, one CloudEvent a line in any order, and counts as of a moment. Cells are <employer>_<staff
// group>_<window>; those without anything are left out.
func Count(history []string, asOf time.Time) (map[string]Total, error) {
	last := map[string]line{}
	for _, text := range history {
		var l line
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			return nil, fmt.Errorf("a line of the history: %w", err)
		}
		if !measured(l) {
			continue
		}
		thing := strings.Split(l.Type, ".")[2] + " " + l.ID
		if known, ok := last[thing]; !ok || l.Version > known.Version {
			last[thing] = l
		}
	}
	totals := map[string]Total{}
	for _, l := range last {
		state, employer := l.Data.Shift, "employer"
		if state == nil {
			state, employer = l.Data.Booking, "host_employer"
		}
		start, err := time.Parse(time.RFC3339Nano, text(state, "starts_at"))
		if err != nil {
			return nil, err
		}
		for window, span := range spans {
			if start.Before(asOf.Add(time.Duration(span[0])*time.Hour)) || !start.Before(asOf.Add(time.Duration(span[1])*time.Hour)) {
				continue
			}
			cell := text(state, employer) + "_" + text(state, "staff_group") + "_" + window
			t, ok := totals[cell]
			if !ok {
				t = Total{Minutes: map[string]int64{}, Shifts: map[string]int64{}, Worked: map[string]int64{}}
			}
			if counted := t.count(l); counted {
				totals[cell] = t
			}
		}
	}
	return totals, nil
}

// measured tells whether the event says something of what was asked for.
func measured(l line) bool {
	if s := l.Data.Shift; s != nil {
		if strings.HasSuffix(l.Type, ".submitted.v1") || strings.HasSuffix(l.Type, ".declined.v1") || text(s, "rest_of") != "" {
			return false
		}
		return text(s, "submitted_at") == "" || text(s, "approved_at") != ""
	}
	return l.Data.Booking != nil
}

func (t *Total) count(l line) bool {
	if b := l.Data.Booking; b != nil {
		if text(b, "hours") != "approved" {
			return false
		}
		t.Worked[text(b, "channel")] += number(b, "worked_minutes")
		return true
	}
	s := l.Data.Shift
	who := "unfilled"
	switch text(s, "status") {
	case "withdrawn", "cancelled":
		t.Withdrawn++
		return true
	case "filled", "started", "worked":
		who = text(s, "filled_by")
	}
	t.Shifts[who]++
	t.Minutes[who] += number(s, "net_minutes")
	return true
}

func text(m map[string]any, name string) string {
	s, _ := m[name].(string)
	return s
}

func number(m map[string]any, name string) int64 {
	f, _ := m[name].(float64)
	return int64(f)
}
