package auth

import (
	"crypto/sha256"
	"time"
)

// TokenCacheForTest lets the tests count what the cache keeps.
type TokenCacheForTest struct{ c *tokenCache }

func NewTokenCacheForTest(size int) TokenCacheForTest { return TokenCacheForTest{newTokenCache(size)} }

func (t TokenCacheForTest) Put(token []byte, from, until time.Time) {
	t.c.put(sha256.Sum256(token), Principal{}, from, until)
}

func (t TokenCacheForTest) Has(token []byte, now time.Time) bool {
	_, ok := t.c.get(sha256.Sum256(token), now)
	return ok
}

func (t TokenCacheForTest) Len() int { return len(t.c.young) + len(t.c.old) }
