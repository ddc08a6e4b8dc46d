package rechargepage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/rechargepage"
)

func TestEachStateShowsItsOwnForms(t *testing.T) {
	t.Parallel()
	forms := map[string][]string{
		"Recharge: to pay":          {"dispute-form", "settle"},
		"Recharge: dispute refused": {"dispute-form", "settle"},
		"Recharge: cancelled shift": nil,
		"Recharge: to answer":       {"answer"},
		"Recharge: let off":         {"dispute-form", "settle"},
		"Recharge: settled":         nil,
	}
	for _, s := range rechargepage.Stories() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			p := pagetest.Render(t, s.Component, s.Principal)
			want, known := forms[s.Name]
			if !known {
				t.Fatal("a state without a test")
			}
			shown := 0
			for _, b := range []string{"dispute-form", "settle", "answer", "travel"} {
				shown += len(p.All(b))
			}
			if shown != len(want) {
				t.Errorf("%d forms, want %v", shown, want)
			}
			for _, b := range want {
				p.One(b)
			}
		})
	}
}

func TestWhatWasSaidStaysOnTheLine(t *testing.T) {
	t.Parallel()
	s := rechargepage.Stories()[4]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("dispute", "The hours are wrong", "they left at six", "An amount is let off: £20.00 before VAT", "Agreed: one hour.")
	p.Has("total", "£310.65")
}
