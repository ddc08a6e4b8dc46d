// Package alert judges rules on figures: when to call for a person, and when to say that it is over. It is pure.
package alert

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// What a rule looks at.
type What string

// The kinds of rules.
const (
	// FillBelow looks at the booked fill rate of the shifts that start soon, in thousandths.
	FillBelow What = "fill_below"
	// RateAbove looks at how far an employer's median rate for alike work lies above that of all, in thousandths.
	RateAbove What = "rate_above"
	// AboveAgreed looks at how far a shift's rate stands above what its rate card gives, in thousandths.
	AboveAgreed What = "above_agreed"
	// AgencyEarly counts the shifts of the last 24 hours that agencies fill before the bank had its time.
	AgencyEarly What = "agency_early"
	// Silence looks at the minutes since an employer's newest event.
	Silence What = "silence"
)

// Whats has all kinds.
var Whats = []What{FillBelow, RateAbove, AboveAgreed, AgencyEarly, Silence}

// LooksAhead tells whether a rule looks at what starts within some hours.
func (w What) LooksAhead() bool { return w == FillBelow || w == RateAbove || w == AboveAgreed }

// TellLead has only the system's lead told.
const TellLead = "lead"

// Tells are whom a rule may tell: all who see its alerts, the system's lead alone, or one duty of the employer's people.
var Tells = []string{"", TellLead, "post", "approve", "verify", "finance", "executive"}

// Scope is where a rule looks. Empty means all; each employer and staff group is judged by itself.
type Scope struct {
	Employer, StaffGroup, Role string
	// Period is day, night or weekend.
	Period string
}

// Rule says when somebody is to be called.
type Rule struct {
	ID      id.ID
	Version int64
	// Owner is the ODS code of the employer whose rule it is; empty for the system's.
	Owner string
	Name  string
	What  What
	Scope Scope
	// HoursAhead is how far ahead shifts are looked at, by the rules that look ahead; else 0.
	HoursAhead int
	// Raise is the value from which it is an alert, Clear the value from which it is over: apart, so that a figure that
	// trembles around one of them does not call again and again.
	Raise, Clear int64
	// QuietMinutes is the least time between two changes of one alert.
	QuietMinutes int
	On           bool
	// Tell is one of Tells.
	Tell string
}

// Problem is what is wrong with a field, in words for who filled it in.
type Problem struct{ Field, Message string }

// Invalid lists everything that is wrong with a rule.
type Invalid struct{ Problems []Problem }

func (e *Invalid) Error() string {
	all := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		all[i] = p.Message
	}
	return strings.Join(all, " ")
}

// The bounds of a rule.
const (
	MaxHoursAhead   = 14 * 24
	MaxQuietMinutes = 24 * 60
	maxName         = 80
)

// Validate returns *Invalid with all that is wrong.
func (r Rule) Validate() error {
	var e Invalid
	wrong := func(field, format string, args ...any) {
		e.Problems = append(e.Problems, Problem{Field: field, Message: fmt.Sprintf(format, args...)})
	}
	if name := strings.TrimSpace(r.Name); name == "" || len([]rune(name)) > maxName {
		wrong("name", "Give the rule a name of 1 to %d characters.", maxName)
	}
	if !slices.Contains(Whats, r.What) {
		wrong("what", "Choose what the rule looks at.")
		return &e
	}
	if ahead := r.What.LooksAhead(); ahead && (r.HoursAhead < 1 || r.HoursAhead > MaxHoursAhead) {
		wrong("hours_ahead", "Look 1 to %d hours ahead.", MaxHoursAhead)
	} else if !ahead && r.HoursAhead != 0 {
		wrong("hours_ahead", "This rule does not look ahead: leave the hours out.")
	}
	if r.Scope.Period != "" && !slices.Contains([]string{"day", "night", "weekend"}, r.Scope.Period) {
		wrong("period", "Choose day, night or weekend, or all of them.")
	}
	if r.What == Silence && (r.Scope.StaffGroup != "" || r.Scope.Role != "" || r.Scope.Period != "") {
		wrong("staff_group", "Silence is of a whole employer: leave staff group, role and period out.")
	}
	if r.QuietMinutes < 0 || r.QuietMinutes > MaxQuietMinutes {
		wrong("quiet_minutes", "Keep an alert as it is for 0 to %d minutes.", MaxQuietMinutes)
	}
	if !slices.Contains(Tells, r.Tell) || r.Owner != "" && r.Tell == TellLead {
		wrong("tell", "Choose who is told.")
	}
	r.thresholds(wrong)
	if len(e.Problems) > 0 {
		return &e
	}
	return nil
}

func (r Rule) thresholds(wrong func(field, format string, args ...any)) {
	switch r.What {
	case FillBelow:
		if r.Raise < 1 || r.Raise > 1000 {
			wrong("raise", "Call below a fill rate of 0.1%% to 100%%.")
		}
		if r.Clear < r.Raise || r.Clear > 1000 {
			wrong("clear", "Let it be over at the same fill rate or a higher one, up to 100%%.")
		}
	case RateAbove:
		if r.Raise < 1 || r.Raise > 10_000 {
			wrong("raise", "Call above 0.1%% to 1,000%% over the median.")
		}
	case AboveAgreed:
		if r.Raise < 0 || r.Raise > 10_000 {
			wrong("raise", "Call above 0%% to 1,000%% over the rate card.")
		}
	case AgencyEarly:
		if r.Raise < 0 || r.Raise > 1000 {
			wrong("raise", "Call above 0 to 1,000 shifts.")
		}
	case Silence:
		if r.Raise < 5 || r.Raise > 7*24*60 {
			wrong("raise", "Call after 5 minutes to 7 days of silence.")
		}
	}
	if r.What != FillBelow && (r.Clear < 0 || r.Clear > r.Raise) {
		wrong("clear", "Let it be over at the same value or a lower one, not below 0.")
	}
}

// Alike tells whether two rules look at the same thing of an employer, whatever they call for.
func (r Rule) Alike(o Rule) bool {
	s, t := r.Scope, o.Scope
	s.Employer, t.Employer = "", ""
	return r.What == o.What && s == t && r.HoursAhead == o.HoursAhead
}

// Crosses tells whether a value is an alert.
func (r Rule) Crosses(value int64) bool {
	if r.What == FillBelow {
		return value < r.Raise
	}
	return value > r.Raise
}

// Over tells whether a value ends an alert.
func (r Rule) Over(value int64) bool {
	if r.What == FillBelow {
		return value >= r.Clear
	}
	return value <= r.Clear
}

func (r Rule) quiet() time.Duration { return time.Duration(r.QuietMinutes) * time.Minute }

// ErrUnknown says that there is no such rule or alert.
var ErrUnknown = errors.New("there is no such rule or alert")
