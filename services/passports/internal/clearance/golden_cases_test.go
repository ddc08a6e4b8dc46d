package clearance_test

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/hostpolicy"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

func renumberCheck(c check.Check, next func() id.ID) check.Check {
	r := c.Record()
	r.ID = next()
	return check.Rehydrate(r)
}

func renumber(p worker.Record, next func() id.ID) worker.Record {
	for i, c := range p.Checks {
		p.Checks[i] = renumberCheck(c, next)
	}
	for i, c := range p.Competencies {
		r := c.Record()
		r.ID = next()
		p.Competencies[i] = competency.Rehydrate(r)
	}
	for i, g := range p.Registrations {
		r := g.Record()
		r.ID = next()
		p.Registrations[i] = registration.Rehydrate(r)
	}
	return p
}

func restrict(f *clearance.Facts, codes ...string) {
	setCheck(f, check.OccupationalHealth, func(r *check.Record) { r.Level, r.Restrictions = "fit_with_restrictions", codes })
}

// shift moves the booking to a span of the wall clock in London.
func shift(f *clearance.Facts, from, until string) {
	const form = "2006-01-02 15:04"
	start, err := time.ParseInLocation(form, from, clock.London)
	if err != nil {
		panic(err)
	}
	end, err := time.ParseInLocation(form, until, clock.London)
	if err != nil {
		panic(err)
	}
	f.Booking.StartsAt, f.Booking.EndsAt = start.UTC(), end.UTC()
	f.At = start.UTC().AddDate(0, 0, -5)
	setRegistration(f, func(r *registration.Record) { r.CheckedAt, r.RecordedAt = f.At.Add(-time.Hour), f.At.Add(-time.Hour) })
}

func fire(f *clearance.Facts, change func(*competency.Record)) {
	r := f.Passport.Competencies[0].Record()
	change(&r)
	f.Passport.Competencies[0] = competency.Rehydrate(r)
}

func wall(s string) *time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, clock.London)
	if err != nil {
		panic(err)
	}
	t = t.UTC()
	return &t
}

func policy(f *clearance.Facts, change func(*hostpolicy.Body)) {
	b := hostpolicy.Default()
	change(&b)
	f.HostPolicy = hostpolicy.Rehydrate(hostpolicy.Record{Employer: f.Booking.HostEmployer, Version: 1, Body: b})
}

func grant(f *clearance.Facts, requirement, code string) {
	f.Overrides = append(f.Overrides, clearance.Override{ID: id.New(), Requirement: requirement, Code: code, Why: "patient_safety", ExpiresAt: f.Booking.EndsAt})
}

func ownRightToWork(f *clearance.Facts, change func(*check.Record)) {
	r := check.Record{ID: id.New(), Type: check.RightToWork, Outcome: check.Satisfied, CheckedOn: now.AddDate(0, 0, -3), RecordedAt: now.AddDate(0, 0, -3)}
	change(&r)
	f.HostChecks = []check.Check{check.Rehydrate(r)}
}

type goldenCase struct {
	name    string
	change  func(*clearance.Facts)
	outcome clearance.Outcome
	codes   []string
}

// golden2 are the cases of what engine 2 looks at: what the host asks for, who employs, what the worker allows, restrictions,
// supervision, overrides, and the two nights on which the clock changes.
var golden2 = slices.Concat(clockCases, hostCases, modelCases, shareCases, healthCases, supervisionCases, overrideCases)

