package alerting_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/shifts/internal/alerting"
)

// london is a time on the wall in London.
func london(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, clock.London)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

func km(v float64) *float64 { return &v }

func TestWants(t *testing.T) {
	t.Parallel()
	noon := "2026-03-11 12:00" // A Wednesday.
	night := alerting.Offer{
		Employer: "RVV", Site: "RVV01", Ward: "ward_7", StartsAt: london(t, "2026-03-13 20:00"), EndsAt: london(t, "2026-03-14 07:30"),
		HourlyPence: 1845, TotalPence: 24_000, KM: km(12.4), Night: true,
	}
	quiet := alerting.Default()
	with := func(r alerting.Rule) alerting.Settings {
		s := alerting.Default()
		s.Rules = []alerting.Rule{{Employers: []string{"ZZZ"}}, r}
		return s
	}
	for name, c := range map[string]struct {
		settings alerting.Settings
		change   func(*alerting.Offer)
		now      string
		when     alerting.When
		at       string
		why      string
	}{
		"nothing set: everything that one could take": {quiet, nil, noon, alerting.Now, noon, "wanted"},
		"alerts are off":                                     {alerting.Settings{Off: true, PerHour: 6}, nil, noon, alerting.Never, "", "alerts_off"},
		"a shift that has started":                           {quiet, nil, "2026-03-13 20:00", alerting.Never, "", "started"},
		"the wanted employer":                                {with(alerting.Rule{Employers: []string{"RVV"}}), nil, noon, alerting.Now, noon, "wanted"},
		"only another employer":                              {with(alerting.Rule{Employers: []string{"RPA"}}), nil, noon, alerting.Never, "", "no_rule_meets"},
		"the wanted ward at another site":                    {with(alerting.Rule{Wards: []string{"ward_7"}, Sites: []string{"RVV09"}}), nil, noon, alerting.Never, "", "no_rule_meets"},
		"within the distance":                                {with(alerting.Rule{WithinKM: 13}), nil, noon, alerting.Now, noon, "wanted"},
		"too far":                                            {with(alerting.Rule{WithinKM: 12}), nil, noon, alerting.Never, "", "no_rule_meets"},
		"how far is not known":                               {with(alerting.Rule{WithinKM: 300}), func(o *alerting.Offer) { o.KM = nil }, noon, alerting.Never, "", "no_rule_meets"},
		"Friday, as it starts":                               {with(alerting.Rule{Weekdays: []time.Weekday{time.Friday}}), nil, noon, alerting.Now, noon, "wanted"},
		"Saturday, though it ends on one":                    {with(alerting.Rule{Weekdays: []time.Weekday{time.Saturday}}), nil, noon, alerting.Never, "", "no_rule_meets"},
		"nights only, and it is one":                         {with(alerting.Rule{Part: alerting.Nights}), nil, noon, alerting.Now, noon, "wanted"},
		"days only, and it is a night":                       {with(alerting.Rule{Part: alerting.Days}), nil, noon, alerting.Never, "", "no_rule_meets"},
		"the hourly rate is just enough":                     {with(alerting.Rule{MinHourlyPence: 1845}), nil, noon, alerting.Now, noon, "wanted"},
		"the hourly rate is a penny short":                   {with(alerting.Rule{MinHourlyPence: 1846}), nil, noon, alerting.Never, "", "no_rule_meets"},
		"the pay for the whole shift is a penny short":       {with(alerting.Rule{MinTotalPence: 24_001}), nil, noon, alerting.Never, "", "no_rule_meets"},
		"exactly the notice that is wanted":                  {with(alerting.Rule{NoticeHours: 56}), nil, noon, alerting.Now, noon, "wanted"},
		"an hour less notice than wanted":                    {with(alerting.Rule{NoticeHours: 57}), nil, noon, alerting.Never, "", "no_rule_meets"},
		"quiet hours before midnight: rings at seven":        {quiet, nil, "2026-03-11 21:00", alerting.Later, "2026-03-12 07:00", "quiet_hours"},
		"quiet hours after midnight: rings the same morning": {quiet, nil, "2026-03-12 06:59", alerting.Later, "2026-03-12 07:00", "quiet_hours"},
		"the last minute before the quiet hours":             {quiet, nil, "2026-03-11 20:59", alerting.Now, "2026-03-11 20:59", "wanted"},
		"the quiet hours are over":                           {quiet, nil, "2026-03-12 07:00", alerting.Now, "2026-03-12 07:00", "wanted"},
		"quiet hours within a day": {
			alerting.Settings{PerHour: 6, Quiet: alerting.Quiet{From: 9 * 60, Until: 15 * 60}}, nil, noon, alerting.Later, "2026-03-11 15:00", "quiet_hours"},
		"equal ends are no quiet hours": {
			alerting.Settings{PerHour: 6, Quiet: alerting.Quiet{From: 720, Until: 720}}, nil, noon, alerting.Now, noon, "wanted"},
		"urgent rings in quiet hours when that is wanted": {
			alerting.Settings{PerHour: 6, Quiet: quiet.Quiet, UrgentInQuiet: true}, func(o *alerting.Offer) { o.Urgent = true }, "2026-03-12 03:00", alerting.Now, "2026-03-12 03:00", "wanted"},
		"urgent does not ring when that is not wanted": {quiet, func(o *alerting.Offer) { o.Urgent = true }, "2026-03-12 03:00", alerting.Later, "2026-03-12 07:00", "quiet_hours"},
		"it would have started by the end of the quiet hours": {quiet, func(o *alerting.Offer) {
			o.StartsAt, o.EndsAt = london(t, "2026-03-12 07:00"), london(t, "2026-03-12 15:00")
		}, "2026-03-12 03:00", alerting.Never, "", "starts_in_quiet_hours"},
		"the clocks go forward: quiet until seven on the wall": {quiet, func(o *alerting.Offer) { o.StartsAt = london(t, "2026-03-30 20:00") },
			"2026-03-28 23:00", alerting.Later, "2026-03-29 07:00", "quiet_hours"},
		"the clocks go back: quiet until seven on the wall": {quiet, func(o *alerting.Offer) { o.StartsAt = london(t, "2026-10-26 20:00") },
			"2026-10-24 23:00", alerting.Later, "2026-10-25 07:00", "quiet_hours"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := night
			if c.change != nil {
				c.change(&o)
			}
			got := c.settings.Wants(o, london(t, c.now))
			if got.When != c.when || got.Why != c.why {
				t.Errorf("%s (%s), want %s (%s)", got.When, got.Why, c.when, c.why)
			}
			if c.at != "" && !got.At.Equal(london(t, c.at)) {
				t.Errorf("rings at %s, want %s", got.At.In(clock.London), c.at)
			}
		})
	}
}

