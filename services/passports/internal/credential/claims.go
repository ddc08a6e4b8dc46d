package credential

import (
	"cmp"
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
	g.claims["method"], g.claims["level"], g.claims["standard"] = text(r.Method), text(r.Level), cmp.Or(r.StandardVersion, standard)
	g.claims["checked_by_org"] = cmp.Or(r.By.Org, Issuer(w))
	particulars(g.claims, r)
	return g
}

// particulars are the claims that only one type of check has.
func particulars(claims map[string]any, r check.Record) {
	p := r.Particulars
	switch r.Type {
	case check.Identity:
		claims["gpg45_level"], claims["gpg45_profile"] = text(p.GPG45Level), text(p.GPG45Profile)
	case check.RightToWork:
		claims["restriction_code"], claims["follow_up_due"] = text(r.Level), lastDay(r.ValidUntil)
	case check.References:
		claims["years_covered"], claims["gaps_explained"] = p.YearsCovered, p.GapsExplained
	case check.DBS:
		claims["check_level"], claims["workforce"], claims["barred_lists"] = text(r.Level), workforces(r.Workforce), barred(r)
		claims["issued_on"], claims["status_checked_on"], claims["update_service"] = dayOf(p.IssuedOn), dayOf(p.StatusCheckedOn), p.UpdateService
	case check.OccupationalHealth:
		claims["cleared"], claims["epp_cleared"], claims["epp_cleared_until"] = true, r.EPPClearedUntil != nil, lastDay(r.EPPClearedUntil)
		claims["immunisation_profile"], claims["restrictions_class"] = immunity(p.ImmunityMet), restrictions(r)
	}
}

func ofRegistration(w worker.Record, r registration.Record) Ground {
	g := Ground{Type: Registration, Subject: "registration:" + r.Body, Record: r.ID, ValidUntil: r.ValidUntil}
	g.claims = recorded(w, r.ID, string(check.Satisfied), r.CheckedAt, r.ValidUntil)
	g.claims["standard"] = standard
	g.claims["regulator"], g.claims["registration_status"] = r.Body, string(r.Status)
	g.claims["conditions"] = registration.EffectOf(r.Status) == registration.Approval
	g.claims["parts"] = texts(r.Parts)
	g.claims["expires"], g.claims["register_checked_at"] = lastDay(r.ValidUntil), day(r.CheckedAt)
	return g
}

func ofCompetency(w worker.Record, r competency.Record) Ground {
	g := Ground{Type: Competency, Subject: competencySubject(r), Record: r.ID, ValidUntil: r.ValidUntil}
	g.claims = recorded(w, r.ID, string(check.Satisfied), r.AchievedOn, r.ValidUntil)
	g.claims["standard"] = r.Framework
	g.claims["framework"], g.claims["code"], g.claims["title"] = r.Framework, r.Code, cmp.Or(r.Title, competency.Title(r.Framework, r.Code))
	g.claims["assessor_org"] = text(r.AssessorOrg)
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
	if len(r.Particulars.BarredLists) > 0 {
		return texts(r.Particulars.BarredLists)
	}
	if r.Level == "enhanced_barred" {
		return workforces(r.Workforce)
	}
	return []any{}
}

// restrictions tells whether there are any, never which.
func restrictions(r check.Record) any {
	switch {
	case r.Level == "fit_with_restrictions" || len(r.Restrictions) > 0:
		return "restrictions"
	case r.Level == "fit_with_adjustments":
		return "adjustments"
	}
	return "none"
}

// immunity tells whether the profile of the role is met, never which illnesses it is about.
func immunity(met *bool) any {
	switch {
	case met == nil:
		return nil
	case *met:
		return "met"
	}
	return "not_met"
}

func dayOf(t *time.Time) any {
	if t == nil {
		return nil
	}
	return day(*t)
}

func texts(list []string) any {
	out := make([]any, 0, len(list))
	for _, s := range list {
		out = append(out, s)
	}
	return out
}
