package workingtime

import "time"

// Worker is what decides about one worker's hours. The JSON form is how this service keeps it beside the passport.
type Worker struct {
	// Since is when the worker began with the employer that keeps the passport; zero when it is not known, and then the
	// whole reference period counts.
	Since    time.Time `json:"since,omitzero"`
	Contract Contract  `json:"contract,omitempty"`
	// OptOut is the time for which the worker has agreed in writing to work more than 48 h a week; nil for never.
	OptOut *Span `json:"opt_out,omitempty"`
	Visa   *Visa `json:"visa,omitempty"`
}

// Span is a time from From until Until; nil for without end.
type Span struct {
	From  time.Time  `json:"from"`
	Until *time.Time `json:"until,omitempty"`
}

// Holds tells whether the span covers a moment.
func (s *Span) Holds(at time.Time) bool {
	return s != nil && !s.From.After(at) && (s.Until == nil || s.Until.After(at))
}

// VisaKind is the kind of permission that caps weekly hours.
type VisaKind string

// The kinds of permission with a cap.
const (
	StudentDegree      VisaKind = "student_degree"
	StudentBelowDegree VisaKind = "student_below_degree"
	SkilledWorker      VisaKind = "skilled_worker"
)

// Visa is a permission to work with its limits.
type Visa struct {
	Kind VisaKind `json:"kind"`
	// Sponsor is the ODS code of the employer that sponsors a skilled worker. Work for it is not capped.
	Sponsor string `json:"sponsor,omitempty"`
	// Terms are a student's term dates. While none are known every week counts as term.
	Terms []Span `json:"terms,omitempty"`
}

// WeeklyCap is the most work in a week from Monday to Sunday: for students in term (20 h at degree level, 10 h below), for
// skilled workers on what they do for another employer than the sponsor ‡ (gov.uk/health-care-worker-visa/taking-a-second-job).
func (v Visa) WeeklyCap() time.Duration {
	if v.Kind == StudentBelowDegree {
		return 10 * time.Hour
	}
	return 20 * time.Hour
}
