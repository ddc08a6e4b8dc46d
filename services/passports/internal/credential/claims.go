package credential

import (
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// standard names by what the employment checks were done.
const standard = "nhs-employment-check-standards"

var typeOfCheck = map[check.Type]Type{
	check.Identity: Identity, check.RightToWork: RightToWork, check.References: References, check.DBS: DBS, check.OccupationalHealth: OccupationalHealth,
}

func ofCheck(w worker.Record, r check.Record) Ground {
	g := Ground{Type: typeOfCheck[r.Type], Subject: "check:" + string(r.Type), Record: r.ID, ValidUntil: r.ValidUntil}
	g.claims = recorded(w, r.ID, string(r.Outcome), r.CheckedOn, r.ValidUntil)
	g.claims["method"], g.claims["level"], g.claims["standard"] = text(r.Method), text(r.Level), standard
	switch r.Type {
	case check.RightToWork:
		g.claims["follow_up_due"] = lastDay(r.ValidUntil)
	case check.DBS:
		g.claims["check_level"], g.claims["workforce"] = text(r.Level), workforces(r.Workforce)
		g.claims["barred_lists"] = barred(r)
		g.claims["issued_on"] = day(r.CheckedOn)
	case check.OccupationalHealth:
		g.claims["cleared"] = true
		g.claims["epp_cleared"] = r.EPPClearedUntil != nil
		g.claims["epp_cleared_until"] = lastDay(r.EPPClearedUntil)
		g.claims["restrictions_class"] = restrictions(r.Level)
	}
	return g
}

func ofRegistration(w worker.Record, r registration.Record) Ground {
	g := Ground{Type: Registration, Subject: "registration:" + r.Body, Record: r.ID, ValidUntil: r.ValidUntil}
	g.claims = recorded(w, r.ID, string(check.Satisfied), r.CheckedAt, r.ValidUntil)
	g.claims["standard"] = standard
	g.claims["regulator"], g.claims["registration_status"] = r.Body, string(r.Status)
	g.claims["conditions"] = registration.EffectOf(r.Status) == registration.Approval
	g.claims["expires"], g.claims["register_checked_at"] = lastDay(r.ValidUntil), day(r.CheckedAt)
	return g
}

func ofCompetency(w worker.Record, r competency.Record) Ground {
	g := Ground{Type: Competency, Subject: competencySubject(r), Record: r.ID, ValidUntil: r.ValidUntil}
	g.claims = recorded(w, r.ID, string(check.Satisfied), r.AchievedOn, r.ValidUntil)
	g.claims["standard"] = r.Framework
	g.claims["framework"], g.claims["code"], g.claims["title"] = r.Framework, r.Code, text(competency.Title(r.Framework, r.Code))
	g.claims["competency_level"], g.claims["achieved_on"], g.claims["refresh_due"] = r.Level, day(r.AchievedOn), lastDay(r.ValidUntil)
	return g
}

// recorded are the common claims of a record.
func recorded(w worker.Record, record id.ID, outcome string, on time.Time, until *time.Time) map[string]any {
	return map[string]any{
		"check_id": record.String(), "outcome": outcome, "checked_on": day(on), "valid_until": lastDay(until), "checked_by_org": Issuer(w),
	}
}

// text is nil for what was not recorded, so that the claim is there and says so.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// day is the day in London on which a moment lies.
func day(t time.Time) any { return t.In(clock.London).Format(time.DateOnly) }

// lastDay is the last day in London on which something holds that ends at a moment: a plain date ends at the midnight after.
func lastDay(t *time.Time) any {
	if t == nil {
		return nil
	}
	return day(t.Add(-time.Microsecond))
}

func workforces(w string) any {
	if w == "both" {
		return []any{"adult", "child"}
	}
	return []any{w}
}

func barred(r check.Record) any {
	if r.Level == "enhanced_barred" {
		return workforces(r.Workforce)
	}
	return []any{}
}

// restrictions tells whether there are any, never which.
func restrictions(level string) any {
	switch level {
	case "fit_with_restrictions":
		return "restrictions"
	case "fit_with_adjustments":
		return "adjustments"
	}
	return "none"
}
