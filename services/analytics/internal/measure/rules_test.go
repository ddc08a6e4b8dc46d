package measure_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

func TestThePeriodOfAShift(t *testing.T) {
	t.Parallel()
	at := func(text string) time.Time {
		x, err := time.ParseInLocation("2006-01-02 15:04", text, clock.London)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	for _, c := range []struct{ rule, from, until, want string }{
		{"a long day", "2026-03-10 07:30", "2026-03-10 20:00", measure.Day},
		{"a night", "2026-03-10 19:30", "2026-03-11 08:00", measure.Night},
		{"a night from Saturday", "2026-03-14 20:00", "2026-03-15 08:00", measure.Night},
		{"a long day on Saturday", "2026-03-14 07:30", "2026-03-14 20:00", measure.Weekend},
		{"an evening that is half night", "2026-03-10 16:00", "2026-03-11 00:00", measure.Night},
		{"an evening that is less than half night", "2026-03-10 15:00", "2026-03-10 23:00", measure.Day},
		{"early hours only", "2026-03-10 02:00", "2026-03-10 06:00", measure.Night},
		{"from Sunday late into Monday, mostly by day", "2026-03-15 23:59", "2026-03-16 23:00", measure.Weekend},
		{"the night on which clocks go forward", "2026-03-28 20:00", "2026-03-29 08:00", measure.Night},
		{"the night on which clocks go back", "2026-10-24 20:00", "2026-10-25 08:00", measure.Night},
		{"24 hours on call are less than half night", "2026-03-10 08:00", "2026-03-11 08:00", measure.Day},
	} {
		if got := measure.PeriodOf(at(c.from), at(c.until)); got != c.want {
			t.Errorf("%s is %s, want %s", c.rule, got, c.want)
		}
	}
}

func TestLeadIsTakenFromWhenTheShiftWasAskedFor(t *testing.T) {
	t.Parallel()
	for before, want := range map[time.Duration]string{
		-time.Second: "after_start", 0: "0_4h", 4*time.Hour - 1: "0_4h", 4 * time.Hour: "4_24h", 24 * time.Hour: "1_3d",
		72 * time.Hour: "3_7d", 7 * 24 * time.Hour: "7_28d", 28 * 24 * time.Hour: "28_42d", measure.SixWeeks - 1: "28_42d", measure.SixWeeks: "over_42d",
	} {
		if got := measure.LeadBand(before); got != want {
			t.Errorf("%s before is %s, want %s", before, got, want)
		}
	}
	approved := tuesday.Add(-2 * time.Hour)
	waited := shift(func(s *fact.Shift) { s.ApprovedAt = &approved })
	if got := measure.Lead(waited); got != 2*time.Hour {
		t.Errorf("a shift that waited for approval is asked for %s ahead", got)
	}
}

func TestBankFirstIsProvedShiftByShift(t *testing.T) {
	t.Parallel()
	early := filled("off_framework_agency", time.Hour)
	override := func(s *fact.Shift) {
		s.Agency.Override = &fact.Override{Role: "executive", Why: "patient_safety", At: s.PostedAt}
	}
	for _, c := range []struct {
		rule string
		s    fact.Shift
		want measure.Proof
	}{
		{"an open shift", shift(), measure.NotAgency},
		{"a bank worker", shift(filled("own_bank", time.Hour)), measure.NotAgency},
		{"as the bank's time is up", shift(filled("framework_agency", 72*time.Hour)), measure.BankHadTime},
		{"a moment before", shift(filled("framework_agency", 72*time.Hour-1)), measure.UnprovenFill},
		{"early by a named override", shift(early, override), measure.ByOverride},
		{"late although an override stood", shift(filled("framework_agency", 80*time.Hour), override), measure.BankHadTime},
		{"early by nobody's word", shift(early), measure.UnprovenFill},
	} {
		if got := measure.BankFirst(c.s); got != c.want {
			t.Errorf("%s: %q, want %q", c.rule, got, c.want)
		}
	}
}

func TestAShiftTakenBackFromAnAgencySavesTheDifference(t *testing.T) {
	t.Parallel()
	got := measure.Tabulate(facts(t, shift(filled("own_bank", time.Hour), func(s *fact.Shift) {
		s.NetMinutes, s.Agency.Displaced, s.Agency.DisplacedRatePence = 450, "Synthetic Staffing", 4155
	})), nil).Total.Agency
	// 7.5 h × (41.55 − 18.00) = 176.625 pounds.
	if got != (measure.Agency{TakenBack: 1, SavedPence: 17663}) {
		t.Errorf("%+v", got)
	}
}

func TestHoldsThatWereNeverConfirmedAreNoCancellations(t *testing.T) {
	t.Parallel()
	held := func(b *fact.Booking) { b.ConfirmedAt = nil }
	got := measure.Tabulate(facts(t, shift(),
		booking(held, ended("refused", 50*time.Hour)), booking(held, ended("hold_expired", 50*time.Hour)), booking(ended("revoked", 50*time.Hour)),
		booking(ended("did_not_attend", -time.Hour)), booking(ended("withdrawn", 50*time.Hour)),
		booking(ended("withdrawn", 50*time.Hour), func(b *fact.Booking) { b.Codes = []string{"SWAPPED"} }), // another has it
	), nil).Total.Ends
	if got.Confirmed != 4 || got.BySystem != 1 || got.DidNotAttend != 1 || got.ByWorker.Of("1_3d") != 1 || got.ByWorker.Sum() != 1 || got.ByEmployer.Sum() != 0 {
		t.Errorf("%+v", got)
	}
}

func TestQuantilesAreTimesThatOccurred(t *testing.T) {
	t.Parallel()
	var states []fact.State
	for i := range 10 {
		states = append(states, shift(filled("own_bank", time.Duration(i+1)*time.Hour)))
	}
	if got := measure.Tabulate(facts(t, states[:9]...), nil).Total.TimeToFill; got != (measure.Waiting{N: 9, Median: 5 * time.Hour, P90: 9 * time.Hour}) {
		t.Errorf("of nine: %+v", got)
	}
	if got := measure.Tabulate(facts(t, shift()), nil).Total.TimeToFill; got != (measure.Waiting{}) {
		t.Errorf("of none: %+v", got)
	}
}
