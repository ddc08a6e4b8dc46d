package check

import (
	"math/rand/v2"
	"regexp"
	"testing"
)

// TestCodesAreWhatTheirExpressionsSay compares the loops with the expressions that define them, over strings near the border.
func TestCodesAreWhatTheirExpressionsSay(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name, expression, good string
		is                     func(string) bool
	}{
		{"uuid", `^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`, "0199c0de-0000-7000-8000-00000000e0e0", isUUID},
		{"token", `^[A-Za-z0-9_-]{1,64}$`, "registered_nurse-5A", isToken},
		{"ods", `^[A-Z0-9]{1,12}$`, "RVV01", isODS},
	} {
		want := regexp.MustCompile(c.expression)
		seen := map[bool]int{}
		for range 20_000 {
			v := []byte(c.good)
			for range r.IntN(3) {
				switch i := r.IntN(len(v) + 1); r.IntN(3) {
				case 0:
					v = append(v[:i:i], append([]byte{byte(r.IntN(256))}, v[i:]...)...)
				case 1:
					v = v[:i]
				default:
					v = append(v, v[:i]...)
				}
			}
			got := c.is(string(v))
			if got != want.Match(v) {
				t.Fatalf("%s: %q is %t", c.name, v, got)
			}
			seen[got]++
		}
		if seen[true] < 100 || seen[false] < 100 {
			t.Errorf("%s: too one-sided: %v", c.name, seen)
		}
	}
}
