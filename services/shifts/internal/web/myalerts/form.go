package myalerts

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/fault"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// withGeneral puts what the first form says into the settings. The fault names every input to change.
func withGeneral(s alerting.Settings, f url.Values) (alerting.Settings, *fault.Error) {
	var bad []fault.Field
	s.Off = view.Chosen(f, "body.", "alerts", &bad, "on", "off") == "off"
	s.UrgentInQuiet = view.Ticked(f, "body.", "urgent", &bad)
	s.Quiet.From = minutes(f, "quiet_from", &bad)
	s.Quiet.Until = minutes(f, "quiet_until", &bad)
	s.PerHour = number(f, "per_hour", "Give a number of alerts an hour.", &bad)
	return s, invalid(bad)
}

// withRule adds the rule that the second form describes.
func withRule(s alerting.Settings, f url.Values) (alerting.Settings, *fault.Error) {
	var bad []fault.Field
	r := alerting.Rule{Part: alerting.Part(f.Get("part")), Employers: f["employer"], Sites: nonEmpty(f["site"])}
	r.Wards = strings.FieldsFunc(f.Get("wards"), func(c rune) bool { return c == ',' || c == ' ' || c == '\n' || c == '\r' })
	for _, d := range f["weekday"] {
		n, err := strconv.Atoi(d)
		if err != nil {
			bad = append(bad, fault.Field{Location: "body.weekday", Message: "Choose days of the week."})
			continue
		}
		r.Weekdays = append(r.Weekdays, time.Weekday(n))
	}
	r.WithinKM = number(f, "within_km", "Give the distance in whole kilometres, or leave it empty.", &bad)
	r.NoticeHours = number(f, "notice_hours", "Give the notice in whole hours, or leave it empty.", &bad)
	r.MinHourlyPence = view.Amount(f, "body.", "min_hourly", &bad)
	r.MinTotalPence = view.Amount(f, "body.", "min_total", &bad)
	s.Rules = append(append([]alerting.Rule{}, s.Rules...), r)
	return s, invalid(bad)
}

func nonEmpty(in []string) []string {
	var out []string
	for _, v := range in {
		if v != "" {
			out = append(out, v)
		}
	}
	return out
}

func invalid(bad []fault.Field) *fault.Error {
	if len(bad) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(bad...)
}

func minutes(f url.Values, name string, bad *[]fault.Field) int {
	t, err := time.Parse("15:04", f.Get(name))
	if err != nil {
		*bad = append(*bad, fault.Field{Location: "body." + name, Message: "Give a time of day, for example 21:00."})
		return 0
	}
	return t.Hour()*60 + t.Minute()
}

func number(f url.Values, name, message string, bad *[]fault.Field) int {
	text := strings.TrimSpace(f.Get(name))
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		*bad = append(*bad, fault.Field{Location: "body." + name, Message: message})
	}
	return n
}

func timeOf(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// inWords says a rule in a sentence.
func inWords(r alerting.Rule, names app.Directory) string {
	var parts []string
	if len(r.Employers) > 0 {
		parts = append(parts, "at "+list(r.Employers, names.Employer))
	}
	if len(r.Sites) > 0 {
		parts = append(parts, "at "+list(r.Sites, names.Site))
	}
	if len(r.Wards) > 0 {
		parts = append(parts, "on "+list(r.Wards, view.Words))
	}
	if r.WithinKM > 0 {
		parts = append(parts, fmt.Sprintf("within %d km", r.WithinKM))
	}
	if len(r.Weekdays) > 0 {
		var days []string
		for _, d := range r.Weekdays {
			days = append(days, d.String())
		}
		parts = append(parts, "starting on "+strings.Join(days, ", "))
	}
	if r.Part != alerting.AnyPart {
		parts = append(parts, "only "+string(r.Part))
	}
	if r.MinHourlyPence > 0 {
		parts = append(parts, fmt.Sprintf("from £%d.%02d an hour", r.MinHourlyPence/100, r.MinHourlyPence%100))
	}
	if r.MinTotalPence > 0 {
		parts = append(parts, fmt.Sprintf("from £%d.%02d for the shift", r.MinTotalPence/100, r.MinTotalPence%100))
	}
	if r.NoticeHours > 0 {
		parts = append(parts, fmt.Sprintf("with %d hours of notice", r.NoticeHours))
	}
	if len(parts) == 0 {
		return "Every shift that I could take"
	}
	return "Shifts " + strings.Join(parts, ", ")
}

func list(codes []string, name func(string) string) string {
	var out []string
	for _, c := range codes {
		out = append(out, name(c))
	}
	return strings.Join(out, " or ")
}
