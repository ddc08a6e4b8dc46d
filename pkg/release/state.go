package release

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Progress is how far one step of one shift has come.
type Progress string

// A step is planned until it falls due. One that needs approval is then asked for, and opened or declined.
const (
	Planned  Progress = ""
	Asked    Progress = "asked"
	Opened   Progress = "opened"
	Declined Progress = "declined"
)

// Rung is one step of a ladder as one shift has it, fixed when the shift was posted.
type Rung struct {
	Kind Kind
	Tier int
	// OpensAt is when the step falls due.
	OpensAt      time.Time
	CeilingPence int64
	Approver     string
	Progress     Progress
	// At is when the step was asked for, opened or declined.
	At *time.Time
}

// State is a shift's ladder: a snapshot taken at posting, so that an edit of the ladder leaves shifts that stand alone. The
// zero State is that of a shift posted before there were ladders: open to every bank worker.
type State struct {
	LadderID      id.ID
	LadderVersion int64
	Steps         []Rung
}

// OpenedStep is one step that has opened.
type OpenedStep struct {
	Kind Kind
	Tier int
	At   time.Time
}

// Opened are the steps that have opened, by the moment at which they did.
func (s State) Opened() []OpenedStep {
	out := []OpenedStep{}
	for _, r := range s.Steps {
		if r.Progress == Opened {
			out = append(out, OpenedStep{Kind: r.Kind, Tier: r.Tier, At: *r.At})
		}
	}
	slices.SortStableFunc(out, func(a, b OpenedStep) int { return a.At.Compare(b.At) })
	return out
}

// Last is the furthest step that has opened; the zero Rung when none has.
func (s State) Last() Rung {
	for _, r := range slices.Backward(s.Steps) {
		if r.Progress == Opened {
			return r
		}
	}
	return Rung{}
}

// NextAt is when the next step falls due; nil when nothing is planned any more.
func (s State) NextAt() *time.Time {
	var next *time.Time
	for _, r := range s.Steps {
		if r.Progress == Planned && (next == nil || r.OpensAt.Before(*next)) {
			at := r.OpensAt
			next = &at
		}
	}
	return next
}

// Next is the index of the first step that has not been asked for or opened; -1 when there is none.
func (s State) Next() int {
	return slices.IndexFunc(s.Steps, func(r Rung) bool { return r.Progress == Planned })
}

// Due is the index of the planned step that fell due first, no later than now; -1 when none has.
func (s State) Due(now time.Time) int {
	at := -1
	for i, r := range s.Steps {
		if r.Progress == Planned && !r.OpensAt.After(now) && (at < 0 || r.OpensAt.Before(s.Steps[at].OpensAt)) {
			at = i
		}
	}
	return at
}

// Find is the index of the step of a kind and tier; -1 when the ladder has none.
func (s State) Find(k Kind, tier int) int {
	return slices.IndexFunc(s.Steps, func(r Rung) bool { return r.Kind == k && r.Tier == tier })
}

// With is the state after step i has come to p at a moment. The receiver stays as it is.
func (s State) With(i int, p Progress, at time.Time) State {
	s.Steps = slices.Clone(s.Steps)
	s.Steps[i].Progress, s.Steps[i].At = p, &at
	return s
}

// OpenAtPosting opens every bank step that falls due at posting. Agency steps are left to the scheduler, which goes by the
// database's clock.
func (s State) OpenAtPosting(postedAt time.Time) State {
	for i, r := range s.Steps {
		if !r.Kind.Agency() && r.Approver == "" && !r.OpensAt.After(postedAt) {
			s = s.With(i, Opened, postedAt)
		}
	}
	return s
}

// AgencyOpenedAt is when the first agency step opened; nil while none has.
func (s State) AgencyOpenedAt() *time.Time {
	var first *time.Time
	for _, r := range s.Steps {
		if r.Kind.Agency() && r.Progress == Opened && (first == nil || r.At.Before(*first)) {
			first = r.At
		}
	}
	return first
}
