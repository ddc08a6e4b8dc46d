// Package courier fetches what receivers outside this system ask, and brings them the answers, by calls that lead nowhere
// but to the hosts at which they are listed.
package courier

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/egress"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

const (
	// largest is the most bytes that are read of a receiver; a request with a chain of certificates has about 6 kB.
	largest = 256 << 10
	// slowest is how long a receiver may take: a person waits.
	slowest = 10 * time.Second
)

// Courier calls receivers.
type Courier struct{ calls *egress.Getter }

var _ app.Outside = (*Courier)(nil)

// New makes a courier. One of a system that is reached under a loopback address calls this machine alone; every other
// calls only public addresses, and by https.
func New(public string) *Courier {
	everyListed := func(string) bool { return true } // each call has its own list of hosts, which May looks at first
	return &Courier{calls: egress.NewGetter(everyListed, local(public), largest, slowest)}
}

// local tells whether an address is plain http: settings allow that on loopback only.
func local(public string) bool {
	u, err := url.Parse(public)
	return err == nil && u.Scheme == "http"
}

// May implements app.Outside.
func (c *Courier) May(address string, hosts []string) error {
	u, err := url.Parse(address)
	if err != nil || !slices.Contains(hosts, u.Host) {
		return errors.New("this is no host at which the receiver is listed")
	}
	return c.calls.May(address)
}

// Fetch implements app.Outside.
func (c *Courier) Fetch(ctx context.Context, address string, hosts []string) ([]byte, error) {
	if err := c.May(address, hosts); err != nil {
		return nil, err
	}
	return c.calls.Get(ctx, address)
}

// Bring implements app.Outside.
func (c *Courier) Bring(ctx context.Context, address string, form url.Values, hosts []string) (bool, []byte, error) {
	if err := c.May(address, hosts); err != nil {
		return false, nil, err
	}
	status, says, err := c.calls.Post(ctx, address, form)
	return status == http.StatusOK, says, err
}
