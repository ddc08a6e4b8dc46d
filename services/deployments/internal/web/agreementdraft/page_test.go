package agreementdraft_test

import (
	"slices"
	"testing"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/agreementdraft"
)

func TestEveryPartOfADraftCanBeChanged(t *testing.T) {
	t.Parallel()
	s := agreementdraft.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	if n := len(p.All("task")); n != len(agreementdraft.Groups) {
		t.Errorf("%d parts", n)
	}
	for _, g := range agreementdraft.Groups {
		p.One("change-" + g.Code)
	}
	p.Has("task", "The parties are the employers named here.")
	if len(p.All("why")) < 5 {
		t.Error("the defaults of the template do not say why")
	}
}

func TestARefusedPartKeepsWhatWasEntered(t *testing.T) {
	t.Parallel()
	all := agreementdraft.Stories()
	s := all[len(all)-1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "Enter a number of days")
	if p.Value("limits.max_days_in_12_months") != "many" || p.Value("was") == "" {
		t.Error("what was entered is lost")
	}
}

func TestANewVersionShowsWhatItChanges(t *testing.T) {
	t.Parallel()
	i := slices.IndexFunc(agreementdraft.Stories(), func(s web.Story) bool { return s.Name == "Draft: new version" })
	s := agreementdraft.Stories()[i]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("change", "Limits", "no limit on the days", "at most 30 days")
	p.One("drop")
}
