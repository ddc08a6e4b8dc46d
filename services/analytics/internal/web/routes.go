// Package web is what analytics serves over HTTP: the JSON API and the pages.
package web

import (
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/api"
)

// Mount adds every route.
func Mount(s *web.Server, rates *app.FillRates, ics string) {
	api.Mount(s, rates, ics)
}

// Stories are all pages in all states.
func Stories() []web.Story { return nil }
