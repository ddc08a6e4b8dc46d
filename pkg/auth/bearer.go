package auth

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
)

const (
	// maxToken is the longest bearer token that is looked at.
	maxToken = 8 << 10
	// cacheSize is how many verified tokens one generation of the cache holds; two are kept.
	cacheSize = 4096
	// cacheLife is how long a verified token is believed without another look at the issuer's keys, so that a withdrawn
	// key stops counting within it.
	cacheLife = 2 * time.Minute
	// notBeforeSkew is how far the issuer's clock may be ahead of ours.
	notBeforeSkew = 30 * time.Second
)

// verifyBearer gives the principal of a token: signed by the issuer with an allowed algorithm, made for this API, in
// its time, and with claims that make sense. Verifying a signature costs some 100 µs, so good tokens are remembered.
func (a *Authenticator) verifyBearer(ctx context.Context, token string) (Principal, error) {
	now := a.cfg.Clock.Now()
	sum := sha256.Sum256([]byte(token))
	if who, ok := a.verified.get(sum, now); ok {
		return who, nil
	}
	issuer, err := a.issuer.get(ctx)
	if err != nil {
		return Principal{}, err
	}
	verified, err := issuer.bearers.Verify(ctx, token)
	if err != nil {
		if down := a.issuer.keys.down(); down != nil {
			return Principal{}, unreachable(down)
		}
		return Principal{}, invalidToken("The bearer token is not valid: it must be signed by the issuer, made for this API and in its time.").Because(err)
	}
	var c struct {
		claims
		NotBefore float64 `json:"nbf"`
	}
	if err := verified.Claims(&c); err != nil {
		return Principal{}, invalidToken("The bearer token's claims cannot be read.").Because(err)
	}
	if c.NotBefore > float64(now.Add(notBeforeSkew).Unix()) {
		return Principal{}, invalidToken("The bearer token is not valid yet.")
	}
	who, err := c.principal()
	if err != nil {
		return Principal{}, invalidToken("The bearer token's claims do not make a person of Muster: " + oneLine(err) + ".").Because(err)
	}
	until := now.Add(cacheLife)
	if verified.Expiry.Before(until) {
		until = verified.Expiry
	}
	a.verified.put(sum, who, now, until)
	return who, nil
}

// tokenCache remembers verified tokens by their SHA-256. It is bounded by two generations: when the young one is full it
// becomes the old one, and what was old is forgotten.
type tokenCache struct {
	mu         sync.RWMutex
	size       int
	young, old map[[sha256.Size]byte]verifiedToken
}

// verifiedToken is believed from its verification to until, by the same clock that judged it. The lower bound matters
// when that clock is moved back.
type verifiedToken struct {
	who         Principal
	from, until time.Time
}

func newTokenCache(size int) *tokenCache {
	return &tokenCache{size: size, young: make(map[[sha256.Size]byte]verifiedToken)}
}

func (c *tokenCache) get(sum [sha256.Size]byte, now time.Time) (Principal, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	t, ok := c.young[sum]
	if !ok {
		t, ok = c.old[sum]
	}
	if !ok || now.Before(t.from) || !now.Before(t.until) {
		return Principal{}, false
	}
	return t.who, true
}

func (c *tokenCache) put(sum [sha256.Size]byte, who Principal, from, until time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.young) >= c.size {
		c.old, c.young = c.young, make(map[[sha256.Size]byte]verifiedToken, c.size)
	}
	c.young[sum] = verifiedToken{who: who, from: from, until: until}
}

// signInFailed is what a person reads when the sign-in could not be completed.
func signInFailed(code, sentence string) *fault.Error {
	return fault.New(fault.Invalid, code, "%s Start the sign-in again.", sentence)
}
