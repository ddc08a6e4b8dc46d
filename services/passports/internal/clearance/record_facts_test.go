package clearance_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/induction"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

func london(year int, month time.Month, day, hour, minute int) time.Time {
	return time.Date(year, month, day, hour, minute, 0, 0, clock.London).UTC()
}

// shiftAt moves the shift, and the engagement and evidence with it.
func shiftAt(from, until time.Time) func(*clearance.Facts) {
	return func(f *clearance.Facts) { f.Booking.StartsAt, f.Booking.EndsAt = from, until }
}

func restricted(codes ...string) func(*clearance.Facts) {
	return func(f *clearance.Facts) {
		setCheck(f, check.OccupationalHealth, func(r *check.Record) { r.Level, r.Restrictions = "fit_with_restrictions", codes })
	}
}

func inOrder(changes ...func(*clearance.Facts)) func(*clearance.Facts) {
	return func(f *clearance.Facts) {
		for _, change := range changes {
			change(f)
		}
	}
}

func supervised(code string) func(*clearance.Facts) {
	return func(f *clearance.Facts) {
		for i, c := range f.Passport.Competencies {
			if r := c.Record(); r.Code == code {
				r.Provisional = true
				f.Passport.Competencies[i] = competency.Rehydrate(r)
			}
		}
	}
}

// ofRecord is the decision table of what the record knows beside outcomes and dates.
var ofRecord = []struct {
	name    string
	change  func(*clearance.Facts)
	outcome clearance.Outcome
	codes   []string
}{
	{"no nights, by day", restricted("no_nights"), clearance.Eligible, nil},
	{"no nights, to 23:00 sharp", inOrder(restricted("no_nights"), shiftAt(london(2026, 3, 20, 14, 0), london(2026, 3, 20, 23, 0))), clearance.Eligible, nil},
	{"no nights, a minute past 23:00", inOrder(restricted("no_nights"), shiftAt(london(2026, 3, 20, 14, 0), london(2026, 3, 20, 23, 1))), clearance.Ineligible, []string{"HEALTH_RESTRICTED"}},
	{"no nights, a long day from 06:00", inOrder(restricted("no_nights"), shiftAt(london(2026, 3, 20, 6, 0), london(2026, 3, 20, 18, 0))), clearance.Eligible, nil},
	{"no nights, 06:00 as the clocks have gone forward", inOrder(restricted("no_nights"), shiftAt(london(2026, 3, 29, 6, 0), london(2026, 3, 29, 14, 0))), clearance.Eligible, nil},
	{"no nights, 05:59 as the clocks have gone forward", inOrder(restricted("no_nights"), shiftAt(london(2026, 3, 29, 5, 59), london(2026, 3, 29, 14, 0))), clearance.Ineligible, []string{"HEALTH_RESTRICTED"}},
	{"no nights, 06:00 as the clocks have gone back", inOrder(restricted("no_nights"), shiftAt(london(2026, 10, 25, 6, 0), london(2026, 10, 25, 14, 0))), clearance.Eligible, nil},
	{"no nights, 05:00 as the clocks have gone back, which was 06:00 the day before", inOrder(restricted("no_nights"), shiftAt(london(2026, 10, 25, 5, 0), london(2026, 10, 25, 13, 0))), clearance.Ineligible, []string{"HEALTH_RESTRICTED"}},
	{"no lifting, by night", inOrder(restricted("no_manual_handling"), shiftAt(london(2026, 3, 20, 19, 30), london(2026, 3, 21, 7, 30))), clearance.EligibleWithWarnings, []string{"HEALTH_RESTRICTED"}},

	{"never shown round the site", func(f *clearance.Facts) { f.Passport.Inductions = nil }, clearance.EligibleWithWarnings, []string{"INDUCTION_MISSING"}},
	{"shown round another site", func(f *clearance.Facts) { f.Booking.Site = "RWF04" }, clearance.EligibleWithWarnings, []string{"INDUCTION_MISSING"}},
	{"to be shown round again before the shift ends", func(f *clearance.Facts) {
		until := end.Add(-time.Second)
		f.Passport.Inductions = []induction.Induction{induction.Rehydrate(induction.Record{Employer: "RWF", Site: "RWF03", ValidUntil: &until})}
	}, clearance.EligibleWithWarnings, []string{"INDUCTION_MISSING"}},
	{"never shown round, at home", func(f *clearance.Facts) { f.Passport.Inductions, f.Booking.HostEmployer = nil, "RVV" }, clearance.Eligible, nil},

	{"left", func(f *clearance.Facts) { f.Passport.Status = worker.Left }, clearance.Ineligible, []string{"PASSPORT_LEFT"}},
	{"supervised in fire safety", supervised("FIRE"), clearance.EligibleWithWarnings, []string{"COMPETENCE_PROVISIONAL"}},
	{"supervised in resuscitation of adults", supervised("RES"), clearance.Ineligible, []string{"COMPETENCE_PROVISIONAL"}},
	{"registered without a licence to practise", func(f *clearance.Facts) {
		none := false
		setRegistration(f, func(r *registration.Record) { r.Licence = &none })
	}, clearance.Ineligible, []string{"REG_NOT_ACTIVE"}},
	{"an older check put right after a newer one", func(f *clearance.Facts) {
		newer, _ := check.Newest(f.Passport.Checks, check.Identity)
		f.Passport.Checks = append(f.Passport.Checks, check.Rehydrate(check.Record{
			Type: check.Identity, Outcome: check.Withdrawn, CheckedOn: now, RecordedAt: now, RankedAt: newer.Record().RecordedAt.AddDate(-1, 0, 0),
		}))
	}, clearance.Eligible, nil},
	{"the check that counts put right", func(f *clearance.Facts) {
		counts, _ := check.Newest(f.Passport.Checks, check.Identity)
		f.Passport.Checks = append(f.Passport.Checks, check.Rehydrate(check.Record{
			Type: check.Identity, Outcome: check.Withdrawn, CheckedOn: now, RecordedAt: now, RankedAt: counts.Record().RecordedAt,
		}))
	}, clearance.Ineligible, []string{"IDENTITY_MISSING"}},
}

func TestWhatTheRecordKnowsDecidesAndReplaysAlike(t *testing.T) {
	t.Parallel()
	for _, c := range ofRecord {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := fit()
			c.change(&f)
			f.At = f.Booking.StartsAt.AddDate(0, 0, -1)
			setRegistration(&f, func(r *registration.Record) { r.CheckedAt = f.At })
			kept, d := clearance.Explain(f)
			codes := []string{}
			for _, r := range d.Reasons {
				codes = append(codes, r.Code)
			}
			if d.Outcome != c.outcome || !slices.Equal(codes, append([]string{}, c.codes...)) {
				t.Fatalf("want %s %v, got %s %v", c.outcome, c.codes, d.Outcome, codes)
			}
			again, err := clearance.Replay(kept)
			if err != nil || !bytes.Equal(again.Canonical(), d.Canonical()) {
				t.Fatalf("replayed as %s, %v", again.Canonical(), err)
			}
		})
	}
}
