// Package registry is the list, signed by the operator of one integrated care system, of who may issue which credentials
// and who receives them. It is the one root of trust: a receiver that knows the operator's key knows everybody's.
package registry

import (
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// Life is how long a signed registry may be relied on.
const Life = 24 * time.Hour

const leeway = 30 * time.Second

// Registry is one version of the list. Versions only grow.
type Registry struct {
	ICS     string `json:"ics"`
	Version int64  `json:"version"`
	// Operators are the keys that sign this and the next version: who trusts one that the last version named follows the
	// operator to its next key.
	Operators []jws.JWK `json:"operator_keys"`
	Entries   []Entry   `json:"entries"`
	SignedAt  time.Time `json:"-"`
	EndsAt    time.Time `json:"-"`
}

// Entry is one organisation, for as long as it takes part: footprints move.
type Entry struct {
	ODS  string `json:"ods"`
	Name string `json:"name"`
	// Issuer is its iss; empty for one that only receives. Keys are those that verify, the retiring ones too.
	Issuer string    `json:"issuer,omitempty"`
	Keys   []jws.JWK `json:"keys"`
	// Roots are certificates in base64 under which x5c chains may end.
	Roots []string `json:"roots"`
	// PermittedTypes are the types it may issue.
	PermittedTypes []string `json:"permitted_vct"`
	// Receivers are the hosts at which it receives presentations.
	Receivers  []string   `json:"receiver_hosts"`
	ValidFrom  time.Time  `json:"valid_from"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
}

// Why a registry or an issuer is not believed.
var (
	ErrOlder     = errors.New("this registry is older than one that was seen")
	ErrOutOfDate = errors.New("the registry is out of date")
	ErrNotListed = errors.New("the issuer is not in the registry")
	ErrNoKey     = errors.New("the issuer has no such key in the registry")
	ErrType      = errors.New("the issuer may not issue this type")
)

// In tells whether the entry holds at a time.
func (e Entry) In(at time.Time) bool {
	return !at.Before(e.ValidFrom) && (e.ValidUntil == nil || at.Before(*e.ValidUntil))
}

// Sign makes the token of the registry.
func Sign(s jws.Signer, r Registry, at time.Time) (string, error) {
	return jws.Sign(s, jws.Header{Type: jws.Registry}, struct {
		Registry
		IssuedAt int64 `json:"iat"`
		Expires  int64 `json:"exp"`
	}{r, at.Unix(), at.Add(Life).Unix()})
}

// Open verifies a registry by the operator's keys. seen is the highest version that was relied on before; 0 for none.
func Open(token string, operators []jws.JWK, seen int64, at time.Time) (Registry, error) {
	t, err := jws.Open(token, jws.Registry, func(t jws.Token) (*ecdsa.PublicKey, error) {
		i := slices.IndexFunc(operators, func(j jws.JWK) bool { return j.Kid == t.Header.KeyID })
		if i < 0 {
			return nil, fmt.Errorf("the registry is not signed by a key of its operator")
		}
		return operators[i].Public()
	})
	if err != nil {
		return Registry{}, err
	}
	raw, err := json.Marshal(t.Claims)
	if err != nil {
		return Registry{}, err
	}
	var r Registry
	if err := json.Unmarshal(raw, &r); err != nil {
		return Registry{}, err
	}
	return r, r.holds(t.Claims, seen, at)
}

func (r *Registry) holds(claims map[string]any, seen int64, at time.Time) error {
	var signed, ends bool
	r.SignedAt, signed = jws.Seconds(claims["iat"])
	r.EndsAt, ends = jws.Seconds(claims["exp"])
	switch {
	case !signed || !ends || r.SignedAt.After(at.Add(leeway)) || !at.Before(r.EndsAt.Add(leeway)):
		return ErrOutOfDate
	case r.Version < 1 || r.Version < seen:
		return ErrOlder
	}
	return nil
}

// Issuer gives the entry of an issuer that holds at a time.
func (r Registry) Issuer(iss string, at time.Time) (Entry, error) {
	for _, e := range r.Entries {
		if iss != "" && e.Issuer == iss && e.In(at) {
			return e, nil
		}
	}
	return Entry{}, ErrNotListed
}

// Key gives the key of an issuer. Nothing that a token brings along has a say.
func (r Registry) Key(iss, keyID string, at time.Time) (*ecdsa.PublicKey, error) {
	e, err := r.Issuer(iss, at)
	if err != nil {
		return nil, err
	}
	for _, j := range e.Keys {
		if j.Kid == keyID && keyID != "" {
			return j.Public()
		}
	}
	return nil, ErrNoKey
}

// Permitted refuses a type that the issuer may not issue.
func (r Registry) Permitted(iss, vct string, at time.Time) error {
	e, err := r.Issuer(iss, at)
	if err != nil {
		return err
	}
	if !slices.Contains(e.PermittedTypes, vct) {
		return ErrType
	}
	return nil
}

// Receiver gives the entry of who receives at a host.
func (r Registry) Receiver(host string, at time.Time) (Entry, bool) {
	for _, e := range r.Entries {
		if host != "" && e.In(at) && slices.Contains(e.Receivers, host) {
			return e, true
		}
	}
	return Entry{}, false
}

// Organisation gives the entry of an organisation.
func (r Registry) Organisation(ods string, at time.Time) (Entry, bool) {
	for _, e := range r.Entries {
		if e.ODS == ods && e.In(at) {
			return e, true
		}
	}
	return Entry{}, false
}
