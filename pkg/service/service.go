// Package service is what every Muster service is to those who run it: the same dependencies in, the same four methods
// out. One runs alone from its own cmd, or four in one process.
package service

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/outbox"
)

// Deps is what a service is given.
type Deps struct {
	// Pool is the service's own database, as its app role.
	Pool *pgxpool.Pool
	// Bus is nil for an instance that is driven by Handle alone.
	Bus *bus.Conn
	// Publisher is normally bus.NewEventPublisher; another one may deliver in process.
	Publisher outbox.Publisher
	Auth      *auth.Authenticator
	Clock     clock.Clock
	Log       *slog.Logger
	// ICS is the system that the instance serves, e.g. QKS.
	ICS string
	// VaultKeys are 32-byte key-encryption keys for personal data, newest first. Passports only.
	VaultKeys [][]byte
	// WebhookKeys are those for the secrets of webhooks; without one none are sent. Analytics only.
	WebhookKeys [][]byte
	// PushKey is a 32-byte private key of P-256 that identifies the system to push services, and PushContact an address
	// for them; without a key no push messages are sent. Shifts and analytics.
	PushKey     []byte
	PushContact string
	// PublicURL is the address that browsers, wallets and receivers use, without a slash at its end. It stands in
	// credentials (passports) and in messages of alerts (analytics).
	PublicURL string
	// TrustedProxies are the networks of the proxies before the service; none are trusted where it is empty.
	TrustedProxies []netip.Prefix
	// StreamsJudged is how often it is judged whether an open stream may go on; 0 is a minute. Shifts and analytics.
	StreamsJudged time.Duration
	// ReturnForms is a folder of mapping files of monthly returns; empty for none but those of the program. Analytics only.
	ReturnForms string
	// TypeBase is the address under which the types of credentials are named, with a slash at its end. Passports only.
	TypeBase string
	// AllowUnsignedRequests lets workers show a passport that is kept here to listed receivers whose request nobody signed.
	// Passports only.
	AllowUnsignedRequests bool
}

// Service is one of the four.
type Service interface {
	// Handler serves the service's API, pages, /assets/, /livez, /readyz and /metrics.
	Handler() http.Handler
	// Run relays, consumes and sweeps until ctx ends; it returns nil on a clean stop.
	Run(ctx context.Context) error
	// Handle applies one event now, exactly as the consumers do.
	Handle(ctx context.Context, env events.Envelope) error
	// Ready is nil when Postgres answers, the durables exist and the relay's gate is open.
	Ready(ctx context.Context) error
	// Storybook serves every page in every state with fixed data.
	Storybook() http.Handler
}

// Module is what a service's root package offers: how to make it and what it needs.
type Module struct {
	Name string
	New  func(Deps) (Service, error)
	// Migrate applies the service's migrations as the owner role.
	Migrate func(ctx context.Context, ownerURL string) error
	// Subscriptions are the durables it binds to.
	Subscriptions []bus.Subscription
	// Paths are the URL prefixes that belong to it.
	Paths []string
	// MaxConns is the size of its pool.
	MaxConns int32
}
