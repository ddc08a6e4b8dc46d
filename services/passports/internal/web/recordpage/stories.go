package recordpage

import (
	"maps"
	"net/url"
	"slices"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are every form empty, and one that was refused.
func Stories() []web.Story {
	const worker = "01957f00-0000-7000-8000-000000000001"
	var out []web.Story
	for _, slug := range slices.Sorted(maps.Keys(forms)) {
		out = append(out, web.Story{Name: "Record: " + forms[slug].title, Component: Page(viewOf(worker, slug, "Sample Person", url.Values{}, nil)), Principal: view.Verifier})
	}
	sent := url.Values{"supersedes": {worker}, "outcome": {"satisfied"}, "checked_on": {"2030-01-01"}, "barred_lists": {"adult"}, "workforce": {"both"}, "evidence.reference": {"Cabinet 4"}}
	refused := app.FieldFault("form.checked_on", "A check cannot have been done in the future.")
	return append(out, web.Story{Name: "Record: a correction refused", Component: Page(viewOf(worker, "dbs", "Sample Person", sent, refused)), Principal: view.Verifier})
}
