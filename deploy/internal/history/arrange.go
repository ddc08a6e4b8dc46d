package history

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/pkg/clock"
)

const shiftsAPI = "/api/shifts/v1/"

// Arrange lets employers and workers set up what they decide for themselves, dated before the history begins: templates,
// policies, ladders, rate cards and own rosters; postcodes, alerts and limits of working time. It is safe to run again.
func (m *Maker) Arrange(ctx context.Context, p Population) (Population, error) {
	if p.Arranged {
		return p, nil
	}
	m.clock.Set(p.Started.Add(-lead).AddDate(0, 0, -Depth).Add(time.Hour))
	a := m.world.Arrangements
	for _, policy := range a.Policies {
		if err := m.setPolicy(ctx, policy); err != nil {
			return p, fmt.Errorf("policy %s of %s: %w", policy.Kind, policy.Employer, err)
		}
	}
	for _, l := range a.Ladders {
		if err := m.setLadder(ctx, l); err != nil {
			return p, fmt.Errorf("ladder of %s: %w", l.Employer, err)
		}
	}
	for _, c := range a.RateCards {
		if err := m.addRateCard(ctx, c, p.Started); err != nil {
			return p, fmt.Errorf("rate card of %s: %w", c.Employer, err)
		}
	}
	for _, e := range m.world.Employers {
		if err := m.keepTemplates(ctx, e); err != nil {
			return p, fmt.Errorf("templates of %s: %w", e.ODS, err)
		}
		if err := m.sendRoster(ctx, e, p); err != nil {
			return p, fmt.Errorf("roster of %s: %w", e.ODS, err)
		}
	}
	for i, w := range p.Workers {
		if err := m.settle(ctx, i, w); err != nil {
			return p, fmt.Errorf("settings of %s: %w", w.Name, err)
		}
	}
	p.Arranged = true
	return p, p.Save(m.data)
}

func (m *Maker) staff(ods string) apiclient.Client { return m.as(Staff(m.world.ICS, ods)) }

// set replaces what stands at path, whatever it was: to do so again changes nothing that anybody sees.
func set(ctx context.Context, c apiclient.Client, path string, body any) error {
	etag, err := c.Fetch(ctx, path, nil)
	if err != nil {
		return err
	}
	return c.Change(ctx, http.MethodPut, path, etag, body, nil)
}

func (m *Maker) setPolicy(ctx context.Context, p seed.Policy) error {
	return set(ctx, m.staff(p.Employer), shiftsAPI+"policies/"+p.Kind, p.Settings)
}

func (m *Maker) setLadder(ctx context.Context, l seed.Ladder) error {
	return set(ctx, m.staff(l.Employer), shiftsAPI+"ladders/"+l.StaffGroup, map[string]any{"bank_share": l.BankShare, "steps": l.Steps})
}

func (m *Maker) addRateCard(ctx context.Context, c seed.RateCard, started time.Time) error {
	body := map[string]any{"staff_group": c.StaffGroup, "band": c.Band, "scheme": c.Scheme, "from": londonDay(started.AddDate(0, 0, -Depth))}
	if c.Point != "" {
		body["point"] = c.Point
	}
	if c.BasicPence > 0 {
		body["basic_pence"] = c.BasicPence
	}
	if c.UnsocialPence > 0 {
		body["unsocial_pence"] = c.UnsocialPence
	}
	err := call(ctx, m.staff(c.Employer), "card-"+c.Employer+"-"+c.StaffGroup+"-"+c.Band, shiftsAPI+"rate-cards", body, nil)
	if refusal(err) {
		return nil // There is one for this work already.
	}
	return err
}

func londonDay(t time.Time) string { return t.In(clock.London).Format(time.DateOnly) }

