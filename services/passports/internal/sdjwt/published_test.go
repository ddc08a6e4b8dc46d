package sdjwt

import (
	"crypto/ecdsa"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// The cases that sd-jwt-js publishes with its core: claims, which of them are hidden, which are shown, what is read.
//
// The specifications of oauth-wg/oauth-selective-disclosure-jwt and of sd-jwt-python are not here: they are published only
// with the source of those projects. Most of these cases are sd-jwt-python's, carried over by name, and what RFC 9901
// prints of the working group's stands in the test beside.
func TestThePublishedCasesOfAnotherLibraryAreReadAsItSays(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/sd-jwt-js/*.json")
	if err != nil {
		t.Fatal(err)
	}
	// The library does not run this case of its own: an object that keeps all its members to itself is still there, empty
	// (RFC 9901, section 7.1).
	mended := map[string]map[string]any{"array_none_disclosed.json": {"is_over": map[string]any{}}}
	run, shownSome := 0, 0
	for _, file := range files {
		name := filepath.Base(file)
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		published, err := jws.Object(raw)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		claims, _ := published["claims"].(map[string]any)
		want, _ := published["presentedClaims"].(map[string]any)
		if is, ok := mended[name]; ok {
			want = is
		}
		credential := issued(t, claims, published["disclosureFrame"])
		if got, err := reveal(credential.Claims, credential.Disclosures); err != nil || !reflect.DeepEqual(got, claims) {
			t.Errorf("%s, all shown: %v %v", name, got, err)
		}
		shown := credential.pick(credential.Claims, published["presentationFrames"])
		if got, err := reveal(credential.Claims, shown); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: read as %v, not %v (%v)", name, got, want, err)
		}
		run++
		if len(shown) > 0 {
			shownSome++
		}
	}
	if run != 17 || shownSome != 13 {
		t.Errorf("%d cases were run, in %d of them something was shown", run, shownSome)
	}
}

// issued signs the claims with those hidden that the frame names, and reads the token again.
func issued(t *testing.T, claims map[string]any, frame any) Parsed {
	t.Helper()
	hidden, _ := hideBy(claims, frame).(map[string]any)
	payload, disclosures, err := conceal(hidden)
	if err != nil {
		t.Fatal(err)
	}
	k, err := jws.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	token, err := jws.Sign(k, Header{Type: jws.Credential}, payload)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := jws.Open(token, jws.Credential, func(jws.Token) (*ecdsa.PublicKey, error) { return &k.PublicKey, nil }); err != nil {
		t.Fatal(err)
	}
	p, err := Parse(compact(token, disclosures))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// hideBy marks what a frame lists under _sd, at every depth: members by name, elements by number.
func hideBy(v any, frame any) any {
	f, ok := frame.(map[string]any)
	if !ok {
		return v
	}
	concealed, _ := f[digestsName].([]any)
	mark := func(key string, inner any) any {
		inner = hideBy(inner, f[key])
		if slices.ContainsFunc(concealed, func(listed any) bool { return listed == key || listed == json.Number(key) }) {
			return Hidden{inner}
		}
		return inner
	}
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, inner := range v {
			out[key] = mark(key, inner)
		}
		return out
	case []any:
		out := []any{}
		for i, inner := range v {
			out = append(out, mark(strconv.Itoa(i), inner))
		}
		return out
	}
	return v
}

// pick gives the disclosures that a presentation frame asks for, with those that they lie in.
func (c Parsed) pick(v any, frame any) []Disclosure {
	f, _ := frame.(map[string]any)
	found := []Disclosure{}
	for key, inner := range f {
		child, d := c.child(v, key)
		if d != nil {
			found = append(found, *d)
		}
		found = append(found, c.pick(child, inner)...)
	}
	return found
}

// child is the member or element of v, and the disclosure that it was hidden in.
func (c Parsed) child(v any, key string) (any, *Disclosure) {
	var digests []any
	switch v := v.(type) {
	case map[string]any:
		if plain, has := v[key]; has {
			return plain, nil
		}
		digests, _ = v[digestsName].([]any)
	case []any:
		i, err := strconv.Atoi(key)
		if err != nil || i >= len(v) {
			return nil, nil
		}
		place, _ := v[i].(map[string]any)
		if place[arrayName] == nil {
			return v[i], nil
		}
		digests = []any{place[arrayName]}
	}
	for i, d := range c.Disclosures {
		if (d.Element || d.Name == key) && slices.Contains(digests, any(d.Digest)) {
			return d.Value, &c.Disclosures[i]
		}
	}
	return nil, nil
}
