package agreementlist_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/agreementlist"
)

func TestTheListSaysWhoHasSigned(t *testing.T) {
	t.Parallel()
	some, none := agreementlist.Stories()[0], agreementlist.Stories()[1]
	p := pagetest.Render(t, some.Component, some.Principal)
	if got := p.All("agreement"); len(got) != 2 {
		t.Fatalf("%d agreements", len(got))
	}
	p.Has("agreement", "Kent nurses", "To be signed", "Medway NHS FT (RPA): not signed yet", "signed on 1 March 2026", "In force")
	p.One("draft")
	empty := pagetest.Render(t, none.Component, none.Principal)
	empty.One("none")
	if len(empty.All("draft")) != 0 {
		t.Error("who may not draft is offered to")
	}
}
