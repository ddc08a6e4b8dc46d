package app

import (
	"context"
	"testing"

	"github.com/muster-ics/muster/pkg/id"
)

// written are notices up to a number, of which nobody has anything newer.
type written struct {
	Notices
	last int64
}

func (w written) Last(context.Context) (int64, error) { return w.last, nil }

func (w written) Fresh(context.Context, int64) (map[id.ID]int64, error) { return nil, nil }

// A notice that is written after a stream has read and before the process first looks is on no later look: the stream must
// read again.
func TestTheFirstLookRingsForEveryStreamThatOpenedBeforeIt(t *testing.T) {
	t.Parallel()
	a := &App{bells: newBells()}
	a.telling.Notices = written{last: 7}
	worker, other := id.New(), id.New()
	rung, release := a.bells.hold(worker)
	defer release()
	too, leave := a.bells.hold(other)
	defer leave()
	if n, err := a.freshSince(t.Context(), 0, false); n != 7 || err != nil {
		t.Fatal(n, err)
	}
	for _, bell := range []<-chan struct{}{rung, too} {
		select {
		case <-bell:
		default:
			t.Error("a stream was not rung")
		}
	}
	if n, err := a.freshSince(t.Context(), 7, true); n != 7 || err != nil {
		t.Fatal(n, err)
	}
	select {
	case <-rung:
		t.Error("nothing is new, and yet a stream is rung")
	default:
	}
}
