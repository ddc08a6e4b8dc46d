package clearance_test

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/induction"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

var (
	now   = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	start = time.Date(2026, 3, 20, 7, 30, 0, 0, time.UTC)
	end   = time.Date(2026, 3, 20, 20, 0, 0, 0, time.UTC)
)

func ptr(t time.Time) *time.Time { return &t }

// fit is a nurse with everything that a ward with exposure-prone procedures asks for, and that booking.
func fit() clearance.Facts {
	years := now.AddDate(2, 0, 0)
	newCheck := func(t check.Type, level, workforce string, until, epp *time.Time) check.Check {
		return check.Rehydrate(check.Record{
			ID: id.New(), Type: t, Outcome: check.Satisfied, Level: level, Workforce: workforce,
			CheckedOn: now.AddDate(-1, 0, 0), RecordedAt: now.AddDate(-1, 0, 0), ValidUntil: until, EPPClearedUntil: epp,
		})
	}
	newCompetency := func(code string, level int) competency.Competency {
		return competency.Rehydrate(competency.Record{Framework: "cstf", Code: code, Level: level, AchievedOn: now.AddDate(0, -6, 0), RecordedAt: now, ValidUntil: &years})
	}
	return clearance.Facts{
		Passport: worker.Record{
			ID: id.New(), HomeEmployer: "RVV", Status: worker.Active, Version: 7, EnrolledAt: now.AddDate(-1, 0, 0),
			Engagements: []worker.Engagement{{ID: id.New(), Employer: "RVV", Kind: "bank", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "6", From: now.AddDate(-1, 0, 0)}},
			Checks: []check.Check{
				newCheck(check.Identity, "", "", nil, nil),
				newCheck(check.RightToWork, "", "", &years, nil),
				newCheck(check.References, "", "", nil, nil),
				newCheck(check.DBS, "enhanced_barred", "both", &years, nil),
				newCheck(check.OccupationalHealth, "fit", "", &years, &years),
			},
			Inductions:    []induction.Induction{induction.Rehydrate(induction.Record{Employer: "RWF", Site: "RWF03", DoneOn: now.AddDate(0, -1, 0), RecordedAt: now})},
			Competencies:  []competency.Competency{newCompetency("FIRE", 1), newCompetency("RES", 3)},
			Registrations: []registration.Registration{registration.Rehydrate(registration.Record{Body: "NMC", Status: registration.Registered, CheckedAt: now.Add(-24 * time.Hour), RecordedAt: now, ValidUntil: &years})},
		},
		Booking: clearance.Booking{
			ID: id.New(), ShiftID: id.New(), WorkerID: id.New(), HomeEmployer: "RVV", HostEmployer: "RWF", Site: "RWF03",
			StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", StartsAt: start, EndsAt: end,
			Requirements: clearance.Requirements{
				RegistrationBody: "NMC", DBSLevel: "enhanced", DBSWorkforce: "adult", EPP: true,
				Competencies: []clearance.Ask{{Framework: "cstf", Code: "FIRE", Level: 1}, {Framework: "cstf", Code: "RES", Level: 2}},
			},
		},
		At: now,
	}
}

func setCheck(f *clearance.Facts, t check.Type, change func(*check.Record)) {
	for i, c := range f.Passport.Checks {
		if c.Type() == t {
			r := c.Record()
			change(&r)
			f.Passport.Checks[i] = check.Rehydrate(r)
		}
	}
}

func setRegistration(f *clearance.Facts, change func(*registration.Record)) {
	r := f.Passport.Registrations[0].Record()
	change(&r)
	f.Passport.Registrations[0] = registration.Rehydrate(r)
}

func dropCheck(f *clearance.Facts, t check.Type) {
	f.Passport.Checks = slices.DeleteFunc(f.Passport.Checks, func(c check.Check) bool { return c.Type() == t })
}

