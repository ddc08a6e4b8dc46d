package push

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/egress"
)

// guardedClient calls only addresses that allowed lets pass. An endpoint comes from outside: it must not lead into the
// hospital's own network.
func guardedClient(allowed func(addr string) error) *http.Client {
	return egress.Client(allowed, timeout)
}

// publicOnly refuses every address that is not on the public internet.
func publicOnly(address string) error { return egress.PublicOnly(address) }
