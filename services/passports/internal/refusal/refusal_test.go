package refusal_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

func TestEverythingThatIsWrongIsToldAtOnceAndNothingGivenIsToldAgain(t *testing.T) {
	t.Parallel()
	var no refusal.List
	no.OneOf("type", "a name perhaps", []string{"a", "b"})
	no.Unless(false, "level", "Give a level.")
	no.Unless(true, "role", "Never told.")
	in := refusal.Inputs(no.Err())
	if len(in) != 2 || in[0].Field != "type" || in[1].Field != "level" {
		t.Fatalf("got %v", in)
	}
	if strings.Contains(in[0].Message, "name") || !strings.Contains(in[0].Message, "a, b") {
		t.Errorf("got %q", in[0].Message)
	}
	if (&refusal.List{}).Err() != nil {
		t.Error("nothing refused is no error")
	}
}