// golden is the decision table: one line a rule.
var golden = []struct {
	name    string
	change  func(*clearance.Facts)
	outcome clearance.Outcome
	codes   []string
}{
	{"everything in place", func(*clearance.Facts) {}, clearance.Eligible, nil},
	{"suspended", func(f *clearance.Facts) { f.Passport.Status = worker.Suspended }, clearance.Ineligible, []string{"HOLD_SUSPENDED"}},
	{"a hold touches the shift", func(f *clearance.Facts) {
		f.Passport.Holds = []hold.Hold{hold.Rehydrate(hold.Record{Why: "sickness", From: now, Until: ptr(start.Add(time.Second))})}
	}, clearance.Ineligible, []string{"HOLD"}},
	{"a hold ends as the shift begins", func(f *clearance.Facts) {
		f.Passport.Holds = []hold.Hold{hold.Rehydrate(hold.Record{Why: "sickness", From: now, Until: ptr(start)})}
	}, clearance.Eligible, nil},
	{"a lifted hold", func(f *clearance.Facts) {
		f.Passport.Holds = []hold.Hold{hold.Rehydrate(hold.Record{Why: "sickness", From: now, LiftedAt: ptr(now)})}
	}, clearance.Eligible, nil},
	{"no registration", func(f *clearance.Facts) { f.Passport.Registrations = nil }, clearance.Ineligible, []string{"REG_NOT_ACTIVE"}},
	{"registered with another body", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.Body = "HCPC" })
	}, clearance.Ineligible, []string{"REG_NOT_ACTIVE"}},
	{"registration not asked for", func(f *clearance.Facts) {
		f.Passport.Registrations, f.Booking.Requirements.RegistrationBody = nil, ""
	}, clearance.Eligible, nil},
	{"struck off", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.Status = registration.StruckOff })
	}, clearance.Ineligible, []string{"REG_NOT_ACTIVE"}},
	{"conditions of practice", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.Status = registration.Conditions })
	}, clearance.NeedsApproval, []string{"REG_CONDITIONS"}},
	{"a caution", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.Status = registration.Caution })
	}, clearance.EligibleWithWarnings, []string{"REG_FLAG"}},
	{"a status nobody knows", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.Status = "hibernating" })
	}, clearance.Ineligible, []string{"REG_NOT_ACTIVE"}},
	{"registration ends inside the shift", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.ValidUntil = ptr(end.Add(-time.Second)) })
	}, clearance.Ineligible, []string{"REG_NOT_ACTIVE"}},
	{"register read 7 days ago", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.CheckedAt = now.Add(-registration.StaleAfter) })
	}, clearance.Eligible, nil},
	{"register read more than 7 days ago", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.CheckedAt = now.Add(-registration.StaleAfter - time.Second) })
	}, clearance.EligibleWithWarnings, []string{"REG_STALE"}},
	{"register read more than 14 days ago", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.CheckedAt = now.Add(-registration.TooOldAfter - time.Second) })
	}, clearance.Ineligible, []string{"REG_STALE"}},
	{"register read for all staff yesterday", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.CheckedAt = now.AddDate(0, -2, 0) })
		f.RegistersRead = map[string]time.Time{"NMC": now.Add(-24 * time.Hour)}
	}, clearance.Eligible, nil},
	{"engaged elsewhere", func(f *clearance.Facts) { f.Passport.Engagements[0].Employer = "RPA" }, clearance.Ineligible, []string{"ENGAGEMENT_NONE"}},
	{"engagement ends inside the shift", func(f *clearance.Facts) { f.Passport.Engagements[0].Until = ptr(end.Add(-time.Second)) }, clearance.Ineligible, []string{"ENGAGEMENT_NONE"}},
	{"engagement ends with the shift", func(f *clearance.Facts) { f.Passport.Engagements[0].Until = ptr(end) }, clearance.Eligible, nil},
	{"engagement begins later", func(f *clearance.Facts) { f.Passport.Engagements[0].From = start.Add(time.Hour) }, clearance.Ineligible, []string{"ENGAGEMENT_NONE"}},
	{"another staff group", func(f *clearance.Facts) { f.Booking.StaffGroup = "allied_health" }, clearance.Ineligible, []string{"GROUP_MISMATCH"}},
	{"another role", func(f *clearance.Facts) { f.Booking.Role = "midwife" }, clearance.Ineligible, []string{"GROUP_MISMATCH"}},
	{"a higher band asked", func(f *clearance.Facts) { f.Booking.Band = "7" }, clearance.Ineligible, []string{"GRADE_MISMATCH"}},
	{"no right to work check", func(f *clearance.Facts) { dropCheck(f, check.RightToWork) }, clearance.Ineligible, []string{"RTW_MISSING"}},
	{"right to work ends inside the shift", func(f *clearance.Facts) {
		setCheck(f, check.RightToWork, func(r *check.Record) { r.ValidUntil = ptr(end.Add(-time.Second)) })
	}, clearance.Ineligible, []string{"RTW_EXPIRES"}},
	{"right to work ends with the shift", func(f *clearance.Facts) {
		setCheck(f, check.RightToWork, func(r *check.Record) { r.ValidUntil = ptr(end) })
	}, clearance.Eligible, nil},
	{"identity withdrawn", func(f *clearance.Facts) {
		setCheck(f, check.Identity, func(r *check.Record) { r.Outcome = check.Withdrawn })
	}, clearance.Ineligible, []string{"IDENTITY_MISSING"}},
	{"references inconclusive", func(f *clearance.Facts) {
		setCheck(f, check.References, func(r *check.Record) { r.Outcome = check.Inconclusive })
	}, clearance.Ineligible, []string{"REFERENCES_MISSING"}},
	{"no criminal record check", func(f *clearance.Facts) { dropCheck(f, check.DBS) }, clearance.Ineligible, []string{"DBS_LEVEL"}},
	{"criminal record check not asked for", func(f *clearance.Facts) {
		dropCheck(f, check.DBS)
		f.Booking.Requirements.DBSLevel, f.Booking.Requirements.DBSWorkforce = "", ""
	}, clearance.Eligible, nil},
	{"criminal record check too low", func(f *clearance.Facts) {
		setCheck(f, check.DBS, func(r *check.Record) { r.Level = "standard" })
	}, clearance.Ineligible, []string{"DBS_LEVEL"}},
	{"criminal record check for others", func(f *clearance.Facts) {
		setCheck(f, check.DBS, func(r *check.Record) { r.Workforce = "child" })
	}, clearance.Ineligible, []string{"DBS_WORKFORCE"}},
	{"criminal record check to be repeated", func(f *clearance.Facts) {
		setCheck(f, check.DBS, func(r *check.Record) { r.ValidUntil = ptr(start) })
	}, clearance.Ineligible, []string{"DBS_RECHECK_DUE"}},
	{"not fit", func(f *clearance.Facts) {
		setCheck(f, check.OccupationalHealth, func(r *check.Record) { r.Outcome = check.NotSatisfied })
	}, clearance.Ineligible, []string{"HEALTH_NOT_FIT", "EPP_NOT_CLEARED"}},
	{"fit with restrictions", func(f *clearance.Facts) {
		setCheck(f, check.OccupationalHealth, func(r *check.Record) { r.Level = "fit_with_restrictions" })
	}, clearance.EligibleWithWarnings, []string{"HEALTH_RESTRICTED"}},
	{"not cleared for exposure-prone procedures", func(f *clearance.Facts) {
		setCheck(f, check.OccupationalHealth, func(r *check.Record) { r.EPPClearedUntil = nil })
	}, clearance.Ineligible, []string{"EPP_NOT_CLEARED"}},
	{"a competency missing", func(f *clearance.Facts) { f.Passport.Competencies = f.Passport.Competencies[1:] }, clearance.Ineligible, []string{"COMPETENCE_MISSING"}},
	{"a competency at too low a level", func(f *clearance.Facts) { f.Booking.Requirements.Competencies[1].Level = 4 }, clearance.Ineligible, []string{"COMPETENCE_MISSING"}},
	{"a competency ends inside the shift", func(f *clearance.Facts) {
		r := f.Passport.Competencies[0].Record()
		r.ValidUntil = ptr(end.Add(-time.Second))
		f.Passport.Competencies[0] = competency.Rehydrate(r)
	}, clearance.Ineligible, []string{"COMPETENCE_EXPIRES"}},
	{"everything missing is told in one fixed order", func(f *clearance.Facts) {
		f.Passport = worker.Record{
			ID: f.Passport.ID, Status: worker.Suspended, Version: 7,
			Holds: []hold.Hold{hold.Rehydrate(hold.Record{Why: "conduct", From: now})},
		}
	}, clearance.Ineligible, []string{
		"HOLD_SUSPENDED", "HOLD", "REG_NOT_ACTIVE", "ENGAGEMENT_NONE", "RTW_MISSING", "IDENTITY_MISSING", "REFERENCES_MISSING",
		"DBS_LEVEL", "HEALTH_NOT_FIT", "EPP_NOT_CLEARED", "COMPETENCE_MISSING", "COMPETENCE_MISSING", "INDUCTION_MISSING",
	}},
	{"approval and a hard reason is a no", func(f *clearance.Facts) {
		setRegistration(f, func(r *registration.Record) { r.Status = registration.Undertakings })
		dropCheck(f, check.Identity)
	}, clearance.Ineligible, []string{"REG_CONDITIONS", "IDENTITY_MISSING"}},
}

