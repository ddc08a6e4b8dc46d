package wording

import "testing"

func TestAmountsAndCountsReadAsPeopleSayThem(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		Pounds(0): "£0.00", Pounds(5): "£0.05", Pounds(1845): "£18.45", Pounds(100_000): "£1000.00",
		Plural(1, "shift"): "1 shift", Plural(0, "hour"): "0 hours", Plural(12, "hour"): "12 hours",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
