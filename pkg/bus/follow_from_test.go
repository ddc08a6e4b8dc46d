package bus

import (
	"context"
	"slices"
	"testing"

	"github.com/muster-ics/muster/events"
)

func TestFollowFromGoesOnWhereAReaderLeftOff(t *testing.T) {
	t.Parallel()
	c := world(t, []string{"shifts", "passports"})
	var sent []string
	for range 6 {
		e := envelope(t)
		send(t, c, e)
		sent = append(sent, e.ID)
	}
	sendRaw(t, c, "muster.passports.noise", newID(), []byte("no event"))
	read := func(after uint64, n int) (ids []string, last uint64) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		err := FollowFrom(ctx, c, "passports", []string{"muster.passports.>"}, after, func(seq uint64, e events.Envelope) {
			if ids = append(ids, e.ID); len(ids) <= n {
				last = seq
			}
			if len(ids) == n {
				cancel()
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		return ids[:n], last
	}
	first, at := read(1, 2)
	if !slices.Equal(first, sent[1:3]) || at != 3 {
		t.Errorf("after 1: %v up to %d, want %v up to 3", first, at, sent[1:3])
	}
	rest, at := read(at, 3)
	if !slices.Equal(rest, sent[3:]) || at != 6 {
		t.Errorf("after 3: %v up to %d, want %v up to 6", rest, at, sent[3:])
	}
}
