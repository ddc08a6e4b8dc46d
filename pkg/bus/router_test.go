package bus

import (
	"context"
	"testing"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
)

func TestRouterHandsEachEventToItsHandler(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	e := envelope(t)
	send(t, c, e)
	got := make(chan events.Event, 1)
	start(t, c, &letters{}, s, brisk, func(_ context.Context, env events.Envelope, ev events.Event) error {
		if env.ID != e.ID {
			t.Errorf("id %s, want %s", env.ID, e.ID)
		}
		got <- ev
		return nil
	})
	if _, ok := (<-got).(passports.BookingClearedV1); !ok {
		t.Error("the event is not a value of the catalogue")
	}
	settled(t, c, s)
}
