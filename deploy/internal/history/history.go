// Package history makes the demonstration's past: employers, people and four weeks of shifts, through the services' own
// use cases under a clock that is set to the moment of each deed.
package history

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/service"
)

// Signer prints bearer tokens; *demoidp.Provider is one.
type Signer interface {
	Token(who auth.Principal, valid time.Duration) (string, error)
}

// Maker makes history.
type Maker struct {
	world  seed.World
	clock  *clock.Manual
	api    apiclient.Client
	signer Signer
	tokens map[string]string
	data   string
	log    *slog.Logger
	// steps opens release steps by the maker's clock; its instances run no schedule of their own.
	steps stepOpener
	// met are who was shown round where: a worker's id and a site.
	met map[string]bool
}

type stepOpener interface {
	OpenStepsAt(ctx context.Context, at time.Time) (int, error)
}

func (m *Maker) openSteps(ctx context.Context, at time.Time) error {
	if m.steps == nil {
		return nil
	}
	if _, err := m.steps.OpenStepsAt(ctx, at); err != nil {
		return fmt.Errorf("release steps: %w", err)
	}
	return nil
}

// New makes a maker over the databases of a running system. modules and deps are those of the live services; the maker
// runs second instances of them, with its own clock and with handlers called directly instead of a broker.
func New(w seed.World, data string, modules []service.Module, deps map[string]service.Deps, signer Signer, log *slog.Logger) (*Maker, error) {
	m := &Maker{world: w, clock: clock.At(clock.System().Now()), signer: signer, tokens: map[string]string{}, met: map[string]bool{}, data: data, log: log}
	bus := &loop{readers: map[string][]service.Service{}, log: log}
	mux := http.NewServeMux()
	for _, mod := range modules {
		// Analytics keeps its figures in memory, fed by the stream; a second instance would write behind its back.
		if mod.Name == "analytics" {
			continue
		}
		d := deps[mod.Name]
		d.Bus, d.Publisher, d.Clock = nil, bus, m.clock
		svc, err := mod.New(d)
		if err != nil {
			return nil, fmt.Errorf("history: %s: %w", mod.Name, err)
		}
		if opener, ok := svc.(stepOpener); ok {
			m.steps = opener
		}
		for _, s := range mod.Subscriptions {
			for _, e := range s.Events {
				if !slices.Contains(bus.readers[e], svc) { // Two of its lanes may hear the same event; it hands it to both.
					bus.readers[e] = append(bus.readers[e], svc)
				}
			}
		}
		mux.Handle("/api/"+mod.Name+"/", svc.Handler())
	}
	m.api = apiclient.Client{Base: "http://history.invalid", HTTP: apiclient.InProcess(mux)}
	return m, nil
}

// as gives the API as one principal.
func (m *Maker) as(p auth.Principal) apiclient.Client {
	token, ok := m.tokens[p.Subject]
	if !ok {
		var err error
		if token, err = m.signer.Token(p, 12*time.Hour); err != nil {
			m.log.Error("history: no token", "error", err)
		}
		m.tokens[p.Subject] = token
	}
	return m.api.As(token)
}
