package agreementpage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/agreementpage"
)

func TestEachStateShowsItsOwnActions(t *testing.T) {
	t.Parallel()
	buttons := map[string][]string{
		"Agreement: draft":             {"offer"},
		"Agreement: to sign":           {"sign", "end"},
		"Agreement: signature refused": {"sign"},
		"Agreement: in force":          {"end"},
		"Agreement: ended":             nil,
		"Agreement: text":              nil,
	}
	for _, s := range agreementpage.Stories() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			p := pagetest.Render(t, s.Component, s.Principal)
			want, known := buttons[s.Name]
			if !known {
				t.Fatal("a state without a test")
			}
			shown := 0
			for _, b := range []string{"offer", "sign", "end"} {
				shown += len(p.All(b))
			}
			if shown != len(want) {
				t.Errorf("%d buttons, want %v", shown, want)
			}
			for _, b := range want {
				p.One(b)
			}
			p.Has("text", "1. Parties.")
		})
	}
}

func TestASignatureNamesTheTextThatIsShown(t *testing.T) {
	t.Parallel()
	s := agreementpage.Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	if p.Value("terms_hash") != "9f86d081884c7d659a2feaa0c55ad015" || p.Value("idempotency_key") == "" {
		t.Error("the form lacks the hash or the key")
	}
	p.Has("signature", "Chief nurse", "Not signed yet")
	p.Has("notice", "when these have signed: Medway NHS FT (RPA)")
}