func (m *Maker) keepTemplates(ctx context.Context, e seed.Employer) error {
	for i, t := range m.world.Arrangements.Templates {
		role, _ := m.world.Role(t.Role)
		if !role.Asks(e.Kind) {
			continue
		}
		for _, ward := range m.world.Arrangements.TemplateWards {
			asked := ShiftOf(m.world, seed.Demand{Employer: e, Role: role})
			body := map[string]any{"name": t.Name, "site": e.Sites[0].ODS, "ward": ward, "staff_group": role.StaffGroup, "role": role.Code, "band": role.Band,
				"starts": t.Starts, "ends": t.Ends, "break_minutes": t.Break, "reason": "vacancy", "rate_pence": role.RatePence, "requirements": asked.Requirements}
			if err := call(ctx, m.as(Ward(m.world.ICS, e.ODS)), fmt.Sprintf("template-%s-%s-%d", e.ODS, ward, i), shiftsAPI+"templates", body, nil); err != nil && !refusal(err) {
				return fmt.Errorf("%s: %w", t.Name, err)
			}
		}
	}
	return nil
}

// rosterWeeks is how many weeks of their own roster employers send: the past and the weeks that are asked for.
const rosterWeeks = (Depth + Ahead) / 7

// sendRoster tells when the employer's own staff work in their posts: two long days a week, so that they have time for the
// bank and rest that counts.
func (m *Maker) sendRoster(ctx context.Context, e seed.Employer, p Population) error {
	first := p.Started.In(clock.London).AddDate(0, 0, -Depth)
	rows := []any{}
	for i, w := range p.Workers {
		if w.Home != e.ODS || !w.Substantive {
			continue
		}
		for week := range rosterWeeks {
			for _, day := range []int{i % 7, (i + 1) % 7} {
				d := londonDay(first.AddDate(0, 0, 7*week+day))
				rows = append(rows, map[string]any{"worker_id": w.ID, "starts": d + " 08:00", "ends": d + " 18:00", "break": "60"})
			}
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return call(ctx, m.staff(e.ODS), "roster-"+e.ODS, shiftsAPI+"rosters/import",
		map[string]any{"from": londonDay(first), "until": londonDay(first.AddDate(0, 0, 7*rosterWeeks-1)), "rows": rows}, nil)
}

// settle lets a worker say where they live and what they want to hear of, and records what limits the hours of a few.
func (m *Maker) settle(ctx context.Context, n int, w Worker) error {
	self := m.as(w.Principal(m.world.ICS))
	home := m.employer(w.Home).Sites[0]
	area, _, _ := strings.Cut(home.Postcode, " ")
	if n%4 == 0 {
		prefs := map[string]any{"postcode": area}
		if n%8 == 0 {
			prefs["favourite_wards"] = []any{map[string]any{"site": home.ODS, "ward": m.world.Wards[n%len(m.world.Wards)]}}
		}
		if err := self.Change(ctx, http.MethodPut, shiftsAPI+"my-preferences", "", prefs, nil); err != nil {
			return err
		}
	}
	if n%6 == 0 {
		alerts := map[string]any{"quiet": map[string]any{"from": 21 * 60, "until": 7 * 60}, "urgent_in_quiet": n%12 == 0, "per_hour": 4,
			"rules": []any{map[string]any{"employers": []string{w.Home}}, map[string]any{"part": "days", "min_hourly_pence": 1500}}}
		if err := set(ctx, self, shiftsAPI+"alert-settings", alerts); err != nil {
			return err
		}
	}
	limits := map[string]any{}
	switch {
	case w.StaffGroup == "medical_dental":
		limits["contract"] = "resident_doctor_2016"
	case n%12 == 5:
		limits["opt_out"] = map[string]any{"from": londonDay(m.clock.Now())}
	case n%40 == 7:
		limits["hour_cap"] = map[string]any{"code": "term_time_20"}
	default:
		return nil
	}
	return call(ctx, m.staff(w.Home), fmt.Sprintf("working-time-%d", n), "/api/passports/v1/workers/"+w.ID+"/working-time", limits, nil)
}

func (m *Maker) employer(ods string) seed.Employer {
	for _, e := range m.world.Employers {
		if e.ODS == ods {
			return e
		}
	}
	return seed.Employer{}
}
