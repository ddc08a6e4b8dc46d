package demoidp

import (
	"crypto/rand"
	"sync"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
)

const (
	// codeTime is how long a code may be redeemed.
	codeTime = time.Minute
	// maxCodes bounds the codes that wait; each lives a minute, so a demonstration never comes near.
	maxCodes = 1000
)

// grant is what a code stands for.
type grant struct {
	who                                     auth.Principal
	clientID, redirectURI, challenge, nonce string
	until                                   time.Time
}

// codes are the grants that wait to be redeemed, each once.
type codes struct {
	mu     sync.Mutex
	grants map[string]grant
}

func newCodes() *codes { return &codes{grants: make(map[string]grant)} }

// put keeps a grant and gives its code; it forgets what has run out.
func (c *codes) put(g grant, now time.Time) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for code, old := range c.grants {
		if !now.Before(old.until) {
			delete(c.grants, code)
		}
	}
	if len(c.grants) >= maxCodes {
		return "", false
	}
	code := rand.Text()
	c.grants[code] = g
	return code, true
}

// take gives a grant and makes its code useless, whether or not the redemption succeeds.
func (c *codes) take(code string, now time.Time) (grant, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	g, ok := c.grants[code]
	delete(c.grants, code)
	return g, ok && now.Before(g.until)
}
