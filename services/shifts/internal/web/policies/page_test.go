package policies

import (
	"encoding/json"
	"maps"
	"net/url"
	"strings"
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
		leaves, err := leavesOf(d.Kind, body)
		if err != nil || len(leaves) == 0 {
			t.Fatalf("%s: %v, %v", d.Kind, leaves, err)
		}
		forms := pagetest.Render(t, Page(View{Kind: string(d.Kind), Title: d.Title, Version: "0", MayChange: true, Leaves: leaves}), Stories()[2].Principal).Forms()
		changed, err := enter(d.Kind, body, forms[len(forms)-1].Values)
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

// TestEverySettingHasItsWords finds no code of a setting, and no code of a choice, on the page.
func TestEverySettingHasItsWords(t *testing.T) {
	t.Parallel()
	for _, d := range policy.Kinds {
		body, err := json.Marshal(d.Default())
		if err != nil {
			t.Fatal(err)
		}
		leaves, err := leavesOf(d.Kind, body)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range leaves {
			if l.label == "" {
				t.Errorf("%s: %s has no words", d.Kind, l.name())
			}
			if l.as == one && l.chosen() == "None" {
				t.Errorf("%s: %s is %q, which no choice is", d.Kind, l.name(), l.Value)
			}
			if shown := l.shown(); strings.ContainsAny(shown, "_[{") {
				t.Errorf("%s: %s is shown as %q", d.Kind, l.name(), shown)
			}
		}
	}
}

func TestWhatIsTypedIsEnteredInItsPlace(t *testing.T) {
	t.Parallel()
	const kept = `{"worker":{"late_hours":12},"employer":{"fees":[{"under_hours":4,"percent":100,"hours":0}]},"statutory":{"on":false}}`
	typed := url.Values{"worker__late_hours": {" 24 "}, "statutory__on": {"true"},
		"employer__fees__0__under_hours": {""}, "employer__fees__0__percent": {""}, "employer__fees__0__hours": {"0"},
		"employer__fees__1__under_hours": {"12"}, "employer__fees__1__percent": {"50"}, "employer__fees__1__hours": {""}}
	got, err := enter(policy.KindCancellation, []byte(kept), typed)
	if err != nil || string(got) != `{"employer":{"fees":[{"hours":0,"percent":50,"under_hours":12}]},"statutory":{"on":true},"worker":{"late_hours":24}}` {
		t.Errorf("%s, %v", got, err)
	}
	for field, value := range map[string]string{"worker__late_hours": "many", "statutory__on": "perhaps", "employer__fees__1__percent": "1e3"} {
		bad := maps.Clone(typed)
		bad[field] = []string{value}
		if _, err := enter(policy.KindCancellation, []byte(kept), bad); err == nil || fault.Of(err).Fields[0].Location != "form."+field {
			t.Errorf("%s=%s: %v", field, value, err)
		}
	}
	got, err = enter(policy.KindApproval, []byte(`{"rate_above_pence":0,"bands":["5"],"staff_groups":["students"]}`), url.Values{"rate_above_pence": {"18.5"}, "bands": {"6", "7"}})
	if err != nil || string(got) != `{"bands":["6","7"],"rate_above_pence":1850,"staff_groups":[]}` {
		t.Errorf("%s, %v", got, err)
	}
	if _, err = enter(policy.KindApproval, []byte(`{"rate_above_pence":0}`), url.Values{"rate_above_pence": {"lots"}}); err == nil {
		t.Error("an amount that is none is taken")
	}
	fees := Stories()[3]
	if n := len(pagetest.Render(t, fees.Component, fees.Principal).All("row")); n != 2 {
		t.Errorf("%d rows of fees, want the one that there is and one to fill in", n)
	}
	s := Stories()[4]
	pagetest.Render(t, s.Component, s.Principal).Has("error-summary", "Choose never, always or when.")
	seen := Stories()[5]
	if p := pagetest.Render(t, seen.Component, seen.Principal); len(p.All("change")) != 0 {
		t.Error("it can be changed without the duty")
	}
}
