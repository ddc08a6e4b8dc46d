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
	return m.alerts.Judge(ctx, func(rules []alert.Rule, last map[id.ID][]alert.Alert) ([]AlertChange, error) {
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
		return out, nil
	})
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
	for _, c := range alert.Judge(r, seen, standing, now) {
		a, before := alert.Raise(r, id.New(), c, now), (*alert.Alert)(nil)
		action := "alert.raise"
		if !c.Raise {
			was := byCell[c.Cell]
			a, before, action = was, &was, "alert.clear"
			a.Clear(c, now)
		}
		told, err := m.tellAlert(before, a, action, who{actor: actor}, now)
		if err != nil {
			return nil, err
		}
		out = append(out, AlertChange{Alert: a, Told: told})
	}
	return out, nil
}
