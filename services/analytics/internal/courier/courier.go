// Package courier calls receivers of alerts outside the system.
package courier

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/egress"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

const (
	// slowest is how long a receiver may take, from the look-up of its name to its answer.
	slowest = 5 * time.Second
	// most is how much of an answer is read, so that the connection is used again. What it says counts for nothing.
	most = 16 << 10
)

// Courier calls receivers: only public addresses, and no redirects. One of a system that is reached under a loopback
// address calls this machine alone.
type Courier struct {
	client   *http.Client
	loopback bool
}

var _ app.Caller = (*Courier)(nil)

// New makes a courier for a system under this address.
func New(public string) *Courier {
	c := &Courier{}
	allowed := egress.PublicOnly
	if u, err := url.Parse(public); err == nil && u.Scheme == "http" { // Settings allow that on loopback only.
		c.loopback, allowed = true, egress.LoopbackOnly
	}
	c.client = egress.Client(allowed, slowest)
	return c
}

// Loopback implements app.Caller.
func (c *Courier) Loopback() bool { return c.loopback }

// Call implements app.Caller.
func (c *Courier) Call(ctx context.Context, address string, headers map[string]string, body []byte) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, slowest)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Muster")
	res, err := c.client.Do(r)
	if err != nil {
		return 0, err
	}
	defer func() { _ = res.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, most))
	return res.StatusCode, nil
}