var clockCases = []goldenCase{
	{"spring night: training ends with the shift of eleven hours", func(f *clearance.Facts) {
		shift(f, "2026-03-28 19:30", "2026-03-29 07:30")
		fire(f, func(r *competency.Record) { r.ValidUntil = wall("2026-03-29 07:30") })
	}, clearance.Eligible, nil},
	{"spring night: training ends a second before the shift", func(f *clearance.Facts) {
		shift(f, "2026-03-28 19:30", "2026-03-29 07:30")
		fire(f, func(r *competency.Record) { r.ValidUntil = ptr(wall("2026-03-29 07:30").Add(-time.Second)) })
	}, clearance.Ineligible, []string{"COMPETENCE_EXPIRES"}},
	{"spring night: training valid to the end of Saturday does not reach Sunday", func(f *clearance.Facts) {
		shift(f, "2026-03-28 19:30", "2026-03-29 07:30")
		fire(f, func(r *competency.Record) { r.ValidUntil = wall("2026-03-29 00:00") })
	}, clearance.Ineligible, []string{"COMPETENCE_EXPIRES"}},
	{"spring night: valid to the end of Sunday, which has 23 hours", func(f *clearance.Facts) {
		shift(f, "2026-03-28 19:30", "2026-03-29 07:30")
		fire(f, func(r *competency.Record) { r.ValidUntil = wall("2026-03-30 00:00") })
	}, clearance.Eligible, nil},
	{"autumn night: training ends with the shift of thirteen hours", func(f *clearance.Facts) {
		shift(f, "2026-10-24 19:30", "2026-10-25 07:30")
		fire(f, func(r *competency.Record) { r.ValidUntil = wall("2026-10-25 07:30") })
	}, clearance.Eligible, nil},
	{"autumn night: twelve hours after the start the shift still lasts an hour", func(f *clearance.Facts) {
		shift(f, "2026-10-24 19:30", "2026-10-25 07:30")
		fire(f, func(r *competency.Record) { r.ValidUntil = ptr(f.Booking.StartsAt.Add(12 * time.Hour)) })
	}, clearance.Ineligible, []string{"COMPETENCE_EXPIRES"}},
	{"autumn night: right to work ends with the Saturday", func(f *clearance.Facts) {
		shift(f, "2026-10-24 19:30", "2026-10-25 07:30")
		setCheck(f, check.RightToWork, func(r *check.Record) { r.ValidUntil = wall("2026-10-25 00:00") })
	}, clearance.Ineligible, []string{"RTW_EXPIRES"}},
	{"autumn night: the engagement ends with the shift", func(f *clearance.Facts) {
		shift(f, "2026-10-24 19:30", "2026-10-25 07:30")
		f.Passport.Engagements[0].Until = wall("2026-10-25 07:30")
	}, clearance.Eligible, nil},
	{"spring night: no nights, and a late shift ends at eleven", func(f *clearance.Facts) {
		shift(f, "2026-03-28 13:00", "2026-03-28 23:00")
		restrict(f, check.NoNights)
	}, clearance.Eligible, nil},
	{"spring night: no nights, and an early shift begins at six", func(f *clearance.Facts) {
		shift(f, "2026-03-29 06:00", "2026-03-29 14:00")
		restrict(f, check.NoNights)
	}, clearance.Eligible, nil},
	{"spring night: no nights, and an early shift begins a minute before six", func(f *clearance.Facts) {
		shift(f, "2026-03-29 05:59", "2026-03-29 14:00")
		restrict(f, check.NoNights)
	}, clearance.Ineligible, []string{"HEALTH_RESTRICTED"}},
	{"autumn night: no nights, and an early shift begins a minute before six", func(f *clearance.Facts) {
		shift(f, "2026-10-25 05:59", "2026-10-25 14:00")
		restrict(f, check.NoNights)
	}, clearance.Ineligible, []string{"HEALTH_RESTRICTED"}},
}

