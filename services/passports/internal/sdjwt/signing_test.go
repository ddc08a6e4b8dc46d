package sdjwt_test

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

func keyOf(k jws.Key) jws.KeyOf {
	return func(jws.Token) (*ecdsa.PublicKey, error) { return &k.PublicKey, nil }
}

// es256 signs by hand, so that tokens can be made which jws.Sign would never make.
func es256(t testing.TB, k jws.Key) func(string) []byte {
	return func(input string) []byte {
		sum := sha256.Sum256([]byte(input))
		r, s, err := ecdsa.Sign(rand.Reader, k.PrivateKey, sum[:])
		if err != nil {
			t.Fatal(err)
		}
		out := make([]byte, 64)
		r.FillBytes(out[:32])
		s.FillBytes(out[32:])
		return out
	}
}

func FuzzVerify(f *testing.F) {
	c := fresh(f)
	f.Add(c.presentation(f, "outcome"))
	f.Add(c.credential(f))
	f.Add("a.b.c~~")
	f.Fuzz(func(t *testing.T, s string) {
		v, err := sdjwt.Verify(t.Context(), s, c.policy)
		if err != nil && sdjwt.CodeOf(err) == "" {
			t.Errorf("an error that is no refusal: %v", err)
		}
		if err == nil && v.Issuer != issuer {
			t.Errorf("accepted %+v", v)
		}
	})
}

// FuzzDisclosures signs whatever payload and disclosures come, so that the tricks behind the signature are reached.
func FuzzDisclosures(f *testing.F) {
	c := fresh(f)
	f.Add(`{"_sd":["a"],"x":[{"...":"b"}]}`, `["s","n",{"_sd":["c"]}]`)
	f.Add(`{"_sd":[]}`, `["s",[]]`)
	f.Fuzz(func(t *testing.T, payload, parts string) {
		claims, err := jws.Object([]byte(payload))
		if err != nil {
			return
		}
		d := jws.Encode([]byte(parts))
		claims["_sd"] = []any{hash(d)}
		v, err := sdjwt.Verify(t.Context(), c.signed(t, claims, d), c.policy)
		if err != nil && sdjwt.CodeOf(err) == "" {
			t.Errorf("an error that is no refusal: %v", err)
		}
		if _, left := v.Claims["_sd"]; left {
			t.Error("a digest was left in the claims")
		}
	})
}

func BenchmarkIssue(b *testing.B) {
	c := fresh(b)
	for b.Loop() {
		c.credential(b)
	}
}

func BenchmarkVerify(b *testing.B) {
	c := fresh(b)
	p := c.presentation(b, "outcome", "sub")
	for b.Loop() {
		if _, err := sdjwt.Verify(b.Context(), p, c.policy); err != nil {
			b.Fatal(err)
		}
	}
}
