package app

import (
	"context"
	"log/slog"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

const (
	// judgeAtMost is the least time between two looks at the rules, judgeAtLeast the most: silence grows without any event.
	judgeAtMost  = 2 * time.Second
	judgeAtLeast = 30 * time.Second
)

// Wake says that rules or figures have changed.
func (m *AlertRules) Wake() {
	select {
	case m.wake <- struct{}{}:
	default: // A look is due already.
	}
}

// Run judges the rules until ctx ends. A failure is logged and tried again at the next look.
func (m *AlertRules) Run(ctx context.Context, log *slog.Logger) error {
	for {
		if err := m.Judge(ctx); err != nil && ctx.Err() == nil {
			log.Error("rules of alerts could not be judged", "error", err)
		}
		if !pause(ctx, judgeAtMost) || !await(ctx, m.wake, judgeAtLeast) {
			return nil
		}
	}
}

// Judge does one round over all rules, alone over all replicas.
func (m *AlertRules) Judge(ctx context.Context) error {
	if err := m.rates.fresh(ctx); err != nil {
		return err
	}
	var touched []Beside
	err := m.alerts.Judge(ctx, func(rules []alert.Rule, last map[id.ID][]alert.Alert) ([]AlertChange, error) {
		now := m.clock.Now()
		known, err := m.known(ctx, rules, now)
		if err != nil {
			return nil, err
		}
		var out []AlertChange
		for _, r := range rules {
			changes, err := m.judge(r, alert.Look(r, known, now), last[r.ID], now)
			if err != nil {
				return nil, err
			}
			out = append(out, changes...)
		}
		touched = besideOf(out)
		return out, nil
	})
	if err == nil && len(touched) > 0 {
		m.rates.publish.Touch(touched...)
	}
	return err
}

func besideOf(changes []AlertChange) []Beside {
	out := make([]Beside, len(changes))
	for i, c := range changes {
		out[i] = Beside{BesideAlerts, c.Alert.Cell.Employer}
	}
	return out
}

// known is what the rules look at, as far ahead as the furthest looks.
func (m *AlertRules) known(ctx context.Context, rules []alert.Rule, now time.Time) (alert.Known, error) {
	known := alert.Known{Ages: m.rates.live.agesNow()}
	ahead, shifts := 0, false
	for _, r := range rules {
		ahead, shifts = max(ahead, r.HoursAhead), shifts || r.What != alert.Silence
	}
	if !shifts {
		return known, nil
	}
	// An agency's shift may have been filled in the last day and start much later: it is looked for as far as rosters go.
	in := Interval{From: now.Add(-24 * time.Hour), Until: now.Add(max(time.Duration(ahead)*time.Hour, 14*24*time.Hour))}
	facts, err := m.facts.Between(ctx, []fact.Kind{fact.KindShift}, Scope{}, in)
	known.Shifts = fact.Shifts(facts)
	return known, err
}

func (m *AlertRules) judge(r alert.Rule, seen map[alert.Cell]alert.Value, last []alert.Alert, now time.Time) (out []AlertChange, err error) {
	standing, byCell := make([]alert.Standing, len(last)), make(map[alert.Cell]alert.Alert, len(last))
	for i, a := range last {
		standing[i], byCell[a.Cell] = a.Standing(), a
	}
	changed := map[alert.Cell]bool{}
	for _, c := range alert.Judge(r, seen, standing, now) {
		changed[c.Cell] = true
		change, err := m.change(r, c, byCell, now)
		if err != nil {
			return nil, err
		}
		out = append(out, change)
	}
	for _, a := range last {
		before := a
		if changed[a.Cell] || !a.Remind(now) {
			continue
		}
		told, err := m.tellAlert(&before, a, remindAlert, who{actor: actor}, now)
		if err != nil {
			return nil, err
		}
		out = append(out, AlertChange{Alert: a, Told: told})
	}
	return out, nil
}

// change raises or ends one alert.
func (m *AlertRules) change(r alert.Rule, c alert.Change, byCell map[alert.Cell]alert.Alert, now time.Time) (AlertChange, error) {
	var last *alert.Alert
	if was, known := byCell[c.Cell]; known {
		last = &was
	}
	if c.Raise {
		a := alert.Raise(r, id.New(), c, last, now)
		told, err := m.tellAlert(nil, a, raiseAlert, who{actor: actor}, now)
		return AlertChange{Alert: a, Told: told}, err
	}
	a := *last
	a.Clear(c, now)
	told, err := m.tellAlert(last, a, clearAlert, who{actor: actor}, now)
	return AlertChange{Alert: a, Told: told}, err
}