var hostCases = []goldenCase{
	{"the host refreshes fire training every 12 months: done 6 months ago", func(f *clearance.Facts) {
		policy(f, func(b *hostpolicy.Body) {
			b.Periods = []hostpolicy.Period{{Framework: "cstf", Code: "FIRE", Level: 1, Months: 12}}
		})
	}, clearance.Eligible, nil},
	{"the host refreshes fire training every 6 months: done 6 months and more ago", func(f *clearance.Facts) {
		policy(f, func(b *hostpolicy.Body) {
			b.Periods = []hostpolicy.Period{{Framework: "cstf", Code: "FIRE", Level: 1, Months: 6}}
		})
	}, clearance.Ineligible, []string{"COMPETENCE_EXPIRES"}},
	{"the host's period reaches to the last midnight of its day", func(f *clearance.Facts) {
		policy(f, func(b *hostpolicy.Body) {
			b.Periods = []hostpolicy.Period{{Framework: "cstf", Code: "FIRE", Level: 1, Months: 6}}
		})
		fire(f, func(r *competency.Record) { r.AchievedOn = *wall("2025-09-20 09:00") })
	}, clearance.Eligible, nil},
	{"the host's period ends the day before the shift", func(f *clearance.Facts) {
		policy(f, func(b *hostpolicy.Body) {
			b.Periods = []hostpolicy.Period{{Framework: "cstf", Code: "FIRE", Level: 1, Months: 6}}
		})
		fire(f, func(r *competency.Record) { r.AchievedOn = *wall("2025-09-19 09:00") })
	}, clearance.Ineligible, []string{"COMPETENCE_EXPIRES"}},
	{"the host gives grace of 30 days", func(f *clearance.Facts) {
		policy(f, func(b *hostpolicy.Body) { b.GraceDays = 30 })
		fire(f, func(r *competency.Record) { r.ValidUntil = ptr(start.AddDate(0, 0, -20)) })
	}, clearance.Eligible, nil},
	{"the host's grace is over", func(f *clearance.Facts) {
		policy(f, func(b *hostpolicy.Body) { b.GraceDays = 30 })
		fire(f, func(r *competency.Record) { r.ValidUntil = ptr(start.AddDate(0, 0, -31)) })
	}, clearance.Ineligible, []string{"COMPETENCE_EXPIRES"}},
	{"a period of the host for level 2 does not touch level 1", func(f *clearance.Facts) {
		policy(f, func(b *hostpolicy.Body) {
			b.Periods = []hostpolicy.Period{{Framework: "cstf", Code: "FIRE", Level: 2, Months: 1}}
		})
	}, clearance.Eligible, nil},
	{"the host blocks a register that was read 4 days ago", func(f *clearance.Facts) {
		policy(f, func(b *hostpolicy.Body) { b.RegisterFlagDays, b.RegisterBlockDays = 1, 3 })
		setRegistration(f, func(r *registration.Record) { r.CheckedAt = now.AddDate(0, 0, -4) })
	}, clearance.Ineligible, []string{"REG_STALE"}},
	{"the host flags a register that was read 2 days ago", func(f *clearance.Facts) {
		policy(f, func(b *hostpolicy.Body) { b.RegisterFlagDays, b.RegisterBlockDays = 1, 3 })
		setRegistration(f, func(r *registration.Record) { r.CheckedAt = now.AddDate(0, 0, -2) })
	}, clearance.EligibleWithWarnings, []string{"REG_STALE"}},
	{"the host repeats criminal record checks every 12 months", func(f *clearance.Facts) {
		policy(f, func(b *hostpolicy.Body) { b.DBSMonths = 12 })
	}, clearance.Ineligible, []string{"DBS_RECHECK_DUE"}},
	{"the host repeats criminal record checks every 36 months", func(f *clearance.Facts) {
		policy(f, func(b *hostpolicy.Body) { b.DBSMonths = 36 })
	}, clearance.Eligible, nil},
	{"the host does references itself and has none", func(f *clearance.Facts) {
		policy(f, func(b *hostpolicy.Body) { b.OwnChecks = []string{"references"} })
	}, clearance.Ineligible, []string{"REFERENCES_HOST_CHECK"}},
	{"the home's policy for others does not bind its own bank", func(f *clearance.Facts) {
		f.Booking.HostEmployer, f.Booking.Site = "RVV", "RVV01"
		policy(f, func(b *hostpolicy.Body) { b.OwnChecks = []string{"references", "dbs", "right_to_work"} })
	}, clearance.Eligible, nil},
}

var modelCases = []goldenCase{
	{"home pays: the home's right to work check suffices", func(f *clearance.Facts) { f.Model = clearance.HomePays }, clearance.Eligible, nil},
	{"licence to attend: the home's right to work check suffices", func(f *clearance.Facts) { f.Model = clearance.LicenceToAttend }, clearance.Eligible, nil},
	{"lead employer: that body's right to work check suffices", func(f *clearance.Facts) { f.Model = clearance.LeadEmployer }, clearance.Eligible, nil},
	{"host pays: the home's right to work check does not suffice", func(f *clearance.Facts) { f.Model = clearance.HostPays }, clearance.Ineligible, []string{"RTW_HOST_CHECK"}},
	{"host pays: the host did its own check", func(f *clearance.Facts) {
		f.Model = clearance.HostPays
		ownRightToWork(f, func(*check.Record) {})
	}, clearance.Eligible, nil},
	{"host pays: the host's own check ends inside the shift", func(f *clearance.Facts) {
		f.Model = clearance.HostPays
		ownRightToWork(f, func(r *check.Record) { r.ValidUntil = ptr(end.Add(-time.Second)) })
	}, clearance.Ineligible, []string{"RTW_EXPIRES"}},
	{"host pays: the host withdrew its check", func(f *clearance.Facts) {
		f.Model = clearance.HostPays
		ownRightToWork(f, func(r *check.Record) { r.Outcome = check.Withdrawn })
	}, clearance.Ineligible, []string{"RTW_HOST_CHECK"}},
	{"home pays: the host's own check says nothing about the home's", func(f *clearance.Facts) {
		f.Model = clearance.HomePays
		ownRightToWork(f, func(r *check.Record) { r.Outcome = check.NotSatisfied })
	}, clearance.Eligible, nil},
}

