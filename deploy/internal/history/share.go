package history

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/pkg/auth"
)

// Share lets every worker of a population that was founded before workers were asked say which hosts may rely on their
// passports. It is safe to run again.
func (m *Maker) Share(ctx context.Context, p Population) (Population, error) {
	if p.Shared {
		return p, nil
	}
	for _, w := range p.Workers {
		if err := share(ctx, m.world, w, m.as); err != nil {
			return p, err
		}
	}
	p.Shared = true
	return p, p.Save(m.data)
}

// share lets a worker say yes to every employer that a signed agreement of the home employer opens to their staff group.
func share(ctx context.Context, w seed.World, who Worker, as func(auth.Principal) apiclient.Client) error {
	hosts := hostsOf(w, who)
	if len(hosts) == 0 {
		return nil
	}
	err := call(ctx, as(who.Principal(w.ICS)), "share-"+who.ID, "/api/passports/v1/me/disclosures", map[string]any{"employers": hosts}, nil)
	if err != nil {
		return fmt.Errorf("say yes to %s: %w", strings.Join(hosts, ", "), err)
	}
	return nil
}

func hostsOf(w seed.World, who Worker) []string {
	var hosts []string
	for _, a := range w.Agreements {
		if !a.Signed || !slices.Contains(a.Parties, who.Home) || !slices.Contains(a.StaffGroups, who.StaffGroup) {
			continue
		}
		for _, host := range a.Parties {
			if a.Lends(who.Home, host) && !slices.Contains(hosts, host) {
				hosts = append(hosts, host)
			}
		}
	}
	return hosts
}