func TestQuietHoursOfClockChanges(t *testing.T) {
	t.Parallel()
	q := alerting.Default().Quiet
	for night, want := range map[string]time.Duration{
		"2026-03-28 21:00": 9 * time.Hour,
		"2026-10-24 21:00": 11 * time.Hour,
		"2026-06-10 21:00": 10 * time.Hour,
	} {
		begin := london(t, night)
		if got := q.Ends(begin).Sub(begin); got != want {
			t.Errorf("quiet hours from %s last %s, want %s", night, got, want)
		}
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	if ps := alerting.Default().Problems(); len(ps) > 0 {
		t.Errorf("the default has problems: %v", ps)
	}
	for field, spoil := range map[string]func(*alerting.Settings){
		"rules":                     func(s *alerting.Settings) { s.Rules = make([]alerting.Rule, 11) },
		"quiet.from":                func(s *alerting.Settings) { s.Quiet.From = 1440 },
		"quiet.until":               func(s *alerting.Settings) { s.Quiet.Until = -1 },
		"per_hour":                  func(s *alerting.Settings) { s.PerHour = 0 },
		"rules[0].wards":            func(s *alerting.Settings) { s.Rules = []alerting.Rule{{Wards: make([]string, 51)}} },
		"rules[0].within_km":        func(s *alerting.Settings) { s.Rules = []alerting.Rule{{WithinKM: 301}} },
		"rules[0].weekdays":         func(s *alerting.Settings) { s.Rules = []alerting.Rule{{Weekdays: []time.Weekday{7}}} },
		"rules[0].part":             func(s *alerting.Settings) { s.Rules = []alerting.Rule{{Part: "evenings"}} },
		"rules[1].min_hourly_pence": func(s *alerting.Settings) { s.Rules = []alerting.Rule{{}, {MinHourlyPence: -1}} },
		"rules[0].min_total_pence":  func(s *alerting.Settings) { s.Rules = []alerting.Rule{{MinTotalPence: 1_000_001}} },
		"rules[0].notice_hours":     func(s *alerting.Settings) { s.Rules = []alerting.Rule{{NoticeHours: -1}} },
	} {
		s := alerting.Default()
		spoil(&s)
		if ps := s.Problems(); len(ps) != 1 || ps[0].Field != field || ps[0].Message == "" {
			t.Errorf("%s: problems %v", field, ps)
		}
	}
}