var shareCases = []goldenCase{
	{"the worker said yes to the host", func(f *clearance.Facts) { f.Disclosures = []clearance.Disclosure{{Host: "RWF", From: now}} }, clearance.Eligible, nil},
	{"the worker said yes to nobody", func(f *clearance.Facts) { f.Disclosures = []clearance.Disclosure{} }, clearance.Ineligible, []string{"CONSENT_MISSING"}},
	{"the worker said yes to another host", func(f *clearance.Facts) { f.Disclosures = []clearance.Disclosure{{Host: "RPA", From: now}} }, clearance.Ineligible, []string{"CONSENT_MISSING"}},
	{"the worker's yes ends with the shift", func(f *clearance.Facts) {
		f.Disclosures = []clearance.Disclosure{{Host: "RWF", From: now, Until: ptr(end)}}
	}, clearance.Eligible, nil},
	{"the worker's yes ends inside the shift", func(f *clearance.Facts) {
		f.Disclosures = []clearance.Disclosure{{Host: "RWF", From: now, Until: ptr(end.Add(-time.Second))}}
	}, clearance.Ineligible, []string{"CONSENT_MISSING"}},
	{"at home no yes is needed", func(f *clearance.Facts) {
		f.Booking.HostEmployer, f.Booking.Site, f.Disclosures = "RVV", "RVV01", []clearance.Disclosure{}
	}, clearance.Eligible, nil},
}

var healthCases = []goldenCase{
	{"no nights, and the shift is by day", func(f *clearance.Facts) { restrict(f, check.NoNights) }, clearance.Eligible, nil},
	{"no nights, and the shift is by night", func(f *clearance.Facts) {
		shift(f, "2026-03-20 19:30", "2026-03-21 07:30")
		restrict(f, check.NoNights)
	}, clearance.Ineligible, []string{"HEALTH_RESTRICTED"}},
	{"no manual handling is for the ward to keep to", func(f *clearance.Facts) { restrict(f, "no_manual_handling") }, clearance.EligibleWithWarnings, []string{"HEALTH_RESTRICTED"}},
	{"no nights and no lone working, by day", func(f *clearance.Facts) { restrict(f, check.NoNights, "no_lone_working") }, clearance.EligibleWithWarnings, []string{"HEALTH_RESTRICTED"}},
	{"nobody overrides restrictions of health", func(f *clearance.Facts) {
		shift(f, "2026-03-20 19:30", "2026-03-21 07:30")
		restrict(f, check.NoNights)
		grant(f, "health_restrictions", "HEALTH_RESTRICTED")
	}, clearance.Ineligible, []string{"HEALTH_RESTRICTED"}},
}

var supervisionCases = []goldenCase{
	{"supervised at level 1 serves and is flagged", func(f *clearance.Facts) { fire(f, func(r *competency.Record) { r.Provisional = true }) }, clearance.EligibleWithWarnings, []string{"COMPETENCE_PROVISIONAL"}},
	{"supervised at level 2 does not serve", func(f *clearance.Facts) {
		r := f.Passport.Competencies[1].Record()
		r.Provisional = true
		f.Passport.Competencies[1] = competency.Rehydrate(r)
	}, clearance.Ineligible, []string{"COMPETENCE_PROVISIONAL"}},
	{"signed off at a lower end comes before supervised", func(f *clearance.Facts) {
		r := f.Passport.Competencies[0].Record()
		r.Provisional, r.ValidUntil = true, nil
		f.Passport.Competencies = append(f.Passport.Competencies, competency.Rehydrate(r))
	}, clearance.Eligible, nil},
	{"supervised that lasts comes before signed off that does not", func(f *clearance.Facts) {
		r := f.Passport.Competencies[0].Record()
		r.Provisional = true
		f.Passport.Competencies = append(f.Passport.Competencies, competency.Rehydrate(r))
		fire(f, func(r *competency.Record) { r.ValidUntil = ptr(start) })
	}, clearance.EligibleWithWarnings, []string{"COMPETENCE_PROVISIONAL"}},
}

