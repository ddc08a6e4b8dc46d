package web

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/importpage"
	"github.com/muster-ics/muster/services/shifts/internal/web/newimport"
)

// mountImports adds the pages of a roster that is sent as a file.
func mountImports(s *web.Server, a *app.App) {
	send, one := newimport.Handler{App: a}, importpage.Handler{App: a}
	page(s, "GET /shifts/import", app.PostShift, send.Show)
	s.Upload("POST /shifts/import", app.PostShift, newimport.Limit, func(w http.ResponseWriter, r *http.Request) error {
		return send.Send(w, r.WithContext(app.WithRequest(r.Context(), web.RequestID(r.Context()))))
	})
	page(s, "POST /shifts/import/mapping", app.PostShift, send.Remember)
	page(s, "GET /shifts/import/example.csv", app.PostShift, send.ExampleCSV)
	page(s, "GET /shifts/import/example.xlsx", app.PostShift, send.ExampleWorkbook)
	page(s, "GET /imports/{id}", app.PostShift, one.Show)
	page(s, "GET /imports/{id}/bad-rows.csv", app.PostShift, one.BadRows)
	page(s, "POST /imports/{id}/mapping", app.PostShift, one.Explain)
	page(s, "POST /imports/{id}/commit", app.PostShift, one.Commit)
	page(s, "POST /imports/{id}/undo", app.PostShift, one.Undo)
}
