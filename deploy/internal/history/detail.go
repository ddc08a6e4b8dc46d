package history

import (
	"context"
	"fmt"
	"slices"
	"time"
)

const recordsAPI = "/api/passports/v1/"

// detail is what sets one worker's passport apart, so that every page of passports has something to show on the first day.
type detail struct {
	// note says so in the list of whom one may sign in as.
	note string
	// check is recorded by occupational health when health is set, else by the people who verify. Until is in days from the
	// day on which the demonstration opens; 0 for no end.
	check  map[string]any
	health bool
	until  int
	// subject runs out in until days, in place of a check.
	subject string
	// adjustment is what the worker asks employers to adjust, shared with the home and every host that the worker said yes to.
	adjustment string
}

// details are, for each employer, those of its last workers, the last first. What runs out does so within the 7, 28, 60 and
// 90 days of which people are told.
var details = []detail{
	{note: "right to work runs out within a week", check: map[string]any{"type": "right_to_work", "outcome": "satisfied", "level": "list_b1", "method": "online_share_code"}, until: 6},
	{note: "no night work", health: true, check: map[string]any{"type": "occupational_health", "outcome": "satisfied", "level": "fit_with_restrictions", "restrictions": []string{"no_nights"}},
		adjustment: "Synthetic: please give me day shifts, and tell the ward that this is agreed."},
	{note: "criminal record check runs out within four weeks", check: map[string]any{"type": "dbs", "outcome": "satisfied", "level": "enhanced", "workforce": "both"}, until: 24},
	{note: "restrictions that the ward agrees to", health: true, check: map[string]any{"type": "occupational_health", "outcome": "satisfied", "level": "fit_with_restrictions",
		"restrictions": []string{"no_manual_handling", "no_lone_working"}}, adjustment: "Synthetic: a chair with a high back at the station, and a hoist for every lift."},
	{note: "training runs out within two months", subject: "FIRE", until: 53},
	{note: "right to work runs out within three months", check: map[string]any{"type": "right_to_work", "outcome": "satisfied", "level": "list_b1", "method": "online_share_code"}, until: 82},
}

// fewest is how many workers an employer has at the least before some are set apart.
const fewest = 12

// Detail sets some workers of each employer apart and lets two employers ask for more than is usual, dated as Arrange is. It
// is safe to run again.
func (m *Maker) Detail(ctx context.Context, p Population) (Population, error) {
	if p.Detailed {
		return p, nil
	}
	m.clock.Set(p.Started.Add(-lead).AddDate(0, 0, -Depth).Add(2 * time.Hour))
	p.Workers = slices.Clone(p.Workers) // others read the list that they have
	for _, e := range m.world.Employers {
		var own []int
		for i := len(p.Workers) - 1; i >= 0; i-- {
			if p.Workers[i].Home == e.ODS && p.Workers[i].Lapsing == "" {
				own = append(own, i)
			}
		}
		if len(own) < fewest {
			continue
		}
		for n, d := range details {
			w := &p.Workers[own[n]]
			if err := m.setApart(ctx, *w, d, p.Started); err != nil {
				return p, fmt.Errorf("%s: %w", d.note, err)
			}
			w.Detail = d.note
		}
	}
	for i, body := range []map[string]any{
		{"register_flag_days": 5, "periods": []any{map[string]any{"framework": "cstf", "code": "RES", "level": 2, "months": 11}}},
		{"dbs_months": 36, "grace_days": 7},
	} {
		if i < len(m.world.Employers) {
			ods := m.world.Employers[i].ODS
			if err := set(ctx, m.staff(ods), recordsAPI+"host-policies/"+ods, body); err != nil {
				return p, fmt.Errorf("what %s asks of everybody: %w", ods, err)
			}
		}
	}
	p.Detailed = true
	return p, p.Save(m.data)
}

func (m *Maker) setApart(ctx context.Context, w Worker, d detail, opens time.Time) error {
	key := "detail-" + w.ID
	ends := londonDay(opens.AddDate(0, 0, d.until))
	if d.subject != "" {
		return call(ctx, m.staff(w.Home), key, recordsAPI+"workers/"+w.ID+"/competencies", map[string]any{"framework": "cstf", "code": d.subject, "level": 1,
			"achieved_on": londonDay(m.clock.Now().AddDate(0, 0, -1)), "valid_until": ends}, nil)
	}
	body := map[string]any{"checked_on": londonDay(m.clock.Now())}
	for k, v := range d.check {
		body[k] = v
	}
	if d.until > 0 {
		body["valid_until"] = ends
	}
	who := m.staff(w.Home)
	if d.health {
		who = m.as(OccupationalHealth(m.world.ICS, w.Home))
	}
	if err := call(ctx, who, key, recordsAPI+"workers/"+w.ID+"/checks", body, nil); err != nil {
		return err
	}
	if d.adjustment == "" {
		return nil
	}
	return call(ctx, m.as(w.Principal(m.world.ICS)), key+"-adjust", recordsAPI+"me/adjustments",
		map[string]any{"text": d.adjustment, "shared_with": append([]string{w.Home}, hostsOf(m.world, w)...)}, nil)
}
