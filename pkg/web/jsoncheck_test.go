package web_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web"
)

func TestJSONThatCanBeReadInTwoWaysIsRefused(t *testing.T) {
	t.Parallel()
	nested := func(n int) string { return strings.Repeat("[", n) + "1" + strings.Repeat("]", n) }
	cases := map[string]bool{
		``:                            true,
		` `:                           true,
		`{}`:                          true,
		`{"a":{"b":1},"c":{"b":2}}`:   true,
		`[{"a":1},{"a":2}]`:           true,
		nested(32):                    true,
		nested(33):                    false,
		`{"a":1,"a":2}`:               false,
		`{"a":{"b":1,"b":1}}`:         false,
		`{"a":1,"\u0061":2}`:          false,
		`{"a\u0000":1}`:               false,
		`["\u0000"]`:                  false,
		`{} {}`:                       false,
		`{"a":1}]`:                    false,
		`{"a" 1}`:                     false,
		`nul`:                         false,
		"\"\xc3\x28\"":                false,
		`{"a":[1,2,{"b":[],"b":[]}]}`: false,
	}
	for body, want := range cases {
		if err := web.CheckJSON([]byte(body)); (err == nil) != want {
			t.Errorf("%q: %v, want accepted %v", body, err, want)
		}
	}
}

func FuzzJSONCheck(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":1,"a":2}`, `[[[1]]]`, `"x"`, `{"a":[{"b":null}]} x`, "\xff", strings.Repeat("[", 5000)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		err := web.CheckJSON(body)
		if err == nil && len(strings.TrimSpace(string(body))) > 0 && !json.Valid(body) {
			// The other white space of strings.TrimSpace is none of JSON's, so both sides see what is left.
			t.Errorf("%q is accepted and is no JSON", body)
		}
	})
}
