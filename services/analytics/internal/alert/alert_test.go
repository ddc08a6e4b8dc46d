package alert_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

var (
	noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	cell = alert.Cell{Employer: "RVV", StaffGroup: "nursing_midwifery"}
)

func nights(change ...func(*alert.Rule)) alert.Rule {
	r := alert.Rule{
		Name: "Nurses' nights", What: alert.FillBelow, Scope: alert.Scope{Role: "registered_nurse", Period: "night"},
		HoursAhead: 12, Raise: 850, Clear: 900, QuietMinutes: 10, On: true,
	}
	for _, c := range change {
		c(&r)
	}
	return r
}

func TestARuleThatCannotBeJudgedIsRefusedWithAllThatIsWrong(t *testing.T) {
	t.Parallel()
	if err := nights().Validate(); err != nil {
		t.Fatalf("a sound rule is refused: %v", err)
	}
	for want, r := range map[string]alert.Rule{
		"name":          nights(func(r *alert.Rule) { r.Name = "  " }),
		"what":          nights(func(r *alert.Rule) { r.What = "mood" }),
		"hours_ahead":   nights(func(r *alert.Rule) { r.HoursAhead = 337 }),
		"hours_ahead ":  nights(func(r *alert.Rule) { r.What, r.Raise, r.Clear = alert.AgencyEarly, 3, 1 }),
		"period":        nights(func(r *alert.Rule) { r.Scope.Period = "dusk" }),
		"staff_group":   {Name: "Silent", What: alert.Silence, Scope: alert.Scope{Role: "registered_nurse"}, Raise: 60, Clear: 5},
		"quiet_minutes": nights(func(r *alert.Rule) { r.QuietMinutes = -1 }),
		"raise":         nights(func(r *alert.Rule) { r.Raise = 0 }),
		"raise ":        {Name: "Rates", What: alert.RateAbove, HoursAhead: 24},
		"raise  ":       {Name: "Silent", What: alert.Silence, Raise: 4},
		"clear":         nights(func(r *alert.Rule) { r.Clear = 849 }),
		"clear ":        {Name: "Silent", What: alert.Silence, Raise: 60, Clear: 61},
	} {
		var invalid *alert.Invalid
		if err := r.Validate(); !errors.As(err, &invalid) || len(invalid.Problems) != 1 || invalid.Problems[0].Field != strings.TrimSpace(want) {
			t.Errorf("%s: %+v", want, err)
		}
	}
	var invalid *alert.Invalid
	if err := nights(func(r *alert.Rule) { r.Name, r.HoursAhead, r.QuietMinutes = "", 0, 9999 }).Validate(); !errors.As(err, &invalid) || len(invalid.Problems) != 3 {
		t.Errorf("three things wrong are told as %v", err)
	}
}

func TestAnAlertIsRaisedAndOverAtDifferentValuesAndNotTooSoon(t *testing.T) {
	t.Parallel()
	raised := func(ago time.Duration) []alert.Standing {
		return []alert.Standing{{Cell: cell, Raised: true, At: noon.Add(-ago)}}
	}
	over := func(ago time.Duration) []alert.Standing { return []alert.Standing{{Cell: cell, At: noon.Add(-ago)}} }
	at := func(n int64) map[alert.Cell]alert.Value { return map[alert.Cell]alert.Value{cell: {N: n, Shifts: 20}} }
	raise, end, none := "raise", "end", ""
	for _, c := range []struct {
		rule     string
		r        alert.Rule
		seen     map[alert.Cell]alert.Value
		standing []alert.Standing
		want     string
	}{
		{"below the threshold", nights(), at(849), nil, raise},
		{"at the threshold", nights(), at(850), nil, none},
		{"again below, long after it was over", nights(), at(849), over(time.Hour), raise},
		{"again below, too soon after it was over", nights(), at(849), over(9 * time.Minute), none},
		{"as the quiet time is up", nights(), at(849), over(10 * time.Minute), raise},
		{"raised already", nights(), at(700), raised(time.Hour), none},
		{"better, and not good enough", nights(), at(899), raised(time.Hour), none},
		{"good enough", nights(), at(900), raised(time.Hour), end},
		{"good enough, too soon", nights(), at(900), raised(time.Minute), none},
		{"nothing is asked for any more", nights(), nil, raised(time.Hour), end},
		{"the rule is off", nights(func(r *alert.Rule) { r.On = false }), at(100), raised(time.Second), end},
		{"the rule is off and nothing stands", nights(func(r *alert.Rule) { r.On = false }), at(100), over(time.Hour), none},
		{"silence above the threshold", alert.Rule{What: alert.Silence, Raise: 60, Clear: 10, On: true}, at(61), nil, raise},
		{"silence at the threshold", alert.Rule{What: alert.Silence, Raise: 60, Clear: 10, On: true}, at(60), nil, none},
		{"word at last", alert.Rule{What: alert.Silence, Raise: 60, Clear: 10, On: true}, at(10), raised(time.Hour), end},
	} {
		got := none
		if changes := alert.Judge(c.r, c.seen, c.standing, noon); len(changes) == 1 {
			got = end
			if changes[0].Raise {
				got = raise
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.rule, got, c.want)
		}
	}
}

func shift(change ...func(*fact.Shift)) fact.Shift {
	s := fact.Shift{
		Employer: "RVV", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", StartsAt: noon.Add(8 * time.Hour),
		EndsAt: noon.Add(20 * time.Hour), NetMinutes: 660, Status: "open", RatePence: 1800, BankClosesAt: noon,
	}
	for _, c := range change {
		c(&s)
	}
	return s
}

func filled(by string, at time.Time) func(*fact.Shift) {
	return func(s *fact.Shift) { s.Status, s.FilledBy, s.FilledAt = "filled", by, &at }
}

