package sdjwt

import (
	"crypto/ecdsa"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// The issuer of all examples of RFC 9901 (appendix A.5).
var rfcIssuer = jws.JWK{Kty: "EC", Crv: "P-256", X: "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ", Y: "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"}

// The tokens that RFC 9901 prints are read to what it prints beside them: signature, digests, nesting, lists, key binding.
func TestWhatRFC9901PrintsIsReadAsItSays(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/rfc9901.txt")
	if err != nil {
		t.Fatal(err)
	}
	issuer, err := rfcIssuer.Public()
	if err != nil {
		t.Fatal(err)
	}
	read, bound := 0, 0
	for _, example := range strings.Split("\n"+string(raw), "\n# ")[1:] {
		name, rest, _ := strings.Cut(example, "\n")
		token, want, _ := strings.Cut(rest, "\n=\n")
		p, err := Parse(strings.ReplaceAll(token, "\n", ""))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := jws.Open(p.Token, "example+sd-jwt", func(jws.Token) (*ecdsa.PublicKey, error) { return issuer, nil }); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		got, err := reveal(p.Claims, p.Disclosures)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		expected, err := jws.Object([]byte(want))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(got, expected) {
			t.Errorf("%s: read as %v", name, got)
		}
		read++
		if p.KeyBinding == "" {
			continue
		}
		policy := Policy{KeyBinding: KeyBindingPolicy{Audience: "https://verifier.example.org", Nonce: "1234567890", MaxAge: time.Minute}, At: time.Unix(1748537244, 0)}
		if holder, err := p.bind(policy); err != nil || holder == "" {
			t.Errorf("%s: %v", name, err)
		}
		bound++
	}
	if read != 3 || bound != 1 {
		t.Errorf("%d examples were read, %d of them bound", read, bound)
	}
}

// What is concealed and all shown again is what was there: at the top, deep inside, in lists, within one another.
func TestWhatIsHiddenComesBackWhole(t *testing.T) {
	t.Parallel()
	for name, claims := range map[string]map[string]any{
		"members":           {"a": Hidden{"x"}, "b": "y"},
		"deep":              {"a": map[string]any{"b": Hidden{map[string]any{"c": Hidden{nil}}}}},
		"elements":          {"a": []any{Hidden{"x"}, "y", Hidden{map[string]any{"z": Hidden{true}}}}},
		"lists in lists":    {"a": []any{Hidden{[]any{Hidden{"x"}, []any{Hidden{"y"}}}}}},
		"nothing":           {},
		"an empty list":     {"a": []any{}, "b": Hidden{[]any{}}},
		"nulls":             {"a": []any{Hidden{nil}, nil, Hidden{nil}}},
		"numbers and texts": {"a": Hidden{json.Number("12345678901234567890.5")}, "b": Hidden{"<&>\u2028é"}},
	} {
		payload, disclosures, err := conceal(claims)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		wire, err := json.Marshal(payload)
		if err != nil {
			t.Fatal(err)
		}
		read, err := jws.Object(wire)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		again := make([]Disclosure, len(disclosures))
		for i, d := range disclosures {
			if again[i], err = readDisclosure(d.Encoded); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		got, err := reveal(read, again)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if want := open(claims); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
		if none, err := reveal(read, nil); err != nil || len(digests(none)) > 0 {
			t.Errorf("%s, with nothing shown: %v %v", name, none, err)
		}
	}
}

// open takes the marks off.
func open(v any) any {
	switch v := v.(type) {
	case Hidden:
		return open(v.Value)
	case map[string]any:
		out := map[string]any{}
		for k, m := range v {
			out[k] = open(m)
		}
		return out
	case []any:
		out := []any{}
		for _, e := range v {
			out = append(out, open(e))
		}
		return out
	}
	return v
}