var overrideCases = []goldenCase{
	{"conditions of practice, approved by home and host for this shift", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.Status = registration.Conditions })
		grant(f, "registration:NMC", "REG_CONDITIONS")
	}, clearance.EligibleWithWarnings, []string{"REG_CONDITIONS"}},
	{"struck off, and somebody wrote an override all the same", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.Status = registration.StruckOff })
		grant(f, "registration:NMC", "REG_NOT_ACTIVE")
	}, clearance.Ineligible, []string{"REG_NOT_ACTIVE"}},
	{"conditions became a suspension after the approval", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.Status = registration.Suspended })
		grant(f, "registration:NMC", "REG_CONDITIONS")
	}, clearance.Ineligible, []string{"REG_NOT_ACTIVE"}},
	{"training has run out, and somebody of the host decided", func(f *clearance.Facts) {
		fire(f, func(r *competency.Record) { r.ValidUntil = ptr(start) })
		grant(f, "competency:cstf:FIRE:1", "COMPETENCE_EXPIRES")
	}, clearance.EligibleWithWarnings, []string{"COMPETENCE_EXPIRES"}},
	{"an override of one subject is none of another", func(f *clearance.Facts) {
		fire(f, func(r *competency.Record) { r.ValidUntil = ptr(start) })
		grant(f, "competency:cstf:RES:2", "COMPETENCE_EXPIRES")
	}, clearance.Ineligible, []string{"COMPETENCE_EXPIRES"}},
	{"an override of running out is none of missing", func(f *clearance.Facts) {
		f.Passport.Competencies = f.Passport.Competencies[1:]
		grant(f, "competency:cstf:FIRE:1", "COMPETENCE_EXPIRES")
	}, clearance.Ineligible, []string{"COMPETENCE_MISSING"}},
	{"an override that ends inside the shift", func(f *clearance.Facts) {
		fire(f, func(r *competency.Record) { r.ValidUntil = ptr(start) })
		grant(f, "competency:cstf:FIRE:1", "COMPETENCE_EXPIRES")
		f.Overrides[0].ExpiresAt = end.Add(-time.Second)
	}, clearance.Ineligible, []string{"COMPETENCE_EXPIRES"}},
	{"an override up to the day before, and it is not over", func(f *clearance.Facts) {
		fire(f, func(r *competency.Record) { r.ValidUntil = ptr(start) })
		grant(f, "competency:cstf:FIRE:1", "COMPETENCE_EXPIRES")
		f.Overrides[0].ExpiresAt = now.Add(time.Second)
	}, clearance.EligibleWithWarnings, []string{"COMPETENCE_EXPIRES"}},
	{"an override up to the day before, and it is over", func(f *clearance.Facts) {
		fire(f, func(r *competency.Record) { r.ValidUntil = ptr(start) })
		grant(f, "competency:cstf:FIRE:1", "COMPETENCE_EXPIRES")
		f.Overrides[0].ExpiresAt = now
	}, clearance.Ineligible, []string{"COMPETENCE_EXPIRES"}},
	{"a suspension, and somebody wrote an override all the same", func(f *clearance.Facts) {
		f.Passport.Status = worker.Suspended
		grant(f, "passport", "HOLD_SUSPENDED")
	}, clearance.Ineligible, []string{"HOLD_SUSPENDED"}},
	{"the worker said yes to nobody, and somebody wrote an override all the same", func(f *clearance.Facts) {
		f.Disclosures = []clearance.Disclosure{}
		grant(f, "disclosure:RWF", "CONSENT_MISSING")
	}, clearance.Ineligible, []string{"CONSENT_MISSING"}},
	{"two things are missing and one is decided", func(f *clearance.Facts) {
		fire(f, func(r *competency.Record) { r.ValidUntil = ptr(start) })
		dropCheck(f, check.References)
		grant(f, "references", "REFERENCES_MISSING")
	}, clearance.Ineligible, []string{"REFERENCES_MISSING", "COMPETENCE_EXPIRES"}},
}

func TestDecideByTheGoldenTableOfEngineTwo(t *testing.T) {
	t.Parallel()
	for _, c := range golden2 {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := fit()
			c.change(&f)
			d := clearance.Decide(f)
			var codes []string
			for _, r := range d.Reasons {
				codes = append(codes, r.Code)
				if err := r.Validate(); err != nil {
					t.Errorf("%s: %v", r.Code, err)
				}
			}
			if d.Outcome != c.outcome || !slices.Equal(codes, c.codes) {
				t.Fatalf("want %s %v, got %s %v", c.outcome, c.codes, d.Outcome, codes)
			}
			for _, r := range d.Requirements {
				if bad := r.Result != clearance.Met && r.Result != clearance.Flag; bad && r.Fix == nil {
					t.Errorf("%s says no and not who could help", r.Key())
				}
			}
		})
	}
}

func TestChangingTheModelAloneChangesTheVerdict(t *testing.T) {
	t.Parallel()
	f := fit()
	f.Model = clearance.HomePays
	home := clearance.Decide(f)
	f.Model = clearance.HostPays
	host := clearance.Decide(f)
	if !home.Cleared() || host.Cleared() || host.Reasons[0].Fix == "" {
		t.Errorf("home pays %s, host pays %s", home.Outcome, host.Outcome)
	}
	for _, r := range host.Requirements {
		if r.Code == "RTW_HOST_CHECK" && r.Fix.Who != clearance.ByHost {
			t.Errorf("the host has to do it, not %s", r.Fix.Who)
		}
	}
}
