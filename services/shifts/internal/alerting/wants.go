package alerting

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// Offer is what a rule looks at in an open shift, from where one worker stands.
type Offer struct {
	Employer, Site, Ward string
	StartsAt, EndsAt     time.Time
	HourlyPence          int64
	TotalPence           int64
	// KM is the distance from the worker's postcode; nil when one of the two places is not known.
	KM *float64
	// Night tells that it is night work.
	Night bool
	// Urgent is by the employer's own measure.
	Urgent bool
}

// When says what becomes of an alert.
type When string

// An alert is told at once, after the quiet hours, or not at all.
const (
	Now   When = "now"
	Later When = "later"
	Never When = "never"
)

// Verdict is the decision on one worker and one shift. At is the moment to ring, for Now and Later. Why is a code.
type Verdict struct {
	When When
	At   time.Time
	Why  string
}

// Wants decides whether a worker with these settings is told of a shift that they could take. Quiet hours put the ring
// off to their end, unless the shift would then have begun.
func (s Settings) Wants(o Offer, now time.Time) Verdict {
	switch {
	case s.Off:
		return Verdict{When: Never, Why: "alerts_off"}
	case !o.StartsAt.After(now):
		return Verdict{When: Never, Why: "started"}
	case len(s.Rules) > 0 && !slices.ContainsFunc(s.Rules, func(r Rule) bool { return r.meets(o, now) }):
		return Verdict{When: Never, Why: "no_rule_meets"}
	}
	ring := s.Quiet.Ends(now)
	switch {
	case ring.Equal(now), o.Urgent && s.UrgentInQuiet:
		return Verdict{When: Now, At: now, Why: "wanted"}
	case !ring.Before(o.StartsAt):
		return Verdict{When: Never, Why: "starts_in_quiet_hours"}
	}
	return Verdict{When: Later, At: ring, Why: "quiet_hours"}
}

func (r Rule) meets(o Offer, now time.Time) bool {
	among := func(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }
	day := o.StartsAt.In(clock.London).Weekday()
	return among(r.Employers, o.Employer) && among(r.Sites, o.Site) && among(r.Wards, o.Ward) &&
		// A distance that cannot be told meets no rule about distance: a long way for nothing is worse than one alert less.
		(r.WithinKM == 0 || (o.KM != nil && *o.KM <= float64(r.WithinKM))) &&
		(len(r.Weekdays) == 0 || slices.Contains(r.Weekdays, day)) &&
		(r.Part == AnyPart || (r.Part == Nights) == o.Night) &&
		o.HourlyPence >= r.MinHourlyPence && o.TotalPence >= r.MinTotalPence &&
		o.StartsAt.Sub(now) >= time.Duration(r.NoticeHours)*time.Hour
}
