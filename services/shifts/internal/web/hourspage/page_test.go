package hourspage

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestEachSideIsOfferedWhatItCanDo(t *testing.T) {
	t.Parallel()
	all := []string{"submit-hours", "agree", "dispute", "approve", "amend", "answer"}
	for i, c := range []struct {
		says string
		has  []string
	}{
		{"", []string{"submit-hours"}},
		{"has to approve", []string{"submit-hours"}},
		{"agree or dispute", []string{"agree", "dispute"}},
		{"£212.17 approved", nil},
		{"has to approve", []string{"approve", "amend"}},
		{"has to answer", []string{"answer"}},
	} {
		s := Stories()[i]
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			p := pagetest.Render(t, s.Component, s.Principal)
			if c.says != "" {
				p.Has("pay-status", c.says)
			}
			offered := map[string]bool{}
			for _, id := range c.has {
				offered[id] = true
			}
			for _, id := range all {
				if got := len(p.All(id)) == 1; got != offered[id] {
					t.Errorf("%s offered: %t", id, got)
				}
			}
		})
	}
}
