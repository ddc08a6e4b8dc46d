package approaches_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/approaches"
)

func TestAWorkerReadsWhoAsksFromOutsideForWhatAndWhatCameOfIt(t *testing.T) {
	t.Parallel()
	by := map[string]pagetest.Page{}
	for _, s := range approaches.Stories() {
		by[s.Name] = pagetest.Render(t, s.Component, s.Principal)
	}
	open := by["outside request: open"]
	open.Has("receiver", "St Example Hospice")
	open.Has("purpose", "to check your record", "outside this system", "verify.hospice.example")
	open.Has("share-reg", "NMC", "you may leave this out")
	open.Has("share-dbs", "they can do without it", "only that you hold it")
	if len(open.All("share")) != 1 || len(open.All("decline")) != 1 || len(open.All("unverified")) != 0 {
		t.Error("yes and no must both be there, and no warning for one that is signed")
	}
	unsigned := by["outside request: not signed, without a purpose"]
	unsigned.Has("unverified", "Unverified receiver", "not certain")
	unsigned.Has("purpose", "do not say what for")
	missing := by["outside request: something is missing"]
	missing.Has("missing", "Criminal record")
	if len(missing.All("share")) != 0 {
		t.Error("nothing can be shown while something is missing")
	}
	by["outside request: accepted"].Has("answered", "Shown", "have taken")
	by["outside request: accepted"].Has("next", "verify.hospice.example")
	if got := len(by["outside request: accepted"].All("told")); got != 2 {
		t.Errorf("%d credentials are said to have been shown", got)
	}
	by["outside request: not taken"].Has("answered", "did not take it")
	by["outside request: not known"].Has("answered", "may have got")
	by["outside request: declined"].Has("answered", "saw nothing")
	by["outside request: over"].Has("over", "too old")
}
