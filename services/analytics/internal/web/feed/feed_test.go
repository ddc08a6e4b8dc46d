package feed_test

import (
	"context"
	"errors"
	"testing"

	"github.com/muster-ics/muster/services/analytics/internal/web/feed"
)

// renderings is a source that a test feeds, and how often it was opened and ended.
type renderings struct {
	source         chan []byte
	opened, closed chan struct{}
}

func newRenderings() *renderings {
	return &renderings{source: make(chan []byte), opened: make(chan struct{}, 9), closed: make(chan struct{}, 9)}
}

func (r *renderings) open(ctx context.Context, _ string) (<-chan []byte, error) {
	r.opened <- struct{}{}
	out := make(chan []byte)
	go func() {
		defer func() { close(out); r.closed <- struct{}{} }()
		for {
			select {
			case <-ctx.Done():
				return
			case html, more := <-r.source:
				if !more {
					return
				}
				out <- html
			}
		}
	}()
	return out, nil
}

func TestManyFollowOneRenderingThatLastsAsLongAsOneOfThem(t *testing.T) {
	t.Parallel()
	r := newRenderings()
	s := feed.NewShared(r.open)
	first, leaveFirst := context.WithCancel(t.Context())
	second, leaveSecond := context.WithCancel(t.Context())
	defer leaveFirst()
	defer leaveSecond()
	a, err := s.Follow(first, "all")
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.Follow(second, "all")
	if err != nil {
		t.Fatal(err)
	}
	r.source <- []byte("one")
	if x, y := string((<-a).Data), string((<-b).Data); x != "one" || y != "one" {
		t.Errorf("they were given %q and %q", x, y)
	}
	leaveFirst()
	for range a { //nolint:revive // until it ends
	}
	r.source <- []byte("two")
	if x := string((<-b).Data); x != "two" {
		t.Errorf("who stays is given %q", x)
	}
	leaveSecond()
	<-r.closed
	if n := len(r.opened); n != 1 {
		t.Errorf("it was rendered %d times over", n)
	}
}

func TestWhoComesLaterSeesTheNewestAtOnceAndARenderingThatEndedBeginsAnew(t *testing.T) {
	t.Parallel()
	r := newRenderings()
	s := feed.NewShared(r.open)
	a, err := s.Follow(t.Context(), "all")
	if err != nil {
		t.Fatal(err)
	}
	r.source <- []byte("one")
	<-a
	b, err := s.Follow(t.Context(), "all")
	if err != nil {
		t.Fatal(err)
	}
	if x := string((<-b).Data); x != "one" {
		t.Errorf("who comes later is given %q", x)
	}
	close(r.source)
	if _, more := <-a; more {
		t.Error("the rendering has ended, and its followers have not")
	}
	r.source = make(chan []byte)
	if _, err := s.Follow(t.Context(), "all"); err != nil || len(r.opened) != 2 {
		t.Errorf("it was opened %d times: %v", len(r.opened), err)
	}
}

func TestWhatCannotBeRenderedIsSaidToWhoeverAsks(t *testing.T) {
	t.Parallel()
	refused := errors.New("refused")
	s := feed.NewShared(func(context.Context, int) (<-chan []byte, error) { return nil, refused })
	for range 2 {
		if _, err := s.Follow(t.Context(), 1); !errors.Is(err, refused) {
			t.Errorf("%v", err)
		}
	}
}
