package view

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
)

// Attendance is what happened to a booking from its check-in on, and what can be done next.
type Attendance struct {
	// CheckIn, Late and Leave are for a shift that is near or under way; SendHours for one that is over.
	CheckIn, Late, Leave, Absent bool
	SendHours                    bool
	// HoursLink leads to hours that were sent in; Pay says who holds them.
	HoursLink bool
	Pay       string
	Dispute   bool
	CheckedIn string
	LateBy    string
	// Consequence are the sentences of an end.
	Consequence []string
	// Redeploy is the shift that was offered instead.
	Redeploy string
}

// AttendanceOf says it of a booking at a moment.
func AttendanceOf(b booking.State, now time.Time) Attendance {
	over, begun := !b.EndsAt.After(now), !b.StartsAt.After(now)
	confirmed, started := b.Status == booking.Confirmed, b.Status == booking.Started
	a := Attendance{
		CheckIn: confirmed && !over && b.StartsAt.Sub(now) <= 12*time.Hour, Late: confirmed && !over && b.StartsAt.Sub(now) <= 12*time.Hour,
		Leave: started && begun && !over && b.LeftAt == nil, Absent: (confirmed || started) && begun,
		SendHours: (confirmed || started) && over || started && b.LeftAt != nil, HoursLink: b.Sheet != nil, Pay: payStatus(b), Dispute: b.Disputable(),
	}
	if b.StartedAt != nil {
		a.CheckedIn = layout.Moment(*b.StartedAt)
	}
	if b.LateMinutes > 0 {
		a.LateBy = fmt.Sprintf("%d min late", b.LateMinutes)
	}
	if c := b.Consequence; c != nil {
		a.Consequence, a.Redeploy = c.Sentences, c.RedeployTo
	}
	return a
}

// payStatus says where the pay of worked hours is, and who holds it.
func payStatus(b booking.State) string {
	if b.Sheet == nil {
		if c := b.Consequence; c != nil && c.OwedPence > 0 {
			return layout.Pounds(c.OwedPence) + " owed for the cancellation"
		}
		return ""
	}
	switch b.Sheet.Status {
	case timesheet.Submitted:
		return "Hours sent in; the ward has to approve them"
	case timesheet.Amended:
		return "The ward changed your hours; agree or dispute"
	case timesheet.Disputed:
		return "Disputed; the employer has to answer by " + layout.Date(b.Dispute.ReplyBy)
	}
	return layout.Pounds(b.ApprovedPence) + " approved; payroll pays it"
}

// Exceptions are the words for how hours differ from what was booked.
var Exceptions = map[timesheet.Exception]string{
	timesheet.NotCheckedIn: "not checked in", timesheet.Longer: "longer than booked", timesheet.Shorter: "shorter than booked",
	timesheet.Moved: "other times than booked", timesheet.BreakMissed: "break missed", timesheet.HasNote: "has a note",
}

// Typed is a moment as a form shows it: a wall clock in London.
func Typed(t time.Time) string { return t.In(clock.London).Format(typedForm) }

// ReadTyped reads a moment of a form. What was left as shown is the moment that was shown, also in the hour that comes
// twice when the clocks go back.
func ReadTyped(typed string, shown time.Time) time.Time {
	if typed == Typed(shown) {
		return shown
	}
	t, err := time.ParseInLocation(typedForm, typed, clock.London)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

const typedForm = "2006-01-02T15:04"

// HoursText is hours in words.
func HoursText(h timesheet.Hours) string {
	return layout.When(h.StartsAt, h.EndsAt) + ", " + minutes(h.BreakMinutes) + ": " + layout.Duration(time.Duration(h.Minutes())*time.Minute)
}

// HistoryLine is one entry of a booking's history in words.
type HistoryLine struct{ At, What, Why string }

// HistoryOf says a booking's history in words.
func HistoryOf(entries []app.Entry) []HistoryLine {
	out := make([]HistoryLine, len(entries))
	for i, e := range entries {
		out[i] = HistoryLine{At: layout.Moment(e.At), What: Deed(e.Action), Why: Words(e.Reason)}
	}
	return out
}
