package web

import (
	"slices"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/employerlist"
	"github.com/muster-ics/muster/services/deployments/internal/web/employerpage"
	"github.com/muster-ics/muster/services/deployments/internal/web/newemployer"
	"github.com/muster-ics/muster/services/deployments/internal/web/registerfiles"
	"github.com/muster-ics/muster/services/deployments/internal/web/successor"
)

func mountEmployers(s *web.Server, a *app.App) {
	one, next, fresh, files := employerpage.Handler{App: a}, successor.Handler{App: a}, newemployer.Handler{App: a}, registerfiles.Handler{App: a}
	s.Page("GET /employers", app.EmployerRead, employerlist.Handler(a))
	s.Page("GET /employers/new", app.EmployerRegister, fresh.Show)
	s.Page("POST /employers/new", app.EmployerRegister, fresh.Send)
	s.Page("GET /register-files", app.RegisterImport, files.Form)
	s.Upload("POST /register-files", app.RegisterImport, registerfiles.Limit, files.Send)
	s.Page("GET /register-files/{id}", app.RegisterImport, files.Show)
	s.Page("POST /register-files/{id}/apply", app.RegisterImport, files.Apply)
	s.Page("GET /employers/{ods}", app.EmployerRead, one.Show)
	s.Page("POST /employers/{ods}/rename", app.EmployerChange, one.Rename)
	s.Page("POST /employers/{ods}/join", app.EmployerChange, one.Join)
	s.Page("POST /employers/{ods}/leave", app.EmployerChange, one.Leave)
	s.Page("POST /employers/{ods}/site", app.SiteChange, one.Site)
	s.Page("GET /employers/{ods}/successor", app.EmployerMerge, next.Show)
	s.Page("POST /employers/{ods}/successor", app.EmployerMerge, next.Send)
}

func employerStories() []web.Story {
	return slices.Concat(employerlist.Stories(), employerpage.Stories(), newemployer.Stories(), successor.Stories(), registerfiles.Stories())
}
