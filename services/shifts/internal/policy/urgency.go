package policy

// KindUrgency is when an open shift is urgent.
const KindUrgency Kind = "urgency"

// Urgency is when an open shift counts as urgent: it is shown first, and told at hours when people are otherwise left
// alone. The default is 24 h ‡ before the start, 4 h ‡ for critical, after the usual notice bands of temporary staffing
// policies (0-4 h, 4-24 h).
type Urgency struct {
	// UrgentUnderHours and CriticalUnderHours are lead times in hours: from now to the start.
	UrgentUnderHours   int `json:"urgent_under_hours"`
	CriticalUnderHours int `json:"critical_under_hours"`
	// Reasons are codes of shift.RequestReasons that make a shift urgent up to twice UrgentUnderHours ahead.
	Reasons []string `json:"reasons"`
}

// DefaultUrgency is what holds for an employer that has decided nothing.
func DefaultUrgency() Urgency {
	return Urgency{UrgentUnderHours: 24, CriticalUnderHours: 4, Reasons: []string{"escalation", "enhanced_care"}}
}

// Kind implements Settings.
func (Urgency) Kind() Kind { return KindUrgency }

// Title implements Settings.
func (Urgency) Title() string { return "Urgent shifts" }

// Validate implements Settings.
func (u Urgency) Validate() error {
	var ps Problems
	ps.Unless(u.UrgentUnderHours >= 0 && u.UrgentUnderHours <= 24*14, "urgent_under_hours", "Give a number of hours from 0 to 336.")
	ps.Unless(u.CriticalUnderHours >= 0 && u.CriticalUnderHours <= u.UrgentUnderHours, "critical_under_hours", "Give a number of hours that is not more than urgent_under_hours.")
	ps.Unless(len(u.Reasons) <= 20, "reasons", "Give at most 20.")
	return ps.Err()
}
