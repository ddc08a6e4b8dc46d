// Package alerting decides which open shifts a worker is told of, and when: by the rules that each worker sets. Whether
// the worker could take the shift at all is asked of eligibility before.
package alerting

import (
	"fmt"
	"slices"
	"time"
)

// The limits of a worker's settings.
const (
	MaxRules     = 10
	maxChoices   = 50
	maxKM        = 300
	maxPerHour   = 60
	minutesADay  = 24 * 60
	maxPence     = 1_000_000 // £10,000: more than any shift pays, so somebody has typed pence for pounds twice
	maxLeadHours = 400 * 24
)

// Part is the part of the day in which a shift is worked.
type Part string

// Any part, or only days, or only nights.
const (
	AnyPart Part = ""
	Days    Part = "days"
	Nights  Part = "nights"
)

// Rule describes shifts that a worker wants to hear of. What is empty or zero does not narrow.
type Rule struct {
	Employers []string `json:"employers,omitempty"`
	Sites     []string `json:"sites,omitempty"`
	Wards     []string `json:"wards,omitempty"`
	// WithinKM is from the worker's postcode, in a straight line.
	WithinKM int `json:"within_km,omitempty"`
	// Weekdays are those on which the shift starts in London, 0 for Sunday.
	Weekdays []time.Weekday `json:"weekdays,omitempty"`
	Part     Part           `json:"part,omitempty"`
	// MinHourlyPence is the least basic rate, MinTotalPence the least pay for the whole shift.
	MinHourlyPence int64 `json:"min_hourly_pence,omitempty"`
	MinTotalPence  int64 `json:"min_total_pence,omitempty"`
	// NoticeHours leaves out shifts that start sooner than this.
	NoticeHours int `json:"notice_hours,omitempty"`
}

// Quiet are hours in which nobody is rung, by the clock in London. The zero value is none.
type Quiet struct {
	// From and Until are minutes after midnight. From after Until goes over midnight; equal is none.
	From  int `json:"from"`
	Until int `json:"until"`
}

// Settings are what a worker has chosen. See Default for one who has not.
type Settings struct {
	// Off says that the worker wants to hear of no open shifts. What happens to their own bookings is told all the same.
	Off bool `json:"off,omitempty"`
	// Rules: a shift that meets one of them is told. None means every shift that the worker could take.
	Rules []Rule `json:"rules,omitempty"`
	Quiet Quiet  `json:"quiet"`
	// UrgentInQuiet lets an urgent shift ring in quiet hours.
	UrgentInQuiet bool `json:"urgent_in_quiet,omitempty"`
	// PerHour is how many shifts are told one by one within an hour; what comes on top is one digest.
	PerHour int `json:"per_hour"`
}

// Default is for a worker who has set nothing: every shift that they could take, not by night, six an hour at most. Most
// of the complaints about bank messages are of too many and of the wrong grade, not of too few.
func Default() Settings {
	return Settings{Quiet: Quiet{From: 21 * 60, Until: 7 * 60}, PerHour: 6}
}

// Problem is one thing to change in settings.
type Problem struct{ Field, Message string }

// Problems are what a person has to change before the settings can stand.
func (s Settings) Problems() []Problem {
	var ps []Problem
	unless := func(ok bool, field, format string, args ...any) {
		if !ok {
			ps = append(ps, Problem{Field: field, Message: fmt.Sprintf(format, args...)})
		}
	}
	unless(len(s.Rules) <= MaxRules, "rules", "Keep at most %d rules.", MaxRules)
	unless(s.Quiet.From >= 0 && s.Quiet.From < minutesADay, "quiet.from", "Give the start of your quiet hours as a time of day.")
	unless(s.Quiet.Until >= 0 && s.Quiet.Until < minutesADay, "quiet.until", "Give the end of your quiet hours as a time of day.")
	unless(s.PerHour >= 1 && s.PerHour <= maxPerHour, "per_hour", "Choose from 1 to %d alerts an hour.", maxPerHour)
	for i, r := range s.Rules {
		at := func(f string) string { return fmt.Sprintf("rules[%d].%s", i, f) }
		unless(max(len(r.Employers), len(r.Sites), len(r.Wards)) <= maxChoices, at("wards"), "Choose at most %d employers, sites or wards in one rule.", maxChoices)
		unless(r.WithinKM >= 0 && r.WithinKM <= maxKM, at("within_km"), "Give a distance of up to %d km, or leave it out.", maxKM)
		unless(!slices.ContainsFunc(r.Weekdays, func(d time.Weekday) bool { return d < time.Sunday || d > time.Saturday }), at("weekdays"), "Weekdays go from 0 for Sunday to 6 for Saturday.")
		unless(slices.Contains([]Part{AnyPart, Days, Nights}, r.Part), at("part"), "Choose days, nights, or leave it out.")
		unless(r.MinHourlyPence >= 0 && r.MinHourlyPence <= maxPence, at("min_hourly_pence"), "Give the least hourly rate in pence, or leave it out.")
		unless(r.MinTotalPence >= 0 && r.MinTotalPence <= maxPence, at("min_total_pence"), "Give the least pay in pence, or leave it out.")
		unless(r.NoticeHours >= 0 && r.NoticeHours <= maxLeadHours, at("notice_hours"), "Give the notice in hours, at most %d, or leave it out.", maxLeadHours)
	}
	return ps
}
