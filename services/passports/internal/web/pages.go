package web

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/names"
)

// pages adds pages that know employers and sites by name.
type pages struct {
	*web.Server
	use *app.Passports
}

// Page adds a page, or what a page's form is sent to.
func (s pages) Page(pattern string, action auth.Action, h func(http.ResponseWriter, *http.Request) error) {
	s.Server.Page(pattern, action, s.named(h))
}

func (s pages) named(h func(http.ResponseWriter, *http.Request) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		known, err := s.use.Names(r.Context())
		if err != nil {
			return err
		}
		return h(w, r.WithContext(names.With(r.Context(), known)))
	}
}
