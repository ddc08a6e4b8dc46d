package requests_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/requests"
)

func TestAWorkerReadsWhoAsksForWhatAndMayLeaveOutWhatIsOptional(t *testing.T) {
	t.Parallel()
	by := map[string]pagetest.Page{}
	for _, s := range requests.Stories() {
		by[s.Name] = pagetest.Render(t, s.Component, s.Principal)
	}
	open := by["request: open"]
	open.Has("receiver", "Sample NHS Foundation Trust")
	open.Has("share-c0", "NMC", "you may leave this out")
	open.Has("share-c1", "they can do without it", "not recorded")
	if len(open.All("share")) != 1 || len(open.All("decline")) != 1 {
		t.Error("saying yes and saying no must both be there")
	}
	missing := by["request: something is missing"]
	missing.Has("missing", "Criminal record")
	if len(missing.All("share")) != 0 {
		t.Error("nothing can be shown while something is missing")
	}
	if got := len(by["request: some asked before"].All("before")); got != 2 {
		t.Errorf("%d receivers are listed", got)
	}
	by["request: shown"].Has("answered", "could verify it")
	by["request: declined"].Has("answered", "saw nothing")
	by["request: not accepted"].Has("answered", "revoked")
	by["request: over"].Has("over", "too old")
}
