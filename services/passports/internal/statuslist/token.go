package statuslist

import (
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// How long a signed list may be relied on. A list that changed is signed anew at once, so TTL is how long after it a
// reader may still see the old one, and Life how long one that cannot be reached is more than nothing.
const (
	TTL  = 5 * time.Minute
	Life = 24 * time.Hour
	// leeway is how far the clocks of signer and reader may be apart.
	leeway = 30 * time.Second
	// shortest and longest bound what a foreign list asks for: 0 must neither mean for ever nor a fetch for every look.
	shortest = 30 * time.Second
	longest  = time.Hour
)

// Signed is a list as its issuer vouches for it.
type Signed struct {
	// URI is where the list is served, Issuer whose credentials it is about.
	URI, Issuer string
	SignedAt    time.Time
	// FreshUntil is when it should be read again, and EndsAt when it says nothing any more.
	FreshUntil, EndsAt time.Time
	List               List
}

// Sign makes the token of a list.
func Sign(s jws.Signer, issuer, uri string, l List, at time.Time) (string, error) {
	lst, err := l.Encode()
	if err != nil {
		return "", err
	}
	return jws.Sign(s, jws.Header{Type: jws.StatusList}, map[string]any{
		"iss": issuer, "sub": uri, "iat": at.Unix(), "exp": at.Add(Life).Unix(), "ttl": int64(TTL / time.Second),
		"status_list": map[string]any{"bits": l.width, "lst": lst},
	})
}

// Open verifies the token of the list that lies at uri. key gives the issuer's key by its id.
func Open(token, issuer, uri string, at time.Time, key func(keyID string) (*ecdsa.PublicKey, error)) (Signed, error) {
	t, err := jws.Open(token, jws.StatusList, func(t jws.Token) (*ecdsa.PublicKey, error) { return key(t.Header.KeyID) })
	if err != nil {
		return Signed{}, err
	}
	s := Signed{URI: uri, Issuer: issuer}
	if sub, _ := t.Claims["sub"].(string); sub != uri {
		return Signed{}, errors.New("this is the status list of another address")
	}
	if iss, has := t.Claims["iss"]; has && iss != issuer {
		return Signed{}, errors.New("this is the status list of another issuer")
	}
	if err := s.dates(t.Claims, at); err != nil {
		return Signed{}, err
	}
	claim, _ := t.Claims["status_list"].(map[string]any)
	width, _ := claim["bits"].(json.Number)
	n, err := width.Int64()
	if err != nil {
		return Signed{}, errors.New("the status list does not say how wide a status is")
	}
	lst, _ := claim["lst"].(string)
	s.List, err = Decode(n, lst)
	return s, err
}

func (s *Signed) dates(claims map[string]any, at time.Time) error {
	var ok bool
	if s.SignedAt, ok = jws.Seconds(claims["iat"]); !ok || s.SignedAt.After(at.Add(leeway)) {
		return errors.New("the status list does not say when it was signed, or was signed in the future")
	}
	s.EndsAt = s.SignedAt.Add(Life)
	if v, has := claims["exp"]; has {
		if s.EndsAt, ok = jws.Seconds(v); !ok {
			return errors.New("the status list does not say when it ends")
		}
	}
	if !at.Before(s.EndsAt.Add(leeway)) {
		return errors.New("the status list is out of date")
	}
	s.FreshUntil = at.Add(ttl(claims["ttl"]))
	return nil
}

func ttl(v any) time.Duration {
	n, ok := v.(json.Number)
	if !ok {
		return TTL
	}
	s, err := n.Int64()
	if err != nil || s > int64(longest/time.Second) {
		return longest
	}
	return max(time.Duration(s)*time.Second, shortest)
}
