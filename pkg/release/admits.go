package release

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"
)

// Audience is what the ladder needs to know of a bank worker. The answer does not depend on anything else.
type Audience struct {
	// Own: the worker is employed by the host.
	Own bool
	// Preferred: the worker is the one whom the ward has named.
	Preferred bool
	// Fallback: the worker's band suffices for the fallback band only.
	Fallback bool
	// Aided: a lead has opened the shift to the worker's employer by mutual aid, whatever step the ladder has come to.
	Aided bool
}

// The codes of a worker to whom a shift is not open yet.
const (
	CodeNotReleased     = "NOT_RELEASED"
	CodeFallbackNotOpen = "FALLBACK_NOT_OPEN"
)

// Admits says whether the shift is open to the audience: nil when it is, else the reason with the date from which it is,
// where one is planned. A shift without a ladder is open to every bank worker at its band.
func Admits(s State, a Audience) *reason.Reason {
	if a.Fallback {
		return s.admitsFallback(a)
	}
	if len(s.Steps) == 0 || a.Aided || (a.Preferred && s.has(Preferred)) {
		return nil
	}
	kind, message := CollaborativeBank, "The employer's own bank has this shift first."
	if a.Own {
		kind, message = OwnBank, "A person whom the ward asked for has this shift first."
	}
	if s.has(kind) {
		return nil
	}
	return s.notYet(CodeNotReleased, message, "This shift is not open to workers of other employers.", kind)
}

func (s State) admitsFallback(a Audience) *reason.Reason {
	if a.Own && s.has(OwnFallbackGrade) {
		return nil
	}
	if !a.Own {
		return &reason.Reason{Code: CodeFallbackNotOpen, Weight: reason.Hard, Message: "The lower band is for the employer's own bank only.",
			Fix: "Look for shifts at your own band."}
	}
	return s.notYet(CodeFallbackNotOpen, "This shift is for a higher band first.", "This shift is not open to your band.", OwnFallbackGrade)
}

func (s State) has(k Kind) bool {
	i := s.Find(k, 0)
	return i >= 0 && s.Steps[i].Progress == Opened
}

func (s State) notYet(code, message, never string, k Kind) *reason.Reason {
	r := &reason.Reason{Code: code, Weight: reason.Hard, Message: never, Fix: "Look for another shift."}
	if i := s.Find(k, 0); i >= 0 && s.Steps[i].Progress == Planned {
		at := s.Steps[i].OpensAt
		r.Message, r.Fix, r.From = message, "It opens to you on "+Moment(at)+" if it is still free.", &at
	}
	return r
}

// Moment says a time as people in England read it.
func Moment(t time.Time) string { return t.In(clock.London).Format("Mon 2 Jan 2006 at 15:04") }
