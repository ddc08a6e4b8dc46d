package workform

import (
	"net/url"
	"testing"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
)

func TestAWorkerIsNamedByNumberOrAddress(t *testing.T) {
	t.Parallel()
	const number = "0190a000-0000-7000-8000-00000000000a"
	for typed, want := range map[string]string{
		"": id.Nil.String(), number: number, "  " + number + " ": number, "https://muster.example/passports/workers/" + number: number, "/passports/workers/" + number + "/card": number,
	} {
		var wrong []fault.Field
		if got := Worker(url.Values{"w": {typed}}, "w", &wrong); got.String() != want || wrong != nil {
			t.Errorf("%q: %s %v", typed, got, wrong)
		}
	}
	for _, typed := range []string{"Noor", "1234", "https://muster.example/passports"} {
		var wrong []fault.Field
		if Worker(url.Values{"w": {typed}}, "w", &wrong); len(wrong) != 1 || wrong[0].Location != "form.w" {
			t.Errorf("%q is read: %v", typed, wrong)
		}
	}
}
