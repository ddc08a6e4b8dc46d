package statuslist_test

import (
	"bytes"
	"compress/zlib"
	"crypto/ecdsa"
	"errors"
	"maps"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/statuslist"
)

const (
	uri    = "https://muster.example/status/1"
	issuer = "https://muster.example/issuers/RVV"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func newKey(t testing.TB) jws.Key {
	t.Helper()
	k, err := jws.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func by(k jws.Key) func(string) (*ecdsa.PublicKey, error) {
	return func(id string) (*ecdsa.PublicKey, error) {
		if id != k.KeyID() {
			return nil, errors.New("unknown key")
		}
		return &k.PublicKey, nil
	}
}

func TestOnlyTheRevokedPlacesAreMarked(t *testing.T) {
	t.Parallel()
	k := newKey(t)
	l := statuslist.New(statuslist.Size)
	revoked := map[int64]bool{0: true, 7: true, 8: true, 413: true, statuslist.Size - 1: true}
	for place := range revoked {
		l.Revoke(place)
	}
	l.Revoke(-1)
	l.Revoke(statuslist.Size)
	token, err := statuslist.Sign(k, issuer, uri, l, noon)
	if err != nil {
		t.Fatal(err)
	}
	s, err := statuslist.Open(token, issuer, uri, noon, by(k))
	if err != nil {
		t.Fatal(err)
	}
	if s.List.Places() != statuslist.Size || !s.SignedAt.Equal(noon) || !s.FreshUntil.Equal(noon.Add(5*time.Minute)) || !s.EndsAt.Equal(noon.Add(24*time.Hour)) {
		t.Errorf("got %+v", s)
	}
	for place := range int64(statuslist.Size) {
		got, err := s.List.At(place)
		if err != nil || (got == 1) != revoked[place] {
			t.Fatalf("place %d: %d, %v", place, got, err)
		}
	}
	for _, place := range []int64{-1, statuslist.Size, 1 << 40} {
		if _, err := s.List.At(place); err == nil {
			t.Errorf("place %d is outside the list", place)
		}
	}
}

func TestAListOfAnotherAddressIssuerKeyTypeOrTimeIsRefused(t *testing.T) {
	t.Parallel()
	k := newKey(t)
	lst, err := statuslist.New(64).Encode()
	if err != nil {
		t.Fatal(err)
	}
	good := map[string]any{"iss": issuer, "sub": uri, "iat": noon.Unix(), "exp": noon.Add(time.Hour).Unix(), "ttl": 300, "status_list": map[string]any{"bits": 1, "lst": lst}}
	for name, c := range map[string]struct {
		change map[string]any
		at     time.Time
		ok     bool
	}{
		"as it should be":         {nil, noon, true},
		"another address":         {map[string]any{"sub": uri + "0"}, noon, false},
		"no address":              {map[string]any{"sub": nil}, noon, false},
		"another issuer":          {map[string]any{"iss": issuer + "x"}, noon, false},
		"29 s from the future":    {nil, noon.Add(-29 * time.Second), true},
		"31 s from the future":    {nil, noon.Add(-31 * time.Second), false},
		"29 s after its end":      {nil, noon.Add(time.Hour + 29*time.Second), true},
		"30 s after its end":      {nil, noon.Add(time.Hour + 30*time.Second), false},
		"without time":            {map[string]any{"iat": nil}, noon, false},
		"end that is no time":     {map[string]any{"exp": "x"}, noon, false},
		"three bits":              {map[string]any{"status_list": map[string]any{"bits": 3, "lst": lst}}, noon, false},
		"no bits":                 {map[string]any{"status_list": map[string]any{"lst": lst}}, noon, false},
		"no list":                 {map[string]any{"status_list": map[string]any{"bits": 1}}, noon, false},
		"list that does not open": {map[string]any{"status_list": map[string]any{"bits": 1, "lst": "eNrbuRgAAhcBXQ"[:6]}}, noon, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			claims := maps.Clone(good)
			maps.Copy(claims, c.change)
			for n, v := range c.change {
				if v == nil {
					delete(claims, n)
				}
			}
			token, err := jws.Sign(k, jws.Header{Type: jws.StatusList}, claims)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := statuslist.Open(token, issuer, uri, c.at, by(k)); (err == nil) != c.ok {
				t.Errorf("got %v", err)
			}
		})
	}
	foreign, err := jws.Sign(newKey(t), jws.Header{Type: jws.StatusList}, good)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := statuslist.Open(foreign, issuer, uri, noon, by(k)); err == nil {
		t.Error("a foreign key signed it")
	}
	credential, err := jws.Sign(k, jws.Header{Type: jws.Credential}, good)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := statuslist.Open(credential, issuer, uri, noon, by(k)); !errors.Is(err, jws.ErrType) {
		t.Errorf("a credential passed for a list: %v", err)
	}
}

func TestAListAsksToBeReadAgainWithinBounds(t *testing.T) {
	t.Parallel()
	k := newKey(t)
	lst, err := statuslist.New(8).Encode()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		ttl  any
		want time.Duration
	}{"0": {0, 30 * time.Second}, "below 0": {-5, 30 * time.Second}, "absent": {nil, 5 * time.Minute}, "a year": {31536000, time.Hour}, "no whole number": {1.5, time.Hour}, "a minute": {60, time.Minute}} {
		claims := map[string]any{"sub": uri, "iat": noon.Unix(), "status_list": map[string]any{"bits": 1, "lst": lst}}
		if c.ttl != nil {
			claims["ttl"] = c.ttl
		}
		token, err := jws.Sign(k, jws.Header{Type: jws.StatusList}, claims)
		if err != nil {
			t.Fatal(err)
		}
		s, err := statuslist.Open(token, issuer, uri, noon, by(k))
		if err != nil || !s.FreshUntil.Equal(noon.Add(c.want)) {
			t.Errorf("ttl %s: fresh until %s, %v", name, s.FreshUntil, err)
		}
	}
}

func TestAListThatInflatesToMoreThanFourMegabytesIsRefused(t *testing.T) {
	t.Parallel()
	pack := func(n int) string {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		if _, err := w.Write(make([]byte, n)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return jws.Encode(b.Bytes())
	}
	if _, err := statuslist.Decode(1, pack(4<<20)); err != nil {
		t.Errorf("4 MiB: %v", err)
	}
	if _, err := statuslist.Decode(1, pack(4<<20+1)); err == nil {
		t.Error("a byte more was read")
	}
}

func FuzzDecode(f *testing.F) {
	lst, err := statuslist.New(64).Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(int64(1), lst, int64(5))
	f.Fuzz(func(t *testing.T, width int64, lst string, place int64) {
		l, err := statuslist.Decode(width, lst)
		if err != nil {
			return
		}
		v, err := l.At(place)
		if (err == nil) != (place >= 0 && place < l.Places()) || int(v) >= 1<<width {
			t.Errorf("place %d of %d: %d, %v", place, l.Places(), v, err)
		}
	})
}

// A list of a million with one in fifty taken back: the budget is 100 ms on one core.
func BenchmarkSignAMillion(b *testing.B) {
	k := newKey(b)
	l := statuslist.New(statuslist.Size)
	for i := int64(0); i < statuslist.Size; i += 50 {
		l.Revoke(i * 2654435761 % statuslist.Size)
	}
	for b.Loop() {
		if _, err := statuslist.Sign(k, issuer, uri, l, noon); err != nil {
			b.Fatal(err)
		}
	}
}
