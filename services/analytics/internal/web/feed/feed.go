// Package feed lets any number of browsers follow one rendering of a page that moves.
package feed

import (
	"bytes"
	"context"
	"sync"

	"github.com/muster-ics/muster/pkg/web"
)

// Shared renders once for all who look at the same. K says what is the same: two principals who may see different things
// must have different keys.
type Shared[K comparable] struct {
	open func(context.Context, K) (<-chan []byte, error)

	mu    sync.Mutex
	feeds map[K]*feed
}

// NewShared makes one. open starts a rendering, which ends with its context; it is called with the principal of whoever comes
// first.
func NewShared[K comparable](open func(context.Context, K) (<-chan []byte, error)) *Shared[K] {
	return &Shared[K]{open: open, feeds: map[K]*feed{}}
}

// feed is one rendering with those who follow it.
type feed struct {
	readers int
	stop    context.CancelFunc
	over    chan struct{}

	mu     sync.Mutex
	newest []byte
	// next is closed when newest is replaced.
	next chan struct{}
}

// Follow gives the newest rendering and then each that differs, until ctx or the rendering ends. A slow reader misses what is
// in between. Whether the caller may look is the caller's to judge.
func (s *Shared[K]) Follow(ctx context.Context, k K) (<-chan web.Event, error) {
	f, err := s.join(ctx, k)
	if err != nil {
		return nil, err
	}
	out := make(chan web.Event)
	go func() {
		defer close(out)
		defer s.leave(k, f)
		var sent []byte
		for {
			html, next := f.look()
			if html != nil && !bytes.Equal(html, sent) {
				select {
				case <-ctx.Done():
					return
				case out <- web.Event{Data: html}:
					sent = html
				}
			}
			select {
			case <-ctx.Done():
				return
			case <-f.over:
				return
			case <-next:
			}
		}
	}()
	return out, nil
}

func (s *Shared[K]) join(ctx context.Context, k K) (*feed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.feeds[k]; f != nil {
		f.readers++
		return f, nil
	}
	// The rendering outlives whoever came first, and lasts as long as anybody looks.
	own, stop := context.WithCancel(context.WithoutCancel(ctx))
	source, err := s.open(own, k)
	if err != nil {
		stop()
		return nil, err
	}
	f := &feed{readers: 1, stop: stop, over: make(chan struct{}), next: make(chan struct{})}
	s.feeds[k] = f
	go func() {
		for html := range source {
			f.replace(html)
		}
		s.drop(k, f)
		close(f.over)
	}()
	return f, nil
}

func (s *Shared[K]) leave(k K, f *feed) {
	s.mu.Lock()
	f.readers--
	last := f.readers == 0
	if last && s.feeds[k] == f {
		delete(s.feeds, k)
	}
	s.mu.Unlock()
	if last {
		f.stop()
	}
}

func (s *Shared[K]) drop(k K, f *feed) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.feeds[k] == f {
		delete(s.feeds, k)
	}
}

func (f *feed) look() (html []byte, next <-chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.newest, f.next
}

func (f *feed) replace(html []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.newest = html
	close(f.next)
	f.next = make(chan struct{})
}
