package receiverspage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/receiverspage"
)

func TestTheLeadSeesWhoReceivesAndTakesThemOffTheList(t *testing.T) {
	t.Parallel()
	by := map[string]pagetest.Page{}
	for _, s := range receiverspage.Stories() {
		by[s.Name] = pagetest.Render(t, s.Component, s.Principal)
	}
	some := by["Receivers: some"]
	if all, ends := some.All("receiver"), some.All("end"); len(all) != 3 || len(ends) != 2 {
		t.Errorf("%d receivers, of whom %d can be ended", len(all), len(ends))
	}
	some.Has("receiver", "St Example Hospice", "Receives", "to check your record", "verify.hospice.example")
	some.Has("certificate", "CN=Sample authority", "0f1e 2d3c")
	by["Receivers: none"].Has("none", "None are listed")
	if wrong := by["Receivers: something is wrong"]; wrong.Value("hosts") != "verify.hospice.example" {
		t.Error("what was typed is lost")
	}
	if reader := by["Receivers: for readers"]; len(reader.All("add"))+len(reader.All("end")) != 0 {
		t.Error("who may not change the list is offered to")
	}
}
