package importwords

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	queue := []app.QueuedWord{
		{Key: "457|LOCAL|sepsis recognition", Rows: 214, Since: view.SampleNow},
		{Key: "NMC|registered with interim practice note", Rows: 1, Since: view.SampleNow},
	}
	refused := fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: "form.code_0", Message: "Give the code of the competency, e.g. SEPSIS."})
	sent := url.Values{"meaning_0": {clinical}, "row": {"0"}}
	return []web.Story{
		{Name: "Words of files", Component: Page(viewOf(queue, "explained", url.Values{}, nil)), Principal: view.Verifier},
		{Name: "Words of files: refused", Component: Page(viewOf(queue, "", sent, refused)), Principal: view.Verifier},
		{Name: "Words of files: none", Component: Page(viewOf(nil, "", url.Values{}, nil)), Principal: view.Verifier},
	}
}
