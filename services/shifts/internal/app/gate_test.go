package app

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/muster-ics/muster/pkg/id"
)

func TestOneGoesAndTheOthersShareItsVerdict(t *testing.T) {
	t.Parallel()
	g, shiftID := NewGate(), id.New()
	var attempts, shared atomic.Int32
	release := make(chan struct{})
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			v, err := g.Through(t.Context(), shiftID, func() (*Verdict, error) {
				attempts.Add(1)
				<-release
				return &Verdict{}, nil
			})
			if err != nil {
				t.Error(err)
			}
			if v != nil {
				shared.Add(1)
			}
		})
	}
	close(release)
	group.Wait()
	if attempts.Load() != 1 || shared.Load() != 49 {
		t.Errorf("%d went, %d shared", attempts.Load(), shared.Load())
	}
}

func TestAfterAnAttemptThatTookNothingTheNextGoes(t *testing.T) {
	t.Parallel()
	g, shiftID := NewGate(), id.New()
	own := errors.New("their own diary")
	var attempts atomic.Int32
	for range 3 {
		if v, err := g.Through(t.Context(), shiftID, func() (*Verdict, error) { attempts.Add(1); return nil, own }); v != nil || !errors.Is(err, own) {
			t.Errorf("%v, %v", v, err)
		}
	}
	if attempts.Load() != 3 || len(g.doors) != 0 {
		t.Errorf("%d went, %d doors are left", attempts.Load(), len(g.doors))
	}
}

func TestAShiftThatOpensAgainIsNotTaken(t *testing.T) {
	t.Parallel()
	g, shiftID := NewGate(), id.New()
	take := func() (*Verdict, error) { return &Verdict{}, nil }
	if v, _ := g.Through(t.Context(), shiftID, take); v != nil {
		t.Error("the first did not go")
	}
	if v, _ := g.Through(t.Context(), shiftID, take); v == nil {
		t.Error("the second went")
	}
	g.Open(shiftID)
	if v, _ := g.Through(t.Context(), shiftID, take); v != nil {
		t.Error("nobody went after it opened")
	}
}

func TestAnAttemptFromBeforeTheOpeningLeavesNoVerdict(t *testing.T) {
	t.Parallel()
	g, shiftID := NewGate(), id.New()
	// The attempt reads "taken"; the shift opens before the attempt comes back.
	_, err := g.Through(t.Context(), shiftID, func() (*Verdict, error) {
		g.Open(shiftID)
		return &Verdict{}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := g.Through(t.Context(), shiftID, func() (*Verdict, error) { return nil, nil }); v != nil {
		t.Error("the old reading outlived the opening")
	}
}

func TestWhoGivesUpWaitingDoesNotHoldTheDoor(t *testing.T) {
	t.Parallel()
	g, shiftID := NewGate(), id.New()
	inside, release := make(chan struct{}), make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = g.Through(context.Background(), shiftID, func() (*Verdict, error) { close(inside); <-release; return nil, nil })
	}()
	<-inside
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.Through(ctx, shiftID, func() (*Verdict, error) { return nil, nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	close(release)
	<-done
	if len(g.doors) != 0 {
		t.Errorf("%d doors are left", len(g.doors))
	}
}
