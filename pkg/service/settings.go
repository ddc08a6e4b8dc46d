package service

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"regexp"
	"strings"

	"github.com/muster-ics/muster/pkg/config"
)

// Settings are everything that a service which runs alone can be told.
type Settings struct {
	Listen           string         `default:":8080" help:"Address to listen on. Port 0 takes a free one; the log tells which."`
	PublicURL        string         `name:"public-url" default:"http://127.0.0.1:8080" help:"Address that browsers use. Plain http on loopback only."`
	ICS              string         `name:"ics" help:"Code of the integrated care system that this instance serves, e.g. QKS."`
	DatabaseURL      config.Secret  `name:"database-url" help:"Database of the service as its application role: postgres://user:password@host/name. @path reads it from a file."`
	OwnerDatabaseURL config.Secret  `name:"owner-database-url" help:"The same database as its owner; used by --migrate only. @path reads it from a file."`
	NATSURL          config.Secret  `name:"nats-url" default:"nats://127.0.0.1:4222" help:"Address of the broker; several are separated by commas. @path reads it from a file."`
	NATSCredentials  string         `name:"nats-credentials" help:"Path of a NATS credentials file, when the broker wants one."`
	Issuer           string         `help:"Address of the OpenID provider that people sign in with and that signs the tokens of API clients."`
	ClientID         string         `name:"client-id" default:"muster" help:"Our id with the OpenID provider."`
	ClientSecret     config.Secret  `name:"client-secret" help:"Our secret with the OpenID provider; empty for a public client with PKCE. @path reads it from a file."`
	Audience         string         `default:"muster-api" help:"What bearer tokens must be made for."`
	CookieKeys       config.Keys    `name:"cookie-keys" help:"32-byte keys of the session cookies, the one in use first; the same for all services. @path reads them from a file."`
	VaultKeys        config.Keys    `name:"vault-keys" help:"32-byte keys that personal data are encrypted under, the one in use first. Passports only. @path reads them from a file."`
	WebhookKeys      config.Keys    `name:"webhook-keys" help:"32-byte keys that the secrets of webhooks are encrypted under, the one in use first; none sends no webhooks. Analytics only. @path reads them from a file."`
	PushKey          config.Keys    `name:"push-key" help:"32-byte private key by which push services of browser makers know this system; none sends no push messages. Shifts and analytics, the same for both. @path reads it from a file."`
	PushContact      string         `name:"push-contact" help:"E-mail or https address at which push services reach whoever runs this. Shifts and analytics."`
	TypeBase         string         `name:"vct-base" default:"https://muster.example/vct/" help:"Address under which the types of credentials are named, with a slash at its end; it belongs to the operator and stays the same for good. Passports only."`
	AllowUnsigned    bool           `name:"allow-unsigned-requests" help:"Let workers show the passport that is kept here also to a receiver whose request nobody has signed. It must be in the register at the very host to which the answer goes, and is shown as not verified. Passports only."`
	ReturnForms      string         `name:"return-forms" help:"Folder of mapping files of monthly returns, beside those that come with the program and before them; docs/returns.md says how they are written. Analytics only."`
	TrustedProxies   []netip.Prefix `name:"trusted-proxies" help:"Networks of the proxies before the service, separated by commas, e.g. 10.0.0.0/8 or 10.1.2.3/32. They alone are believed about the address a request came from and whether it came by https; none are by default."`
	OTLPEndpoint     string         `name:"otlp-endpoint" help:"Address of an OpenTelemetry collector (HTTP), e.g. http://collector:4318. Empty sends no traces."`
	LogLevel         slog.Level     `name:"log-level" default:"INFO" help:"DEBUG, INFO, WARN or ERROR."`
	Migrate          bool           `help:"Bring the database up to date as its owner, and exit."`
	Healthcheck      bool           `help:"Ask the instance that listens on --listen whether it is ready, and exit with 0 or 1."`
}

var icsForm = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)

// Check says everything that is missing for what is to be done.
func (s *Settings) Check() error {
	var found []error
	that := func(ok bool, format string, args ...any) {
		if !ok {
			found = append(found, fmt.Errorf(format, args...))
		}
	}
	_, port, err := net.SplitHostPort(s.Listen)
	that(err == nil && port != "", "--listen %q: give host:port or :port", s.Listen)
	switch {
	case s.Healthcheck:
	case s.Migrate:
		that(s.OwnerDatabaseURL.IsSet(), "--owner-database-url: give the owner's address of the database to migrate")
	default:
		that(s.DatabaseURL.IsSet(), "--database-url: give the address of the service's database")
		that(icsForm.MatchString(s.ICS), "--ics %q: give the code of the ICS, e.g. QKS", s.ICS)
		that(s.Issuer != "", "--issuer: give the address of the OpenID provider")
		that(strings.HasPrefix(s.TypeBase, "https://") && strings.HasSuffix(s.TypeBase, "/"), "--vct-base %q: give an https address with a slash at its end", s.TypeBase)
		that(s.CookieKeys.IsSet(), "--cookie-keys: give at least one key, e.g. from: openssl rand -hex 32")
	}
	return errors.Join(found...)
}
