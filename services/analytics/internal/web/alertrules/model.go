package alertrules

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// ListView is the page of all rules.
type ListView struct {
	Rules      []Line
	May, Saved bool
}

// Line is one rule in words.
type Line struct {
	ID, Version, Name, Says, Where, Tells, Whose string
	// Rests says which rule judges instead; empty for one that judges itself.
	Rests   string
	On, May bool
}

func lineOf(r alert.Rule, names app.Names, who auth.Principal) Line {
	l := Line{
		ID: r.ID.String(), Version: strconv.FormatInt(r.Version, 10), Name: r.Name, Says: r.Says(), Where: where(r.Scope, names),
		Tells: tells[r.Tell], On: r.On, May: who.Role == auth.Lead || who.Role == auth.Employer && r.Owner != "",
	}
	if r.Owner != "" && who.Role != auth.Employer {
		l.Whose = "A rule of " + names.Employer(r.Owner)
	} else if r.Owner != "" && r.Owner != who.Employer {
		l.Whose = "Made as " + names.Employer(r.Owner)
	}
	return l
}

// where says in words where a rule looks.
func where(s alert.Scope, names app.Names) string {
	var parts []string
	if s.Employer != "" {
		parts = append(parts, names.Employer(s.Employer))
	} else {
		parts = append(parts, "Each employer by itself")
	}
	if s.StaffGroup != "" {
		parts = append(parts, words.StaffGroup(s.StaffGroup))
	}
	if s.Role != "" {
		parts = append(parts, words.Plain(s.Role))
	}
	if s.Period != "" {
		parts = append(parts, periods[s.Period])
	}
	return strings.Join(parts, " · ")
}

var periods = map[string]string{"day": "Days", "night": "Nights", "weekend": "Weekends"}

var tells = map[string]string{
	"": "Everybody who sees it", alert.TellLead: "The system's lead alone", "post": "The lead, and those who post shifts",
	"approve": "The lead, and those who approve", "verify": "The lead, and those who check passports", "finance": "The lead, and finance", "executive": "The lead, and executives",
}

// told is tells for an employer's own rules, of which the lead is not told.
var told = map[string]string{
	"": "All your employer's people", "post": "Those who post shifts", "approve": "Those who approve", "verify": "Those who check passports", "finance": "Finance", "executive": "Executives",
}

// Kind is what a rule can look at, in words.
type Kind struct {
	What               alert.What
	Title, Text        string
	Raise, Clear, Hint string
	Percent            bool
}

var kinds = []Kind{
	{alert.FillBelow, "Too little is filled", "Fewer hours than you want are filled, so many hours before they start.", "Call below this fill rate, in percent", "Over again from this fill rate, in percent", "Higher than the value above, so that one booking more or less does not call again and again.", true},
	{alert.RateAbove, "An employer pays far more than others", "An employer's usual rate for alike work lies above the median of all.", "Call when it is more percent above the median than", "Over again at so many percent above the median", "Lower than the value above.", true},
	{alert.AboveAgreed, "A rate above the rate card", "A shift is offered at more than what its rate card gives.", "Call when it is more percent above the rate card than", "Over again at so many percent above the rate card", "Lower than the value above.", true},
	{alert.AgencyEarly, "Agencies before the bank", "Agencies filled shifts of the last 24 hours before the bank had its time.", "Call when there are more such shifts than", "Over again at so many such shifts", "Not more than the value above.", false},
	{alert.Silence, "An employer says nothing", "Nothing was heard from an employer's own system.", "Call after so many minutes of silence", "Over again when the newest word is so many minutes old", "Lower than the value above.", false},
}

func kindOf(w alert.What) Kind {
	for _, k := range kinds {
		if k.What == w {
			return k
		}
	}
	return kinds[0]
}

// started is what the form of a new rule begins with.
var started = map[alert.What]alert.Rule{
	alert.FillBelow:   {What: alert.FillBelow, HoursAhead: 24, Raise: 850, Clear: 900, QuietMinutes: 30, On: true},
	alert.RateAbove:   {What: alert.RateAbove, HoursAhead: 72, Raise: 200, Clear: 150, QuietMinutes: 60, On: true},
	alert.AboveAgreed: {What: alert.AboveAgreed, HoursAhead: 72, Raise: 100, Clear: 50, QuietMinutes: 60, On: true},
	alert.AgencyEarly: {What: alert.AgencyEarly, QuietMinutes: 60, On: true},
	alert.Silence:     {What: alert.Silence, Raise: 60, Clear: 10, QuietMinutes: 10, On: true},
}

// Form is the form of a rule.
type Form struct {
	Title, Action, Version string
	Kind                   Kind
	Fault                  *fault.Error
	Name, Hours            layout.Field
	Raise, Clear, Quiet    layout.Field
	Choices                []Choice
	Tried                  string
	// Known is set for a rule that is kept already; On tells how it stands.
	ID      string
	On, May bool
}

// Choice is one select.
type Choice struct {
	Field   layout.Field
	Options []layout.Option
}

type choices struct {
	names app.Names
	roles []string
	lead  bool
}

