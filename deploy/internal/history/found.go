package history

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
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

// Found registers employers and sites, has the agreements signed and enrols the people, all dated before the history
// begins. It is safe to run again.
func (m *Maker) Found(ctx context.Context, say func(done, total int)) (Population, error) {
	p, found, err := LoadPopulation(m.data)
	if err != nil || p.Founded {
		return p, err
	}
	if !found {
		// Kept before the first deed: a founding that was cut off is made again with the very same dates.
		p.Started = m.clock.Now()
		if err := p.Save(m.data); err != nil {
			return p, err
		}
	}
	m.clock.Set(p.Started.Add(-lead).AddDate(0, 0, -Depth))
	f := founder{world: m.world, at: m.clock.Now(), present: p.Started, as: m.as}
	if p.Workers, err = f.found(ctx, say); err != nil {
		return p, err
	}
	// Up to date on the day on which the demonstration opens, whether or not a history is made.
	if err := m.readRegisters(ctx, p.Started); err != nil {
		return p, err
	}
	p.Founded, p.Shared = true, true
	return p, p.Save(m.data)
}

// FoundOver founds a world through the API that as gives, dated today.
func FoundOver(ctx context.Context, w seed.World, as func(auth.Principal) apiclient.Client) ([]Worker, error) {
	now := clock.System().Now()
	return founder{world: w, at: now, present: now, as: as}.found(ctx, func(int, int) {})
}

// founder makes a world: at is the moment that its employers, agreements and people date from.
type founder struct {
	world       seed.World
	at, present time.Time
	as          func(auth.Principal) apiclient.Client
}

func (f founder) found(ctx context.Context, say func(done, total int)) ([]Worker, error) {
	for _, e := range f.world.Employers {
		if err := f.registerEmployer(ctx, e); err != nil {
			return nil, err
		}
	}
	for i, a := range f.world.Agreements {
		if err := f.agree(ctx, i, a); err != nil {
			return nil, fmt.Errorf("agreement %q: %w", a.Title, err)
		}
	}
	var workers []Worker
	people := f.world.People(seedOfPeople)
	for i, person := range people {
		w, err := f.enrol(ctx, person)
		if err != nil {
			return nil, fmt.Errorf("enrol %s: %w", person.FamilyName, err)
		}
		workers = append(workers, w)
		say(i+1, len(people))
	}
	return workers, nil
}

// call posts under a key that is the same each time the same deed is made, so that what was cut off can be made again
// without doubling anything.
func call(ctx context.Context, c apiclient.Client, key, path string, body, out any) error {
	return c.Call(ctx, http.MethodPost, path, "history-"+strings.ToLower(key), body, out)
}

func (f founder) registerEmployer(ctx context.Context, e seed.Employer) error {
	lead := f.as(Lead(f.world.ICS))
	err := call(ctx, lead, "employer-"+e.ODS, "/api/deployments/v1/employers", map[string]any{
		"ods": e.ODS, "name": e.Name, "kind": e.Kind, "ics": f.world.ICS, "since": f.world.Founded()}, nil)
	if err != nil {
		return fmt.Errorf("register %s: %w", e.ODS, err)
	}
	for _, s := range e.Sites {
		err := call(ctx, lead, "site-"+s.ODS, "/api/deployments/v1/sites", map[string]any{"ods": s.ODS, "employer": e.ODS,
			"name": s.Name, "town": s.Town, "postcode": s.Postcode, "lat": s.Lat, "lon": s.Lon}, nil)
		if err != nil {
			return fmt.Errorf("register site %s: %w", s.ODS, err)
		}
	}
	return nil
}

func (f founder) enrol(ctx context.Context, p seed.Person) (Worker, error) {
	began := f.at.AddDate(-1, 0, 0)
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	body := map[string]any{
		"given_name": p.GivenName, "family_name": p.FamilyName, "home_employer": p.Home.ODS,
		"staff_number": fmt.Sprintf("SYN-%05d", p.Number),
		"engagements": []any{map[string]any{"employer": p.Home.ODS, "kind": p.Kind, "staff_group": p.Role.StaffGroup, "role": p.Role.Code,
			"band": p.Role.Band, "from": began}},
		"checks": []any{
			map[string]any{"type": "identity", "outcome": "satisfied", "method": "documents", "checked_on": day(began)},
			map[string]any{"type": "right_to_work", "outcome": "satisfied", "method": "documents", "checked_on": day(began)},
			map[string]any{"type": "references", "outcome": "satisfied", "method": "nhs_factual", "checked_on": day(began)},
			map[string]any{"type": "dbs", "outcome": "satisfied", "level": "enhanced", "workforce": "both", "checked_on": day(began), "valid_until": day(f.present.AddDate(2, 0, 0))},
			map[string]any{"type": "occupational_health", "outcome": "satisfied", "checked_on": day(began)},
		},
	}
	competencies := []any{}
	for _, c := range f.world.Competencies(p.Role) {
		until := f.at.AddDate(0, c.Months, -1-p.Number%60)
		if c.Code == p.Lapsing {
			until = f.present.AddDate(0, 0, -10-p.Number%20)
		}
		competencies = append(competencies, map[string]any{"framework": c.Framework, "code": c.Code, "level": c.Level,
			"achieved_on": day(until.AddDate(0, -c.Months, 0)), "valid_until": day(until)})
	}
	body["competencies"] = competencies
	if p.Registration != "" {
		entry := map[string]any{"body": p.Role.Body, "number": p.Registration, "status": "registered", "valid_until": day(f.present.AddDate(1, 0, 0))}
		if p.Role.Body == "GMC" {
			entry["licence_to_practise"] = true
		}
		body["registrations"] = []any{entry}
	}
	var made struct {
		WorkerID string `json:"worker_id"`
	}
	if err := call(ctx, f.as(Founder(f.world.ICS, p.Home.ODS)), fmt.Sprintf("worker-%d", p.Number), "/api/passports/v1/workers", body, &made); err != nil {
		return Worker{}, err
	}
	w := Worker{ID: made.WorkerID, Name: p.GivenName + " " + p.FamilyName, Home: p.Home.ODS, Role: p.Role.Code,
		StaffGroup: p.Role.StaffGroup, Band: p.Role.Band, Lapsing: p.Lapsing, Substantive: p.Kind == "substantive"}
	return w, share(ctx, f.world, w, f.as)
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
