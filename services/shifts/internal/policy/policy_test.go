package policy_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

func TestEveryKindHasADefaultThatIsValidAndSurvivesItsJSON(t *testing.T) {
	t.Parallel()
	seen := map[policy.Kind]bool{}
	for _, d := range policy.Kinds {
		if seen[d.Kind] || d.Kind == "" || d.Title == "" {
			t.Errorf("kind %q is there twice or has no title", d.Kind)
		}
		seen[d.Kind] = true
		if err := d.Default().Validate(); err != nil {
			t.Errorf("%s: the default: %v", d.Kind, err)
		}
		first, err := json.Marshal(d.Default())
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range [][]byte{first, []byte("{}")} {
			s, err := d.Decode(in)
			if err != nil {
				t.Fatalf("%s: %s: %v", d.Kind, in, err)
			}
			if again, _ := json.Marshal(s); string(again) != string(first) {
				t.Errorf("%s: %s came back as %s, want %s", d.Kind, in, again, first)
			}
		}
		if strings.Contains(string(first), "null") {
			t.Errorf("%s: the default has a null: %s", d.Kind, first)
		}
	}
}

func TestSettingsThatCannotBeReadSayWhatToChange(t *testing.T) {
	t.Parallel()
	approval, _ := policy.Of(policy.KindApproval)
	for name, c := range map[string]struct{ body, field, says string }{
		"a misspelt field":      {`{"requierd":"always"}`, "requierd", "leave it out"},
		"a text for a number":   {`{"rate_above_pence":"2500"}`, "rate_above_pence", "whole number"},
		"a list for the whole":  {`[]`, "", "object"},
		"no JSON":               {`{`, "", "JSON object"},
		"two objects":           {`{} {}`, "", "JSON object"},
		"a choice there is not": {`{"required":"sometimes"}`, "required", "never, always or when"},
		"when without a when":   {`{"required":"when"}`, "required", "at least one condition"},
		"a rate below nothing":  {`{"rate_above_pence":-1}`, "rate_above_pence", "pence"},
		"an empty code":         {`{"required":"when","bands":[""]}`, "bands", "1 to 64"},
	} {
		_, err := approval.Decode([]byte(c.body))
		var invalid *policy.Invalid
		if !errors.As(err, &invalid) || len(invalid.Problems) != 1 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if p := invalid.Problems[0]; p.Field != c.field || !strings.Contains(p.Message, c.says) {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

func TestReadGivesTheDefaultWhereNothingIsStored(t *testing.T) {
	t.Parallel()
	if u, err := policy.Read[policy.Urgency](nil); err != nil || u.UrgentUnderHours != 24 {
		t.Errorf("%+v, %v", u, err)
	}
	u, err := policy.Read[policy.Urgency]([]byte(`{"urgent_under_hours":12}`))
	if err != nil || u.UrgentUnderHours != 12 || u.CriticalUnderHours != 4 {
		t.Errorf("%+v, %v", u, err)
	}
}