func formOf(r alert.Rule, typed url.Values, f *fault.Error, tried *app.Tried, c choices) Form {
	k := kindOf(r.What)
	v := Form{Title: "New rule: " + strings.ToLower(k.Title[:1]) + k.Title[1:], Action: path + "/new", Kind: k, Fault: f, On: r.On}
	if r.Version > 0 {
		v.Title, v.ID, v.Version = "Rule: "+r.Name, r.ID.String(), strconv.FormatInt(r.Version, 10)
		v.Action = path + "/" + v.ID
	}
	field := func(name, label, hint, width, value string) layout.Field {
		if typed.Has(name) {
			value = typed.Get(name)
		}
		out := layout.Field{Name: name, Label: label, Hint: hint, Width: width, Value: value}
		if f != nil {
			out.Error = layout.ErrorFor(f.Fields, name)
		}
		return out
	}
	v.Name = field("name", "Name", "How people know the rule. Name nobody in it.", "", r.Name)
	v.Hours = field("hours_ahead", "Look at shifts that start within so many hours", "1 to 336", "4", strconv.Itoa(r.HoursAhead))
	v.Raise = field("raise", k.Raise, "", "5", shown(k, r.Raise))
	v.Clear = field("clear", k.Clear, k.Hint, "5", shown(k, r.Clear))
	v.Quiet = field("quiet_minutes", "Least minutes between two changes of an alert", "0 to 1,440", "4", strconv.Itoa(r.QuietMinutes))
	v.Hours.Numeric, v.Quiet.Numeric = true, true
	v.Choices = selects(r, field, c)
	if tried != nil {
		v.Tried = triedInWords(*tried, r.Step())
	}
	return v
}

func selects(r alert.Rule, field func(name, label, hint, width, value string) layout.Field, c choices) (out []Choice) {
	add := func(name, label, value string, options ...layout.Option) {
		out = append(out, Choice{field(name, label, "", "", value), options})
	}
	if c.lead {
		employers := []layout.Option{{Text: "Each employer by itself"}}
		for _, e := range c.names.All() {
			employers = append(employers, layout.Option{Value: e.ODS, Text: e.Name})
		}
		add("employer", "Employer", r.Scope.Employer, employers...)
	}
	if r.What != alert.Silence {
		groups, roles := []layout.Option{{Text: "Each staff group by itself"}}, []layout.Option{{Text: "All roles"}}
		for _, g := range shifts.StaffGroups {
			groups = append(groups, layout.Option{Value: g, Text: words.StaffGroup(g)})
		}
		known := r.Scope.Role == ""
		for _, code := range c.roles {
			known = known || code == r.Scope.Role
			roles = append(roles, layout.Option{Value: code, Text: words.Plain(code)})
		}
		if !known {
			roles = append(roles, layout.Option{Value: r.Scope.Role, Text: words.Plain(r.Scope.Role)})
		}
		add("staff_group", "Staff group", r.Scope.StaffGroup, groups...)
		add("role", "Role", r.Scope.Role, roles...)
		add("period", "Part of the week", r.Scope.Period, layout.Option{Text: "All of it"}, layout.Option{Value: "day", Text: "Days"}, layout.Option{Value: "night", Text: "Nights"}, layout.Option{Value: "weekend", Text: "Weekends"})
	}
	all := tells
	if !c.lead || r.Owner != "" {
		all = told
	}
	var who []layout.Option
	for _, t := range alert.Tells {
		if text, ok := all[t]; ok {
			who = append(who, layout.Option{Value: t, Text: text})
		}
	}
	add("tell", "Who is told", r.Tell, who...)
	return out
}

// shown is a threshold as it is typed.
func shown(k Kind, n int64) string {
	if k.Percent {
		return strings.TrimSuffix(alert.Percent(n), "%")
	}
	return strconv.FormatInt(n, 10)
}

// triedInWords is what a rule would have done.
func triedInWords(t app.Tried, step time.Duration) string {
	known := t.Until.Sub(t.From)
	if known < step {
		return "Nothing is known of the past yet, so nobody can say how often this rule would have called."
	}
	over := "In the last 28 days"
	if known < 27*24*time.Hour {
		over = "Since " + layout.Moment(t.From) + ", before which nothing is known,"
	}
	looked := " The past was looked at every " + every(step) + "; what came and went in between is not counted."
	if t.Raised == 0 {
		return over + " this rule would not have called." + looked
	}
	said := fmt.Sprintf("%s this rule would have called %s, about %s. The longest call stood for %s.", over, times(t.Raised), employers(t.Employers), layout.Duration(t.Longest))
	if t.Standing > 0 {
		said += fmt.Sprintf(" %d would stand now.", t.Standing)
	}
	return said + looked
}

func every(step time.Duration) string {
	if step == time.Hour {
		return "hour"
	}
	return layout.Duration(step)
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return words.Thousands(int64(n)) + " times"
}

func employers(n int) string {
	if n == 1 {
		return "one employer"
	}
	return strconv.Itoa(n) + " employers"
}
