package registry_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/registry"
)

const iss = "https://muster.example/issuers/RVV"

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func key(t *testing.T) (jws.Key, jws.JWK) {
	t.Helper()
	k, err := jws.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	j, err := jws.VerifyingJWK(&k.PublicKey, k.KeyID())
	if err != nil {
		t.Fatal(err)
	}
	return k, j
}

func sample(t *testing.T, operator jws.JWK) (registry.Registry, jws.Key) {
	t.Helper()
	k, j := key(t)
	left := noon.AddDate(0, 0, -1)
	return registry.Registry{ICS: "QKS", Version: 7, Operators: []jws.JWK{operator}, Entries: []registry.Entry{
		{ODS: "RVV", Name: "An earlier footprint", Issuer: iss, Keys: []jws.JWK{}, Roots: []string{}, PermittedTypes: []string{"x"}, Receivers: []string{"old.example"}, ValidFrom: noon.AddDate(-2, 0, 0), ValidUntil: &left},
		{ODS: "RVV", Name: "East Kent", Issuer: iss, Keys: []jws.JWK{j}, Roots: []string{}, PermittedTypes: []string{"v/dbs/1"}, Receivers: []string{"muster.example"}, ValidFrom: noon.AddDate(0, 0, -1)},
	}}, k
}

func TestAKeyIsChosenByIssuerAndRegistryAlone(t *testing.T) {
	t.Parallel()
	operator, public := key(t)
	r, k := sample(t, public)
	token, err := registry.Sign(operator, r, noon)
	if err != nil {
		t.Fatal(err)
	}
	got, err := registry.Open(token, []jws.JWK{public}, 7, noon)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := got.Key(iss, k.KeyID(), noon); err != nil || !found.Equal(&k.PublicKey) {
		t.Errorf("got %v", err)
	}
	for name, c := range map[string]struct {
		iss, kid string
		at       time.Time
		want     error
	}{
		"another issuer":        {iss + "x", k.KeyID(), noon, registry.ErrNotListed},
		"no issuer":             {"", k.KeyID(), noon, registry.ErrNotListed},
		"another key":           {iss, "other", noon, registry.ErrNoKey},
		"no key id":             {iss, "", noon, registry.ErrNoKey},
		"before it took part":   {iss, k.KeyID(), noon.AddDate(-3, 0, 0), registry.ErrNotListed},
		"in an older footprint": {iss, k.KeyID(), noon.AddDate(0, -1, 0), registry.ErrNoKey},
	} {
		if _, err := got.Key(c.iss, c.kid, c.at); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := got.Permitted(iss, "v/dbs/1", noon); err != nil {
		t.Error(err)
	}
	if err := got.Permitted(iss, "v/identity/1", noon); !errors.Is(err, registry.ErrType) {
		t.Errorf("got %v", err)
	}
	if e, ok := got.Receiver("muster.example", noon); !ok || e.Name != "East Kent" {
		t.Error("the receiver is named by the registry")
	}
	if _, ok := got.Receiver("old.example", noon); ok {
		t.Error("who left receives no more")
	}
}

func TestAnOlderOverdueForeignOrAltogetherOtherTokenIsNoRegistry(t *testing.T) {
	t.Parallel()
	operator, public := key(t)
	stranger, strangersKey := key(t)
	r, _ := sample(t, public)
	token, err := registry.Sign(operator, r, noon)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		seen int64
		at   time.Time
		want error
	}{
		"lower than seen":  {8, noon, registry.ErrOlder},
		"29 s after a day": {7, noon.Add(registry.Life + 29*time.Second), nil},
		"30 s after a day": {7, noon.Add(registry.Life + 30*time.Second), registry.ErrOutOfDate},
		"29 s early":       {0, noon.Add(-29 * time.Second), nil},
		"31 s early":       {0, noon.Add(-31 * time.Second), registry.ErrOutOfDate},
	} {
		if _, err := registry.Open(token, []jws.JWK{public}, c.seen, c.at); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := registry.Open(token, []jws.JWK{strangersKey}, 0, noon); err == nil {
		t.Error("another operator's key opened it")
	}
	pretended := strangersKey
	pretended.Kid = public.Kid
	if _, err := registry.Open(token, []jws.JWK{pretended}, 0, noon); !errors.Is(err, jws.ErrSignature) {
		t.Errorf("got %v", err)
	}
	other, err := jws.Sign(stranger, jws.Header{Type: jws.Credential}, map[string]any{"iat": noon.Unix()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := registry.Open(other, []jws.JWK{strangersKey}, 0, noon); !errors.Is(err, jws.ErrType) {
		t.Errorf("got %v", err)
	}
}

// The operator changes its key: the last version under the old key names the new one, and who followed it trusts the next.
func TestTheOperatorsNextKeyIsTrustedWhereTheLastVersionNamedIt(t *testing.T) {
	t.Parallel()
	old, oldKey := key(t)
	next, nextKey := key(t)
	r, _ := sample(t, oldKey)
	r.Operators = []jws.JWK{oldKey, nextKey}
	token, err := registry.Sign(old, r, noon)
	if err != nil {
		t.Fatal(err)
	}
	last, err := registry.Open(token, []jws.JWK{oldKey}, 0, noon)
	if err != nil {
		t.Fatal(err)
	}
	r.Version, r.Operators = 8, []jws.JWK{nextKey}
	token, err = registry.Sign(next, r, noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := registry.Open(token, []jws.JWK{oldKey}, 7, noon); err == nil {
		t.Error("who never saw the announcement must not follow")
	}
	if got, err := registry.Open(token, last.Operators, last.Version, noon); err != nil || got.Version != 8 {
		t.Errorf("got %v", err)
	}
}
