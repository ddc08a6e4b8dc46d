package view

import (
	"context"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/mutualaid"
)

// SiteNames reads the register of sites once for a page.
func SiteNames(ctx context.Context, a *app.App) (Names, error) {
	all, err := a.AllSites(ctx, "")
	n := make(Names, len(all))
	for _, s := range all {
		n[s.ODS()] = s.Details().Name
	}
	return n, err
}

// AidStatus is the tag of a mutual aid.
func AidStatus(status string) Status {
	if status == app.AidActive {
		return Status{layout.Green, "Open"}
	}
	return Status{layout.Grey, "Closed"}
}

// AidWhy is a reason in words.
func AidWhy(code string) string { return mutualaid.Label(code) }
