package measure

import (
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Story is what became of one shift, and nothing of who worked it. Shifts are not people: none is suppressed.
type Story struct {
	ID    string
	Shift fact.Shift
	Cell  Cell
	Part  fillrate.Part
	// AskedAt is when it was first asked for; Lead how long before its start that was.
	AskedAt time.Time
	Lead    time.Duration
	// Waited is from asking until it was filled for the first time; nil while it never was.
	Waited    *time.Duration
	BankFirst Proof
	Approvals []Approval
}

// Approval is something that a person had to allow.
type Approval struct {
	// Of is early_agency, off_framework or over_cap.
	Of string
	// Role is the duty of who allowed it; empty where the shift's record does not tell.
	Role string
	// Why is a code.
	Why string
	// At is nil where the shift's record does not tell.
	At *time.Time
}

// StoryFor tells the story of a shift to the people of an employer; to leads and auditors for an empty viewer. From where a
// single worker came is for the two employers to know: a lead who reads shift by shift would otherwise have the flows that
// are cut where they are of few people.
func StoryFor(viewer Viewer, id string, s fact.Shift) (t Story, ok bool) {
	part, ok := fillrate.PartOf(s.Status, s.FilledBy)
	if !ok {
		return t, false
	}
	if !viewer.Is(s.Employer) && !viewer.Is(s.HomeEmployer) {
		s.HomeEmployer = ""
	}
	s.BookingID = ""
	t = Story{
		ID: id, Shift: s, Cell: CellOf(s), Part: part, AskedAt: AskedAt(s), Lead: Lead(s), BankFirst: BankFirst(s), Approvals: approvals(s.Agency),
	}
	if s.FirstFilledAt != nil {
		waited := max(s.FirstFilledAt.Sub(t.AskedAt), 0)
		t.Waited = &waited
	}
	return t, true
}

// approvals are in the order in which they are needed. Only an executive approves an agency off framework.
func approvals(a fact.Agency) (out []Approval) {
	if o := a.Override; o != nil {
		at := o.At
		out = append(out, Approval{Of: "early_agency", Role: o.Role, Why: o.Why, At: &at})
	}
	if a.OffFrameworkWhy != "" {
		out = append(out, Approval{Of: "off_framework", Role: "executive", Why: a.OffFrameworkWhy})
	}
	if a.OverCapWhy != "" {
		out = append(out, Approval{Of: "over_cap", Role: a.OverCapRole, Why: a.OverCapWhy})
	}
	return out
}
