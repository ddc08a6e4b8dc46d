package view_test

import (
	"net/url"
	"testing"

	"github.com/muster-ics/muster/pkg/fault"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

func TestWhatWasNotOfferedIsNoAnswer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		sent   url.Values
		chosen string
		refuse bool
	}{
		{url.Values{"refill": {"yes"}}, "yes", false},
		{url.Values{"refill": {"no"}}, "no", false},
		{url.Values{"refill": {"maybe"}}, "", true},
		{url.Values{"refill": {""}}, "", true},
		{url.Values{"refill": {"yes", "no"}}, "", true},
		{url.Values{}, "", true},
	} {
		var wrong []fault.Field
		if got := view.Chosen(c.sent, "form.", "refill", &wrong, "yes", "no"); got != c.chosen || (len(wrong) == 1) != c.refuse {
			t.Errorf("%v is read as %q with %v", c.sent, got, wrong)
		}
	}
}

func TestABoxIsTickedOrNot(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		sent           url.Values
		ticked, refuse bool
	}{
		{url.Values{"epp": {"yes"}}, true, false},
		{url.Values{}, false, false},
		{url.Values{"epp": {"on"}}, false, true},
		{url.Values{"epp": {""}}, false, true},
		{url.Values{"epp": {"yes", "yes"}}, false, true},
	} {
		var wrong []fault.Field
		if got := view.Ticked(c.sent, "form.", "epp", &wrong); got != c.ticked || (len(wrong) == 1) != c.refuse {
			t.Errorf("%v is read as %v with %v", c.sent, got, wrong)
		}
		if c.refuse && wrong[0].Location != "form.epp" {
			t.Errorf("%v is wrong at %s", c.sent, wrong[0].Location)
		}
	}
}
