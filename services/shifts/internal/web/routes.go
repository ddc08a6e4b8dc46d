// Package web is the service's HTTP side: the JSON API in api, and a folder for each page.
package web

import (
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/api"
)

// Mount adds every route of the service.
func Mount(s *web.Server, a *app.App) {
	api.Mount(s, a)
}