func TestDecideByTheGoldenTable(t *testing.T) {
	t.Parallel()
	for _, c := range golden {
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
				if r.Weight != reason.Soft && r.Fix == "" {
					t.Errorf("%s tells no way out", r.Code)
				}
			}
			if d.Outcome != c.outcome || !slices.Equal(codes, c.codes) {
				t.Fatalf("want %s %v, got %s %v", c.outcome, c.codes, d.Outcome, codes)
			}
			if want := c.outcome == clearance.Eligible || c.outcome == clearance.EligibleWithWarnings; d.Cleared() != want {
				t.Fatalf("cleared: want %v", want)
			}
		})
	}
}

func TestTheEarliestExpiryIsTheFirstOfWhatTheDecisionRestsOn(t *testing.T) {
	t.Parallel()
	f := fit()
	first := end.Add(36 * time.Hour)
	setCheck(&f, check.RightToWork, func(r *check.Record) { r.ValidUntil = &first })
	if d := clearance.Decide(f); d.EarliestExpiry == nil || !d.EarliestExpiry.Equal(first) {
		t.Fatalf("want %s, got %v", first, d.EarliestExpiry)
	}
}

func TestEqualFactsGiveEqualDigestsAndOthersOthers(t *testing.T) {
	t.Parallel()
	f := fit()
	one, two := clearance.Decide(f), clearance.Decide(f)
	if one.Digest == "" || one.Digest != two.Digest {
		t.Fatal("the same facts must give the same digest")
	}
	setCheck(&f, check.DBS, func(r *check.Record) { r.Level = "enhanced" })
	if clearance.Decide(f).Digest == one.Digest {
		t.Fatal("another fact must give another digest")
	}
}

