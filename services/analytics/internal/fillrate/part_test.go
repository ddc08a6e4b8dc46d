package fillrate

import "testing"

func TestHowAShiftCounts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rule, status, filledBy string
		want                   Part
		ok                     bool
	}{
		{"filled by its own bank", "filled", "own_bank", OwnBank, true},
		{"filled across employers", "filled", "collaborative_bank", CollaborativeBank, true},
		{"filled by a framework agency", "filled", "framework_agency", FrameworkAgency, true},
		{"filled off framework", "filled", "off_framework_agency", OffFrameworkAgency, true},
		{"started still counts as booked", "started", "own_bank", OwnBank, true},
		{"worked still counts as booked", "worked", "collaborative_bank", CollaborativeBank, true},
		{"open is unfilled", "open", "", Unfilled, true},
		{"lapsed stays in the denominator as unfilled", "lapsed", "", Unfilled, true},
		{"withdrawn leaves the denominator", "withdrawn", "", Withdrawn, true},
		{"called off by the employer leaves the denominator", "cancelled", "", Withdrawn, true},
		{"filled by nobody cannot be counted", "filled", "", 0, false},
		{"filled by an unknown channel cannot be counted", "filled", "magic", 0, false},
		{"open but filled cannot be counted", "open", "own_bank", 0, false},
		{"an unknown status cannot be counted", "draft", "", 0, false},
	} {
		t.Run(c.rule, func(t *testing.T) {
			t.Parallel()
			got, ok := PartOf(c.status, c.filledBy)
			if ok != c.ok || (ok && got != c.want) {
				t.Errorf("PartOf(%q, %q) = %v, %v; want %v, %v", c.status, c.filledBy, got, ok, c.want, c.ok)
			}
		})
	}
}
