// Package web is the service's HTTP side: the JSON API in api, and a folder for each page.
package web

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/api"
)

// Mount adds every route of the service.
func Mount(s *web.Server, use *app.Passports) {
	api.Mount(s, use)
}

// Storybook shows every page in every state.
func Storybook() http.Handler { return web.Storybook("Passports", nil) }
