package app

import (
	"context"
	"log/slog"
	"slices"
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
		readings := m.rates.live.readings(now)
		replaced := readings.replaced(rules)
		for _, r := range rules {
			if _, rests := replaced[r.ID]; rests {
				r.On = false
			}
			seen := alert.Look(r, readings.see(r.Scope.Employer, known), now)
			changes, err := m.judge(r, seen, groupsOf(readings.of(r.Scope.Employer), last[r.ID]), now)
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

// group is the newest alerts that are about one cell: more than one where codes became one employer's.
type group []alert.Alert

func groupsOf(read *reading, last []alert.Alert) map[alert.Cell]group {
	out := map[alert.Cell]group{}
	for _, a := range last {
		cell := read.cell(a.Cell)
		out[cell] = append(out[cell], a)
	}
	return out
}

// standing is how the cell stands: raised as long as one of them is, else over since the last of them was.
func (g group) standing(cell alert.Cell) (out alert.Standing) {
	for _, a := range g {
		if s := a.Standing(); s.Raised && !out.Raised || s.Raised == out.Raised && s.At.After(out.At) {
			out = s
		}
	}
	out.Cell = cell
	return out
}

// quiet is the one of them that somebody keeps quiet, else any.
func (g group) quiet(now time.Time) *alert.Alert {
	if len(g) == 0 {
		return nil
	}
	i := max(slices.IndexFunc(g, func(a alert.Alert) bool { return a.Snoozed(now) }), 0)
	return &g[i]
}

func (m *AlertRules) judge(r alert.Rule, seen map[alert.Cell]alert.Value, last map[alert.Cell]group, now time.Time) (out []AlertChange, err error) {
	standing := make([]alert.Standing, 0, len(last))
	for cell, g := range last {
		standing = append(standing, g.standing(cell))
	}
	changed := map[alert.Cell]bool{}
	for _, c := range alert.Judge(r, seen, standing, now) {
		changed[c.Cell] = true
		changes, err := m.change(r, c, last[c.Cell], now)
		if err != nil {
			return nil, err
		}
		out = append(out, changes...)
	}
	for cell, g := range last {
		if changed[cell] {
			continue
		}
		reminders, err := m.remind(g, now)
		if err != nil {
			return nil, err
		}
		out = append(out, reminders...)
	}
	return out, nil
}

// remind ends the snoozes whose time is up.
func (m *AlertRules) remind(g group, now time.Time) (out []AlertChange, err error) {
	for _, a := range g {
		before := a
		if !a.Remind(now) {
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

// change raises an alert, or ends those that stand.
func (m *AlertRules) change(r alert.Rule, c alert.Change, last group, now time.Time) (out []AlertChange, err error) {
	if c.Raise {
		a := alert.Raise(r, id.New(), c, last.quiet(now), now)
		told, err := m.tellAlert(nil, a, raiseAlert, who{actor: actor}, now)
		return []AlertChange{{Alert: a, Told: told}}, err
	}
	for _, before := range last {
		if before.ClearedAt != nil {
			continue
		}
		a := before
		a.Clear(c, now)
		told, err := m.tellAlert(&before, a, clearAlert, who{actor: actor}, now)
		if err != nil {
			return nil, err
		}
		out = append(out, AlertChange{Alert: a, Told: told})
	}
	return out, nil
}
