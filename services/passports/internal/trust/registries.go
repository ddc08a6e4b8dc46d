package trust

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/registry"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

// readEvery is how long a registry is relied on before it is read again.
const readEvery = 5 * time.Minute

// Pin is what a receiver remembers of a registry: whom it trusts to sign it, and how far it had come.
type Pin struct {
	// Operators are thumbprints (RFC 7638) of keys of the operator. The first comes to the receiver by another way; later
	// ones are those that a registry named which was signed by one of them.
	Operators []string `json:"operators"`
	// Version is the highest that was relied on.
	Version int64 `json:"version"`
}

// Registries reads one registry again and again, and never goes back to an older one.
type Registries struct {
	fetch func(ctx context.Context) ([]byte, error)

	mu      sync.Mutex
	pin     Pin
	now     registry.Registry
	have    bool
	readAt  time.Time
	triedAt time.Time
	why     error
}

// NewRegistries makes a reader of the registry that fetch brings, signed by a key that pin names.
func NewRegistries(fetch func(ctx context.Context) ([]byte, error), pin Pin) *Registries {
	return &Registries{fetch: fetch, pin: pin, why: errors.New("it was not read yet")}
}

// Pin is what to remember for the next time.
func (r *Registries) Pin() Pin {
	r.mu.Lock()
	defer r.mu.Unlock()
	return Pin{Operators: slices.Clone(r.pin.Operators), Version: r.pin.Version}
}

// Key implements sdjwt.Issuers. For a key that the registry does not have it is read again, at most once in ten seconds
// however many ask: the issuer may have begun to sign by a new one.
func (r *Registries) Key(ctx context.Context, issuer, keyID string, at time.Time) (*ecdsa.PublicKey, error) {
	now, err := r.Registry(ctx, at)
	if err != nil {
		return nil, err
	}
	k, err := now.Key(issuer, keyID, at)
	if !errors.Is(err, registry.ErrNoKey) {
		return k, err
	}
	r.again(ctx, at)
	if now, err = r.Registry(ctx, at); err != nil {
		return nil, err
	}
	return now.Key(issuer, keyID, at)
}

// Permitted implements sdjwt.Issuers.
func (r *Registries) Permitted(ctx context.Context, issuer, vct string, at time.Time) error {
	now, err := r.Registry(ctx, at)
	if err != nil {
		return err
	}
	return now.Permitted(issuer, vct, at)
}

// KnownHost tells whether a host belongs to an issuer or a receiver of the registry that was read last.
func (r *Registries) KnownHost(host string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.ContainsFunc(r.now.Entries, func(e registry.Entry) bool {
		u, err := url.Parse(e.Issuer)
		return (err == nil && host != "" && u.Host == host) || slices.Contains(e.Receivers, host)
	})
}

// Registry gives the registry as it holds at a time, and reads it when that is due. What is out of date is refused.
func (r *Registries) Registry(ctx context.Context, at time.Time) (registry.Registry, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.have || at.Sub(r.readAt) >= readEvery {
		r.read(ctx, at)
	}
	if !r.have || !at.Before(r.now.EndsAt) {
		return registry.Registry{}, sdjwt.Refuse(sdjwt.IssuerUnread, "The registry of issuers cannot be relied on: %v.", r.why)
	}
	return r.now, nil
}

// again reads the registry before it is due.
func (r *Registries) again(ctx context.Context, at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.read(ctx, at)
}

// read reads the registry, unless that was tried a moment ago. What is wrong with it leaves the one before in its place.
func (r *Registries) read(ctx context.Context, at time.Time) {
	if !r.triedAt.IsZero() && at.Sub(r.triedAt) < again && !at.Before(r.triedAt) {
		return
	}
	r.triedAt = at
	raw, err := r.fetch(ctx)
	if err != nil {
		r.why = err
		return
	}
	next, err := registry.Open(string(raw), r.operators(string(raw)), r.pin.Version, at)
	if err != nil {
		r.why = err
		return
	}
	r.now, r.have, r.readAt, r.why = next, true, at, registry.ErrOutOfDate
	r.pin.Version = next.Version
	if named := thumbprints(next.Operators); len(named) > 0 {
		r.pin.Operators = named
	}
}

// operators gives of the keys that the token brings along those which the pin names: a thumbprint is the key.
func (r *Registries) operators(token string) []jws.JWK {
	t, err := jws.Peek(token)
	if err != nil {
		return nil
	}
	list, _ := t.Claims["operator_keys"].([]any)
	var pinned []jws.JWK
	for _, v := range list {
		k, err := jws.ReadJWK(v)
		if err != nil {
			continue
		}
		thumb, err := jws.Thumbprint(k)
		if err != nil || !slices.Contains(r.pin.Operators, thumb) {
			continue
		}
		if j, err := jws.VerifyingJWK(k, thumb); err == nil {
			pinned = append(pinned, j)
		}
	}
	return pinned
}

func thumbprints(keys []jws.JWK) []string {
	var all []string
	for _, j := range keys {
		k, err := j.Public()
		if err != nil {
			continue
		}
		if thumb, err := jws.Thumbprint(k); err == nil {
			all = append(all, thumb)
		}
	}
	return all
}
