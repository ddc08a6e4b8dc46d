package agreementpage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/agreementpage"
)

func TestEachStateShowsItsOwnActions(t *testing.T) {
	t.Parallel()
	actions := []string{"offer", "go-draft", "go-sign", "sign", "go-notice", "foresee", "end", "amend", "drop", "invite"}
	shown := map[string][]string{
		"Agreement: draft":                      {"offer", "go-draft"},
		"Agreement: to sign":                    {"go-sign", "go-notice"},
		"Agreement: in force":                   {"amend", "go-notice"},
		"Agreement: new version on its way":     {"go-sign", "drop", "invite", "go-notice"},
		"Agreement: refused":                    {"amend"},
		"Agreement: ended":                      nil,
		"Agreement: text":                       nil,
		"Agreement: text of an earlier wording": nil,
		"Agreement: version":                    nil,
		"Agreement: read and sign":              {"sign"},
		"Agreement: signature refused":          {"sign"},
		"Agreement: give notice":                {"foresee"},
		"Agreement: what notice means":          {"foresee", "end"},
	}
	for _, s := range agreementpage.Stories() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			p := pagetest.Render(t, s.Component, s.Principal)
			want, known := shown[s.Name]
			if !known {
				t.Fatal("a state without a test")
			}
			n := 0
			for _, a := range actions {
				n += len(p.All(a))
			}
			if n != len(want) {
				t.Errorf("%d actions, want %v", n, want)
			}
			for _, a := range want {
				p.One(a)
			}
		})
	}
}

func TestASignatureNamesTheTextThatIsShown(t *testing.T) {
	t.Parallel()
	s := agreementpage.Stories()[9]
	p := pagetest.Render(t, s.Component, s.Principal)
	if p.Value("terms_hash") != p.One("hash") || p.Value("idempotency_key") == "" {
		t.Error("the form lacks the hash that is shown, or the key")
	}
	p.Has("text", "1. Parties")
	p.Has("change", "Limits", "At most 30 days")
}

func TestATextOfAnEarlierWordingIsShownAsItWasSigned(t *testing.T) {
	t.Parallel()
	s := agreementpage.Stories()[7]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("text", "As they were worded then.")
}

func TestNoticeShowsWhatItMeansFirst(t *testing.T) {
	t.Parallel()
	s := agreementpage.Stories()[12]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("consequence", "2 booked shifts reach beyond", "2 shifts of 1 worker")
	p.Has("rule", "60 days of notice", "30 May 2026")
}
