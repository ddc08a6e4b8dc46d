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
	out = append(out, historyStories(worker)...)
	return append(out, web.Story{Name: "Record: a correction refused", Component: Page(viewOf(worker, "dbs", "Sample Person", sent, refused)), Principal: view.Verifier})
}

func historyStories(worker string) []web.Story {
	now := view.SampleNow
	old := app.CheckRecordView{
		CheckView:    app.CheckView{CheckID: worker, Type: "dbs", Outcome: "satisfied", Level: "enhanced", Workforce: "adult", CheckedOn: now.AddDate(-1, 0, 0), RecordedAt: now.AddDate(-1, 0, 0)},
		SupersededBy: "01957f00-0000-7000-8000-0000000000aa", References: []app.ReferenceView{{What: "evidence", Kind: "certificate", DestroyedAt: &now}},
	}
	newer := app.CheckRecordView{
		CheckView: app.CheckView{CheckID: "01957f00-0000-7000-8000-0000000000aa", Type: "dbs", Outcome: "satisfied", Level: "enhanced_barred", Workforce: "both", CheckedOn: now.AddDate(-1, 0, 0), RecordedAt: now,
			Current: true, CheckedByOrg: "RVV", RecordedReason: "wrong_level", Supersedes: worker},
		ValidThen: true, References: []app.ReferenceView{{What: "evidence", Kind: "certificate", Reference: "Cabinet 4, folder 12"}},
	}
	some := HistoryView{WorkerID: worker, Name: "Sample Person", Records: []app.CheckRecordView{newer, old}}
	return []web.Story{
		{Name: "Checks: corrected", Component: HistoryPage(some), Principal: view.Verifier},
		{Name: "Checks: none, and a day that is none", Component: HistoryPage(HistoryView{WorkerID: worker, Name: "Sample Person", KnownAt: "soon", Wrong: "Give a day like 2027-03-31."}), Principal: view.Verifier},
	}
}
