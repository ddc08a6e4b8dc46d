package bus

import (
	"context"
	"errors"
	"slices"
	"testing"
)

func TestReadAllReadsInOrderToWhatWasLast(t *testing.T) {
	t.Parallel()
	c := world(t, []string{"passports"})
	const n = 300
	var want []string
	for range n {
		e := envelope(t)
		want = append(want, e.ID)
		send(t, c, e)
	}
	sendRaw(t, c, envelope(t).NATSSubject(), newID(), []byte("{")) // Left out, as in life.
	var got []string
	var done, last uint64
	err := ReadAll(t.Context(), c, "passports", func(batch []Delivery) error {
		if len(got) == 0 {
			send(t, c, envelope(t)) // Too late to be read.
		}
		for i, d := range batch {
			if d.Event == nil || d.Sequence != uint64(len(got)+1) {
				t.Fatalf("delivery %d: %+v", i, d)
			}
			got = append(got, d.Env.ID)
		}
		return nil
	}, func(d, l uint64) { done, last = d, l })
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%d read, want %d: %v", len(got), n, err)
	}
	if done != n+1 || last != n+1 {
		t.Errorf("progress %d of %d", done, last)
	}
}

func TestReadAllOfAnEmptyStreamReadsNothing(t *testing.T) {
	t.Parallel()
	c := world(t, []string{"passports"})
	err := ReadAll(t.Context(), c, "passports", func([]Delivery) error { t.Error("called"); return nil }, nil)
	if err != nil {
		t.Error(err)
	}
	if err := ReadAll(t.Context(), c, "payroll", nil, nil); err == nil {
		t.Error("a stream that is not there was read")
	}
}

func TestReadAllStopsAtTheFirstError(t *testing.T) {
	t.Parallel()
	c := world(t, []string{"passports"})
	send(t, c, envelope(t))
	full := errors.New("disk full")
	if err := ReadAll(t.Context(), c, "passports", func([]Delivery) error { return full }, nil); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := ReadAll(ctx, c, "passports", func([]Delivery) error { return nil }, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