func TestAHoldTellsWhenItEndsAndNeverWhy(t *testing.T) {
	t.Parallel()
	f := fit()
	until := end.Add(time.Hour)
	f.Passport.Holds = []hold.Hold{hold.Rehydrate(hold.Record{Why: "sickness", From: now, Until: &until})}
	r := clearance.Decide(f).Reasons[0]
	if r.From == nil || !r.From.Equal(until) {
		t.Errorf("want the end of the hold, got %v", r.From)
	}
	for _, s := range []string{r.Message, r.Fix, r.Code} {
		if slices.Contains([]string{"sickness", "HOLD_SICK"}, s) {
			t.Error("why a hold was placed stays at home")
		}
	}
}

func TestAPlainDateHoldsToTheEndOfThatDayInLondon(t *testing.T) {
	t.Parallel()
	f := fit()
	// Midnight in London on 20 March is 00:00 UTC; what ends then held to the end of 19 March.
	setCheck(&f, check.RightToWork, func(r *check.Record) { r.ValidUntil = ptr(time.Date(2026, 3, 20, 0, 0, 0, 0, time.UTC)) })
	want := "The right to work check holds until 19 Mar 2026, before this shift ends."
	if got := clearance.Decide(f).Reasons[0].Message; got != want {
		t.Errorf("want %q, got %q", want, got)
	}
}

func TestAnUnknownWorkerIsNotCleared(t *testing.T) {
	t.Parallel()
	_, d := clearance.Explain(clearance.Facts{Booking: fit().Booking, At: now})
	if d.Cleared() || d.PassportVersion != 0 || d.Reasons[0].Code != "WORKER_UNKNOWN" {
		t.Fatalf("got %+v", d)
	}
}
