package history

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/seed"
)

// Depth is how far back the history reaches, and Ahead how far the postings reach forward, in days.
const (
	Depth = 28
	Ahead = 14
)

// lead is the longest time between posting and start, so that everybody is enrolled before the first posting.
const lead = 43 * 24 * time.Hour

// seedOfPeople makes the same people in every demonstration.
const seedOfPeople = 20260401

// Found registers employers and sites, enrols the people and has the agreements signed, all dated before the history
// begins. It is safe to run again.
func (m *Maker) Found(ctx context.Context, say func(done, total int)) (Population, error) {
	if p, found, err := LoadPopulation(m.data); err != nil || found {
		return p, err
	}
	now := m.clock.Now()
	p := Population{Started: now}
	m.clock.Set(now.Add(-lead).AddDate(0, 0, -Depth))
	for _, e := range m.world.Employers {
		if err := m.registerEmployer(ctx, e); err != nil {
			return p, err
		}
	}
	for i, a := range m.world.Agreements {
		if err := m.agree(ctx, i, a); err != nil {
			return p, fmt.Errorf("agreement %q: %w", a.Title, err)
		}
	}
	people := m.world.People(seedOfPeople)
	for i, person := range people {
		w, err := m.enrol(ctx, person, now)
		if err != nil {
			return p, fmt.Errorf("enrol %s: %w", person.FamilyName, err)
		}
		p.Workers = append(p.Workers, w)
		say(i+1, len(people))
	}
	return p, p.Save(m.data)
}

func (m *Maker) registerEmployer(ctx context.Context, e seed.Employer) error {
	lead := m.as(Lead(m.world.ICS))
	err := m.call(ctx, lead, "employer-"+e.ODS, "/api/deployments/v1/employers", map[string]any{
		"ods": e.ODS, "name": e.Name, "kind": e.Kind, "ics": m.world.ICS, "since": m.clock.Now()}, nil)
	if err != nil {
		return fmt.Errorf("register %s: %w", e.ODS, err)
	}
	for _, s := range e.Sites {
		err := m.call(ctx, lead, "site-"+s.ODS, "/api/deployments/v1/sites", map[string]any{"ods": s.ODS, "employer": e.ODS,
			"name": s.Name, "town": s.Town, "postcode": s.Postcode, "lat": s.Lat, "lon": s.Lon}, nil)
		if err != nil {
			return fmt.Errorf("register site %s: %w", s.ODS, err)
		}
	}
	return nil
}

func (m *Maker) agree(ctx context.Context, n int, a seed.Agreement) error {
	const base = "/api/deployments/v1/agreements"
	var made struct {
		AgreementID string `json:"agreement_id"`
		TermsHash   string `json:"terms_hash"`
	}
	from := m.clock.Now().Add(time.Hour)
	drafter := m.as(Staff(m.world.ICS, a.Parties[0]))
	key := fmt.Sprintf("agreement-%d", n)
	err := m.call(ctx, drafter, key, base, map[string]any{"title": a.Title, "model": a.Model, "parties": a.Parties, "sites": []string{},
		"staff_groups": a.StaffGroups, "bands": []string{}, "from": from, "max_days": a.MaxDays, "at_end": a.AtEnd}, &made)
	if err != nil {
		return err
	}
	if err := m.call(ctx, drafter, key+"-offer", base+"/"+made.AgreementID+"/offer", map[string]any{}, &made); err != nil {
		return err
	}
	for _, party := range a.Parties {
		if !a.Signed && party != a.Parties[0] {
			continue
		}
		err := m.call(ctx, m.as(Staff(m.world.ICS, party)), key+"-sign-"+party, base+"/"+made.AgreementID+"/sign",
			map[string]any{"capacity": "Chief People Officer", "terms_hash": made.TermsHash}, nil)
		if err != nil {
			return fmt.Errorf("signed by %s: %w", party, err)
		}
	}
	return nil
}

func (m *Maker) enrol(ctx context.Context, p seed.Person, now time.Time) (Worker, error) {
	began := m.clock.Now().AddDate(-1, 0, 0)
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	body := map[string]any{
		"given_name": p.GivenName, "family_name": p.FamilyName, "home_employer": p.Home.ODS,
		"engagements": []any{map[string]any{"employer": p.Home.ODS, "kind": p.Kind, "staff_group": p.Role.StaffGroup, "role": p.Role.Code,
			"band": p.Role.Band, "from": began}},
		"checks": []any{
			map[string]any{"type": "identity", "outcome": "satisfied", "method": "documents", "checked_on": day(began)},
			map[string]any{"type": "right_to_work", "outcome": "satisfied", "method": "documents", "checked_on": day(began)},
			map[string]any{"type": "references", "outcome": "satisfied", "method": "nhs_factual", "checked_on": day(began)},
			map[string]any{"type": "dbs", "outcome": "satisfied", "level": "enhanced", "workforce": "both", "checked_on": day(began), "valid_until": day(now.AddDate(2, 0, 0))},
			map[string]any{"type": "occupational_health", "outcome": "satisfied", "checked_on": day(began)},
		},
	}
	competencies := []any{}
	for _, c := range m.world.Competencies(p.Role) {
		until := now.AddDate(0, c.Months, -p.Number%90)
		if c.Code == p.Lapsing {
			until = now.AddDate(0, 0, -10-p.Number%20)
		}
		competencies = append(competencies, map[string]any{"framework": c.Framework, "code": c.Code, "level": c.Level,
			"achieved_on": day(until.AddDate(0, -c.Months, 0)), "valid_until": day(until)})
	}
	body["competencies"] = competencies
	if p.Registration != "" {
		body["registrations"] = []any{map[string]any{"body": p.Role.Body, "number": p.Registration, "status": "registered", "valid_until": day(now.AddDate(1, 0, 0))}}
	}
	var made struct {
		WorkerID string `json:"worker_id"`
	}
	err := m.call(ctx, m.as(Staff(m.world.ICS, p.Home.ODS)), fmt.Sprintf("worker-%d", p.Number), "/api/passports/v1/workers", body, &made)
	return Worker{ID: made.WorkerID, Name: p.GivenName + " " + p.FamilyName, Home: p.Home.ODS, Role: p.Role.Code,
		StaffGroup: p.Role.StaffGroup, Band: p.Role.Band, Lapsing: p.Lapsing}, err
}

// readRegisters records that each employer read the registers for its staff; a registration that nobody has looked up for
// two weeks blocks.
func (m *Maker) readRegisters(ctx context.Context, at time.Time) error {
	m.clock.Set(at)
	return ReadRegisters(ctx, m.world, func(ods string) apiclient.Client { return m.as(Staff(m.world.ICS, ods)) })
}

// ReadRegisters has every employer read the registers that its roles need.
func ReadRegisters(ctx context.Context, w seed.World, as func(ods string) apiclient.Client) error {
	for _, e := range w.Employers {
		for _, body := range bodies(w, e) {
			err := as(e.ODS).Post(ctx, "/api/passports/v1/registers/"+body+"/reads", map[string]any{"employer": e.ODS}, nil)
			var p *apiclient.Problem
			if err != nil && (!errors.As(err, &p) || p.Status != http.StatusConflict) {
				return fmt.Errorf("read register %s for %s: %w", body, e.ODS, err)
			}
		}
	}
	return nil
}

func bodies(w seed.World, e seed.Employer) []string {
	seen := map[string]bool{}
	var out []string
	for _, r := range w.Roles {
		if r.Body != "" && r.Asks(e.Kind) && !seen[r.Body] {
			seen[r.Body] = true
			out = append(out, r.Body)
		}
	}
	return out
}
