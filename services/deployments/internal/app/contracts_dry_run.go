package app

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/services/deployments/internal/dryrun"
)

// dryRunWorker is a passport as a dry run reads it.
func dryRunWorker(p HomePassport, heirs *footprint.Heirs, now time.Time) (dryrun.Worker, error) {
	var s passports.PassportState
	if err := json.Unmarshal(p.State, &s); err != nil {
		return dryrun.Worker{}, fmt.Errorf("the passport of worker %s: %w", p.Worker, err)
	}
	w := dryrun.Worker{Home: p.Home}
	for _, g := range s.Engagements {
		if heirs.Same(g.Employer, p.Home, now) {
			w.Posts = append(w.Posts, dryrun.Post{StaffGroup: g.StaffGroup, Role: g.Role, Band: g.Band, Until: g.Until})
		}
	}
	for _, c := range s.Checks {
		if c.Outcome == "satisfied" {
			w.Checks = append(w.Checks, dryrun.Check{Type: c.Type, Level: c.Level, Workforce: c.Workforce, EPPUntil: c.EPPClearedUntil, Until: c.ValidUntil})
		}
	}
	for _, r := range s.Registrations {
		if r.Effect == passports.Allow || r.Effect == passports.Flag {
			w.Registrations = append(w.Registrations, dryrun.Registration{Body: r.Body, Until: r.ValidUntil})
		}
	}
	for _, c := range s.Competencies {
		w.Competencies = append(w.Competencies, dryrun.Competency{Framework: c.Framework, Code: c.Code, Level: c.Level, Until: c.ValidUntil})
	}
	for _, h := range s.Holds {
		w.Barred = w.Barred || (!h.From.After(now) && (h.Until == nil || h.Until.After(now)))
	}
	return w, nil
}

// dryRunShifts are those of the shifts that nobody took, that an agency took, or that are open. Shifts that ask the same
// share what they ask for, by its JSON.
func dryRunShifts(some []ShiftFact, known map[string]*dryrun.Needs, now time.Time) ([]dryrun.Shift, error) {
	out := make([]dryrun.Shift, 0, len(some))
	for _, f := range some {
		outcome, counts := outcomeOf(f, now)
		if !counts {
			continue
		}
		needs := known[string(f.Requirements)]
		if needs == nil {
			var err error
			if needs, err = needsOf(f); err != nil {
				return nil, err
			}
			known[string(f.Requirements)] = needs
		}
		out = append(out, dryrun.Shift{
			Outcome: outcome, Host: f.Host, Site: f.Site, StaffGroup: f.StaffGroup, Role: f.Role, Band: f.Band, StartsAt: f.StartsAt, EndsAt: f.EndsAt,
			Minutes: f.NetMinutes, RatePence: f.RatePence, Needs: needs,
		})
	}
	return out, nil
}

func outcomeOf(f ShiftFact, now time.Time) (dryrun.Outcome, bool) {
	past := !f.StartsAt.After(now)
	switch shifts.ShiftStatus(f.Status) {
	case shifts.ShiftLapsed:
		return dryrun.Unfilled, true
	case shifts.ShiftOpen:
		// One that is past and still open has lapsed; the news of it is on its way.
		if past {
			return dryrun.Unfilled, true
		}
		return dryrun.Open, true
	case shifts.ShiftFilled, shifts.ShiftStarted, shifts.ShiftWorked:
		byAgency := f.FilledBy == string(shifts.FrameworkAgency) || f.FilledBy == string(shifts.OffFrameworkAgency)
		return dryrun.Agency, past && byAgency
	case shifts.ShiftWithdrawn, shifts.ShiftCancelled:
	}
	return 0, false
}

func needsOf(f ShiftFact) (*dryrun.Needs, error) {
	var r shifts.Requirements
	if err := json.Unmarshal(f.Requirements, &r); err != nil {
		return nil, fmt.Errorf("the requirements of shift %s: %w", f.Shift, err)
	}
	n := &dryrun.Needs{Registration: r.RegistrationBody, DBSLevel: r.DBSLevel, DBSWorkforce: r.DBSWorkforce, EPP: r.EPP}
	for _, c := range r.Competencies {
		n.Competencies = append(n.Competencies, dryrun.Competency{Framework: c.Framework, Code: c.Code, Level: c.Level})
	}
	return n, nil
}
