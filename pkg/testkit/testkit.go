// Package testkit gives tests real Postgres, real JetStream and a real issuer, each its own, or fails.
package testkit

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/service"
)

// DB is one service's own database for one test.
type DB struct {
	// Pool is the app role's; OwnerURL and AppURL are for a second process.
	Pool             *pgxpool.Pool
	OwnerURL, AppURL string
}

// Database makes a database with the service's roles, migrated. It comes from MUSTER_TEST_PG, else a container, else
// local binaries; when none is there the test fails with what to install. Servers are shared by a test binary,
// databases are copied from a migrated template, so a test pays some 50 ms.
func Database(t testing.TB, service string, migrate func(ctx context.Context, ownerURL string) error) *DB {
	panic("being written")
}

// Bus makes a JetStream of its own with the streams and durables given and connects to it.
func Bus(t testing.TB, services []string, subs []bus.Subscription) *bus.Conn { panic("being written") }

// Issuer makes an authenticator and a function that prints bearer tokens for it.
func Issuer(t testing.TB, c clock.Clock) (*auth.Authenticator, func(auth.Principal) string) {
	panic("being written")
}

// Harness is one module running for one test on real parts, its API reachable over HTTP.
type Harness struct {
	Service service.Service
	Deps    service.Deps
	DB      *DB
	Bus     *bus.Conn
	Clock   *clock.Manual
	// URL is where Handler listens, on loopback.
	URL   string
	Token func(auth.Principal) string
}

// Start runs a module. The streams of all four services exist, and the module's durables.
func Start(t testing.TB, m service.Module) *Harness { panic("being written") }

// Await asks cond until it is true or the deadline passes, and then fails with what.
func Await(t testing.TB, within time.Duration, what string, cond func() bool) {
	panic("being written")
}
