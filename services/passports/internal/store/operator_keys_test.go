package store_test

import (
	"context"
	"testing"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/trust"
)

// A receiver was told the operator's first key by another way and reads the registry every three weeks. It follows through
// two years of changes of the key, and nobody tells it anything more.
func TestAReceiverFollowsTheOperatorFromKeyToKey(t *testing.T) {
	t.Parallel()
	k := issuing(t)
	at := clock.At(k.use.Clock.Now())
	k.use.Clock = at
	signers := map[string]bool{}
	publish := func(ctx context.Context) ([]byte, error) {
		token, err := k.use.PublishRegistry(ctx)
		if err != nil {
			return nil, err
		}
		read, err := jws.Peek(token)
		signers[read.Header.KeyID] = true
		return []byte(token), err
	}
	if _, err := publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	first := ""
	for first = range signers {
	}
	receiver := trust.NewRegistries(publish, trust.Pin{Operators: []string{first}})
	for range 35 {
		at.Set(at.Now().AddDate(0, 0, 21))
		if _, err := receiver.Registry(t.Context(), at.Now()); err != nil {
			t.Fatalf("%s: %v", at.Now(), err)
		}
	}
	if len(signers) < 7 {
		t.Errorf("two years were signed by %d keys", len(signers))
	}
}
