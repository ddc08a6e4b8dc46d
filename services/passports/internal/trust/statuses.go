// Package trust is how a receiver learns whose credentials to believe and which were taken back: it reads a registry and
// status lists, keeps them for as long as they may be kept, and says unknown when they cannot be read.
package trust

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
	"github.com/muster-ics/muster/services/passports/internal/statuslist"
)

const (
	// MaxStale is how long a list that can no longer be read is relied on: a receiver's default.
	MaxStale = time.Hour
	// again is how long is waited after a failure, or after a look at the registry for a key that it did not have.
	again = 10 * time.Second
	// most is how many lists are kept.
	most = 256
)

// Fetch reads a document by its address.
type Fetch func(ctx context.Context, address string) ([]byte, error)

// Statuses reads status lists. Every answer is that of a list which its issuer signed, or an error.
type Statuses struct {
	fetch    Fetch
	issuers  sdjwt.Issuers
	maxStale time.Duration

	one   singleflight.Group
	mu    sync.Mutex
	lists map[string]kept
}

type kept struct {
	list statuslist.Signed
	// readAt is when the list was last read, triedAt when it was last asked for in vain.
	readAt, triedAt time.Time
	have            bool
}

// NewStatuses makes a reader of lists that fetch brings and issuers' keys verify. maxStale 0 is MaxStale.
func NewStatuses(fetch Fetch, issuers sdjwt.Issuers, maxStale time.Duration) *Statuses {
	if maxStale <= 0 {
		maxStale = MaxStale
	}
	return &Statuses{fetch: fetch, issuers: issuers, maxStale: maxStale, lists: map[string]kept{}}
}

// Status implements sdjwt.StatusSource.
func (s *Statuses) Status(ctx context.Context, issuer, uri string, index int64, at time.Time) (sdjwt.StatusReading, error) {
	k, err := s.list(ctx, issuer, uri, at)
	if err != nil {
		return sdjwt.StatusReading{}, err
	}
	status, err := k.list.List.At(index)
	return sdjwt.StatusReading{Revoked: status != 0, ReadAt: k.list.SignedAt}, err
}

// list gives a list that is fresh, or one not too stale when it cannot be read anew.
func (s *Statuses) list(ctx context.Context, issuer, uri string, at time.Time) (kept, error) {
	key := issuer + " " + uri
	k := s.look(key)
	if k.have && at.Before(k.list.FreshUntil) && !at.Before(k.readAt) {
		return k, nil
	}
	err := errors.New("it could not be read a moment ago")
	if k.triedAt.IsZero() || at.Sub(k.triedAt) >= again || at.Before(k.triedAt) {
		if k, err = s.read(ctx, key, issuer, uri, at); err == nil {
			return k, nil
		}
	}
	if k = s.look(key); k.have && at.Sub(k.readAt) <= s.maxStale && at.Before(k.list.EndsAt) && !at.Before(k.readAt) {
		return k, nil
	}
	return kept{}, fmt.Errorf("the status list: %w", err)
}

// read reads a list once for all who ask for it now.
func (s *Statuses) read(ctx context.Context, key, issuer, uri string, at time.Time) (kept, error) {
	v, err, _ := s.one.Do(key, func() (any, error) {
		token, err := s.fetch(ctx, uri)
		var list statuslist.Signed
		if err == nil {
			list, err = statuslist.Open(string(token), issuer, uri, at, func(keyID string) (*ecdsa.PublicKey, error) {
				return s.issuers.Key(ctx, issuer, keyID, at)
			})
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		k := kept{list: list, readAt: at, have: true}
		if err != nil {
			k = s.lists[key]
			k.triedAt = at
		}
		s.keep(key, k)
		return k, err
	})
	k, _ := v.(kept)
	return k, err
}

func (s *Statuses) look(key string) kept {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lists[key]
}

func (s *Statuses) keep(key string, k kept) {
	if _, there := s.lists[key]; !there && len(s.lists) >= most {
		for other := range s.lists {
			delete(s.lists, other)
			break
		}
	}
	s.lists[key] = k
}
