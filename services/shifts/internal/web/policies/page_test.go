package policies

import (
	"encoding/json"
	"net/url"
	"testing"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/pagetest"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

func TestEveryKindIsShownAndItsFormSentBackChangesNothing(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	if n := len(pagetest.Render(t, s.Component, s.Principal).All("policy")); n != len(policy.Kinds) {
		t.Errorf("%d policies are shown", n)
	}
	for _, d := range policy.Kinds {
		body, err := json.Marshal(d.Default())
		if err != nil {
			t.Fatal(err)
		}
		leaves, err := leavesOf(body)
		if err != nil || len(leaves) == 0 {
			t.Fatalf("%s: %v, %v", d.Kind, leaves, err)
		}
		form := url.Values{}
		for _, l := range leaves {
			if l.Kind != table {
				form.Set(l.name(), l.Value)
			}
		}
		changed, err := enter(body, form)
		if err != nil {
			t.Errorf("%s: %v", d.Kind, err)
			continue
		}
		settings, err := d.Decode(changed)
		if err != nil {
			t.Errorf("%s: %v", d.Kind, err)
			continue
		}
		if again, _ := json.Marshal(settings); string(again) != string(body) {
			t.Errorf("%s: sent back as %s, was %s", d.Kind, again, body)
		}
	}
}

func TestWhatIsTypedIsEnteredInItsPlace(t *testing.T) {
	t.Parallel()
	body := []byte(`{"a":1,"b":{"c":false,"d":["x"]},"e":[{"f":1}],"g":"h"}`)
	got, err := enter(body, url.Values{"a": {" 2 "}, "b__c": {"true"}, "b__d": {"y\r\nz"}, "g": {"i"}})
	if err != nil || string(got) != `{"a":2,"b":{"c":true,"d":["y","z"]},"e":[{"f":1}],"g":"i"}` {
		t.Errorf("%s, %v", got, err)
	}
	if _, err := enter(body, url.Values{"a": {"many"}}); err == nil || fault.Of(err).Fields[0].Location != "form.a" {
		t.Errorf("%v", err)
	}
	s := Stories()[3]
	pagetest.Render(t, s.Component, s.Principal).Has("error-summary", "Choose never, always or when.")
	seen := Stories()[4]
	if p := pagetest.Render(t, seen.Component, seen.Principal); len(p.All("change")) != 0 {
		t.Error("it can be changed without the duty")
	}
}
