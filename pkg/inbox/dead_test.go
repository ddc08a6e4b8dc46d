package inbox_test

import (
	"bytes"
	"testing"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/testkit"
)

func TestADeadLetterIsKeptAsItCameUntilItIsRedriven(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "inbox", migrate)
	dead := inbox.NewDeadLetters(db.Pool)
	// What nobody could read is often not even text.
	body := []byte{0, 0xff, 0xfe, '{'}
	letters := []inbox.DeadLetter{
		{Consumer: "c", Subject: "muster.a", StreamSeq: 7, Headers: map[string][]string{"Nats-Msg-Id": {"1", "2"}}, Body: body, Reason: "not JSON: \x00\xff", Tries: 12},
		{Consumer: "c", Subject: "bad \x00 subject \xff", StreamSeq: 8, Headers: map[string][]string{"k\x00": {"v\x00\xff"}}, Reason: "r"},
		{Consumer: "c", Reason: "empty"},
	}
	for _, l := range letters {
		if err := dead.Put(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	got, err := dead.List(t.Context(), 10)
	if err != nil || len(got) != 3 {
		t.Fatalf("%d letters, %v", len(got), err)
	}
	g := got[0]
	if !bytes.Equal(g.Body, body) || g.StreamSeq != 7 || g.Tries != 12 || len(g.Headers["Nats-Msg-Id"]) != 2 || g.At.IsZero() || g.Redriven != nil {
		t.Fatalf("kept as %+v", g)
	}
	if err := dead.MarkRedriven(t.Context(), g.ID); err != nil {
		t.Fatal(err)
	}
	if err := dead.MarkRedriven(t.Context(), g.ID); !fault.Is(err, fault.NotFound) {
		t.Fatalf("redriven twice: %v", err)
	}
	if n, err := dead.Count(t.Context()); err != nil || n != 2 {
		t.Fatalf("%d wait, %v", n, err)
	}
	if got, err = dead.List(t.Context(), 1); err != nil || len(got) != 1 || got[0].StreamSeq != 8 {
		t.Fatalf("%+v, %v", got, err)
	}
}
