package web

import (
	"slices"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/importedfile"
	"github.com/muster-ics/muster/services/passports/internal/web/importwords"
	"github.com/muster-ics/muster/services/passports/internal/web/sendfile"
)

// mountImports adds the pages of files that are taken in.
func mountImports(s pages, use *app.Passports) {
	send, one, words := sendfile.Handler{Use: use}, importedfile.Handler{Use: use}, importwords.Handler{Use: use}
	s.Page("GET /passports/imports", app.MayImport, send.Show)
	s.Upload("POST /passports/imports", app.MayImport, sendfile.Limit, send.Send)
	s.Page("GET /passports/import-templates/{kind}", app.MayImport, send.Template)
	s.Page("GET /passports/imports/queue", app.MayImport, words.Show)
	s.Page("POST /passports/imports/queue", app.MayImport, words.Explain)
	s.Page("GET /passports/imports/{id}", app.MayImport, one.Show)
	s.Page("GET /passports/imports/{id}/problems.csv", app.MayImport, one.Problems)
	s.Page("POST /passports/imports/{id}/apply", app.MayImport, one.Apply)
	s.Page("POST /passports/imports/{id}/withdraw", app.MayImport, one.Withdraw)
}

func importStories() []web.Story {
	return slices.Concat(sendfile.Stories(), importedfile.Stories(), importwords.Stories())
}