func TestWhatARuleSees(t *testing.T) {
	t.Parallel()
	at := func(in time.Duration) func(*fact.Shift) {
		return func(s *fact.Shift) { s.StartsAt, s.EndsAt = noon.Add(in), noon.Add(in+12*time.Hour) }
	}
	of := func(employer string, pence int64) func(*fact.Shift) {
		return func(s *fact.Shift) { s.Employer, s.RatePence = employer, pence }
	}
	known := alert.Known{Ages: map[string]time.Time{"RVV": noon.Add(-90 * time.Minute), "RPA": noon.Add(time.Second)}, Shifts: []fact.Shift{
		shift(), shift(filled("own_bank", noon)), shift(filled("framework_agency", noon.Add(-time.Minute)), of("RVV", 1800)),
		shift(at(12 * time.Hour)), shift(at(-time.Second)), // not within twelve hours from now
		shift(at(20 * time.Hour)), // by day
		shift(func(s *fact.Shift) { s.Role = "midwife" }),
		shift(func(s *fact.Shift) { s.Status = "withdrawn" }),
		shift(func(s *fact.Shift) { s.Employer, s.Status = "RPA", "withdrawn" }),
	}}
	want := map[alert.Cell]alert.Value{cell: {N: 666, Shifts: 3}}
	if got := alert.Look(nights(), known, noon); !reflect.DeepEqual(got, want) {
		t.Errorf("fill: %+v, want %+v", got, want)
	}
	early := alert.Rule{What: alert.AgencyEarly}
	if got := alert.Look(early, known, noon); !reflect.DeepEqual(got, map[alert.Cell]alert.Value{cell: {N: 1, Shifts: 1}}) {
		t.Errorf("agencies: %+v", got)
	}
	if got := alert.Look(early, known, noon.Add(25*time.Hour)); len(got) != 0 {
		t.Errorf("agencies a day later: %+v", got)
	}
	if got := alert.Look(alert.Rule{What: alert.Silence}, known, noon); got[alert.Cell{Employer: "RVV"}].N != 90 || got[alert.Cell{Employer: "RPA"}].N != 0 || len(got) != 2 {
		t.Errorf("silence: %+v", got)
	}
	known.Shifts = []fact.Shift{shift(), shift(of("RPA", 1800)), shift(of("RWF", 2250)), shift(of("RWF", 9000), at(100*time.Hour))}
	rates := alert.Look(alert.Rule{What: alert.RateAbove, HoursAhead: 24, Scope: alert.Scope{Employer: "RWF"}}, known, noon)
	if !reflect.DeepEqual(rates, map[alert.Cell]alert.Value{{Employer: "RWF", StaffGroup: "nursing_midwifery"}: {N: 250, Shifts: 1}}) {
		t.Errorf("rates: %+v", rates)
	}
}

func TestEveryRuleAndValueHasItsSentence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		r          alert.Rule
		v          alert.Value
		says, sees string
	}{
		{nights(), alert.Value{N: 666, Shifts: 3}, "Fewer than 85% of the hours that start within 12 hours are filled.", "66.6% filled of 3 shifts"},
		{alert.Rule{What: alert.RateAbove, HoursAhead: 72, Raise: 125}, alert.Value{N: 250, Shifts: 1}, "The usual rate for work within 72 hours is more than 12.5% above that of all employers.", "25% above the median, over 1 shift"},
		{alert.Rule{What: alert.AgencyEarly}, alert.Value{N: 1, Shifts: 4}, "More than 0 shifts of the last 24 hours went to agencies before the bank had its time.", "1 shift before the bank had its time, of 4 with agencies"},
		{alert.Rule{What: alert.Silence, Raise: 60}, alert.Value{N: 90}, "Nothing was heard of an employer for more than 60 minutes.", "silent for 90 minutes"},
	} {
		if c.r.Says() != c.says || c.r.Sees(c.v) != c.sees {
			t.Errorf("%q and %q", c.r.Says(), c.r.Sees(c.v))
		}
	}
}

// TestAFigureThatTremblesDoesNotCallAgainAndAgain plays random figures minute by minute: two changes of one alert are never
// nearer than the quiet time, they alternate, and each is justified by what is seen.
func TestAFigureThatTremblesDoesNotCallAgainAndAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := nights(func(r *alert.Rule) {
			r.QuietMinutes = rapid.IntRange(0, 30).Draw(t, "quiet")
			r.Raise = rapid.Int64Range(1, 1000).Draw(t, "raise")
			r.Clear = rapid.Int64Range(r.Raise, 1000).Draw(t, "clear")
		})
		var standing []alert.Standing
		now := noon
		for range 120 {
			now = now.Add(time.Minute)
			seen := map[alert.Cell]alert.Value{}
			if rapid.IntRange(0, 9).Draw(t, "something") > 0 {
				seen[cell] = alert.Value{N: rapid.Int64Range(0, 1000).Draw(t, "value"), Shifts: 10}
			}
			changes := alert.Judge(r, seen, standing, now)
			if len(changes) == 0 {
				continue
			}
			c := changes[0]
			if len(changes) > 1 || len(standing) == 1 && (standing[0].Raised == c.Raise || now.Sub(standing[0].At) < time.Duration(r.QuietMinutes)*time.Minute) {
				t.Fatalf("after %+v comes %+v at %s", standing, changes, now)
			}
			if len(standing) == 0 && !c.Raise {
				t.Fatal("what was never raised is over")
			}
			if c.Raise && c.Value.N >= r.Raise || !c.Raise && c.Known && c.Value.N < r.Clear {
				t.Fatalf("%+v by %+v", c, r)
			}
			standing = []alert.Standing{{Cell: cell, Raised: c.Raise, At: now}}
		}
	})
}
