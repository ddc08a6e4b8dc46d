package ladders

import (
	"errors"
	"net/url"
	"testing"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/pkg/web/layout"
)

func TestNothingThatWasTypedIsDropped(t *testing.T) {
	t.Parallel()
	shown := formOf(release.Default())
	for _, c := range []struct {
		name  string
		typed url.Values
		input string
	}{
		{"the form as it was shown", nil, ""},
		{"a step that is taken out, its hours left as they were", url.Values{"use_own_fallback_grade": nil}, ""},
		{"a step that is taken out, its hours changed", url.Values{"use_own_fallback_grade": nil, "hours_own_fallback_grade": {"48"}}, "hours_own_fallback_grade"},
		{"hours of a step that nobody ticked", url.Values{"hours_bank_break_glass": {"72"}}, "hours_bank_break_glass"},
		{"an amount of a step that nobody ticked", url.Values{"ceiling_tier_2": {"30"}}, "ceiling_tier_2"},
		{"hours of a step that opens at posting", url.Values{"hours_own_bank": {"4"}}, "hours_own_bank"},
		{"hours of a step that opens after them", url.Values{"on_own_bank": {string(release.LeadTime)}, "hours_own_bank": {"4"}}, ""},
		{"a box that sends something else", url.Values{"use_tier_2": {"on"}}, "use_tier_2"},
		{"a moment that is not offered", url.Values{"on_own_bank": {"whenever"}}, "on_own_bank"},
	} {
		form := url.Values{}
		for k, v := range shown {
			form[k] = v
		}
		for k, v := range c.typed {
			if form[k] = v; v == nil {
				form.Del(k)
			}
		}
		err := unused(form, shown)
		var f *fault.Error
		switch {
		case c.input == "":
			if err != nil {
				t.Errorf("%s is refused: %v", c.name, err)
			}
		case !errors.As(err, &f) || layout.ErrorFor(f.Fields, c.input) == "":
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
