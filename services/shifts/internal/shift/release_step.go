package shift

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"
)

// Released is the step that the last change has opened.
type Released struct {
	Rung   release.Rung
	ByHand bool
}

// Released gives the step that was opened since the shift was loaded.
func (s *Shift) Released() Released { return s.released }

// OpenDue takes the one change that time alone asks for: an escalated rate whose time is up goes back to the base rate, a
// step that has fallen due opens, and one that needs approval is asked for. It reports whether there was one. Only an open
// shift that has not started changes.
func (s *Shift) OpenDue(newID func() id.ID, now time.Time) bool {
	if s.s.Status != Open || !s.s.StartsAt.After(now) {
		return false
	}
	if s.s.EscalatedUntil != nil && !s.s.EscalatedUntil.After(now) {
		s.endEscalation()
		return true
	}
	i := s.s.Release.Due(now)
	if i < 0 {
		return false
	}
	if s.s.Release.Steps[i].Approver != "" {
		s.askForStep(newID(), i, now)
		return true
	}
	if s.s.Release.Steps[i].Kind.Agency() && s.bankHasTime(now) {
		return false
	}
	s.openStep(i, false, now)
	return true
}

// OpenNext opens the next step before it falls due. A step that needs approval is refused, and so is an agency step before
// the banks had their time, unless an override is recorded.
func (s *Shift) OpenNext(now time.Time) error {
	if err := s.s.offered(now); err != nil {
		return err
	}
	i := s.s.Release.Next()
	if i < 0 {
		return refuse("no_step_left", "Every step of this shift's release ladder is open or waits for approval.")
	}
	r := s.s.Release.Steps[i]
	switch {
	case r.Approver != "":
		return refuse("step_needs_approval", "The step "+Words(string(r.Kind))+" needs an executive's approval; ask for it as an escalation.")
	case r.Kind.Agency() && s.bankHasTime(now):
		return refuse(CodeBankHasTime, fmt.Sprintf("The banks have this shift until %s. Ask an executive for an override if it cannot wait.", release.Moment(s.s.BankClosesAt)))
	}
	s.openStep(i, true, now)
	return nil
}

func (s *Shift) openStep(i int, byHand bool, now time.Time) {
	s.s.Release = s.s.Release.With(i, release.Opened, now)
	s.released = Released{Rung: s.s.Release.Steps[i], ByHand: byHand}
	s.happened(EventReleased)
}

func (s *Shift) bankHasTime(now time.Time) bool {
	return s.s.Override == nil && now.Before(s.s.BankClosesAt)
}

// offered is nil while the shift is open and has not started.
func (s State) offered(now time.Time) error {
	switch {
	case s.Status == Held:
		return refuse("shift_taken", "A bank worker is taking this shift now; look again in a few seconds.")
	case s.Status != Open:
		return refuse("shift_not_open", "This shift is not open any more.")
	case !s.StartsAt.After(now):
		return refuse("shift_started", "This shift has already started.")
	}
	return nil
}
