package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

func (a API) mountExport(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/me/export", ID: "export-passport", Summary: "Take the whole record along: everything that is kept about the worker",
		Description: "With names, decisions, looks and the worker's credentials. That it was taken is kept among the looks.", Action: app.MayExport, Errors: []int{http.StatusNotFound},
	}, a.export)
}

type exportOutput struct {
	Disposition  string `header:"Content-Disposition"`
	CacheControl string `header:"Cache-Control"`
	Body         app.Export
}

func (a API) export(ctx context.Context, _ *struct{}) (*exportOutput, error) {
	e, err := a.use.ExportPassport(ctx)
	if err != nil {
		return nil, err
	}
	return &exportOutput{Disposition: `attachment; filename="muster-passport.json"`, CacheControl: "no-store", Body: e}, nil
}
