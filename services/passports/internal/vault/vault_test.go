package vault_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

func key(b byte) []byte { return bytes.Repeat([]byte{b}, vault.KeySize) }

func ring(t *testing.T, keys ...[]byte) *vault.Keyring {
	t.Helper()
	k, err := vault.NewKeyring(keys)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestARowOpensOnlyAsItselfAndOnlyForItsWorker(t *testing.T) {
	t.Parallel()
	k := ring(t, key(1))
	anna, ben := id.New(), id.New()
	annas, _, err := k.NewDataKey(anna)
	if err != nil {
		t.Fatal(err)
	}
	bens, _, err := k.NewDataKey(ben)
	if err != nil {
		t.Fatal(err)
	}
	sealed := annas.Seal(vault.GivenName, 1, "Anna")
	if got, err := annas.Open(vault.GivenName, 1, sealed); err != nil || got != "Anna" {
		t.Fatalf("got %q, %v", got, err)
	}
	for name, open := range map[string]func() (string, error){
		"another worker":  func() (string, error) { return bens.Open(vault.GivenName, 1, sealed) },
		"another kind":    func() (string, error) { return annas.Open(vault.FamilyName, 1, sealed) },
		"another version": func() (string, error) { return annas.Open(vault.GivenName, 2, sealed) },
		"a changed byte": func() (string, error) {
			b := bytes.Clone(sealed)
			b[len(b)-1] ^= 1
			return annas.Open(vault.GivenName, 1, b)
		},
		"a cut row": func() (string, error) { return annas.Open(vault.GivenName, 1, sealed[:5]) },
	} {
		if _, err := open(); !errors.Is(err, vault.ErrSealed) {
			t.Errorf("%s: want ErrSealed, got %v", name, err)
		}
	}
}

func TestEachSealDrawsItsOwnNonce(t *testing.T) {
	t.Parallel()
	d, _, err := ring(t, key(1)).NewDataKey(id.New())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for range 1000 {
		sealed := d.Seal(vault.Email, 1, "same")
		nonce := string(sealed[:12])
		if seen[nonce] {
			t.Fatal("a nonce came twice")
		}
		seen[nonce] = true
	}
}

func TestADataKeyOpensWithEveryKeyOfTheRingAndNoOther(t *testing.T) {
	t.Parallel()
	worker := id.New()
	d, wrapped, err := ring(t, key(1)).NewDataKey(worker)
	if err != nil {
		t.Fatal(err)
	}
	sealed := d.Seal(vault.FamilyName, 3, "Example")
	rotated := ring(t, key(2), key(1))
	again, err := rotated.Unwrap(worker, wrapped)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Open(vault.FamilyName, 3, sealed); err != nil || got != "Example" {
		t.Fatalf("got %q, %v", got, err)
	}
	if _, err := ring(t, key(2)).Unwrap(worker, wrapped); !errors.Is(err, vault.ErrSealed) {
		t.Errorf("a ring without the key: want ErrSealed, got %v", err)
	}
	if _, err := rotated.Unwrap(id.New(), wrapped); !errors.Is(err, vault.ErrSealed) {
		t.Errorf("another worker: want ErrSealed, got %v", err)
	}
}

func TestRotationRewrapsTheKeyAndLeavesTheRows(t *testing.T) {
	t.Parallel()
	worker := id.New()
	d, old, err := ring(t, key(1)).NewDataKey(worker)
	if err != nil {
		t.Fatal(err)
	}
	sealed := d.Seal(vault.GivenName, 1, "Anna")
	fresh, changed, err := ring(t, key(2), key(1)).Rewrap(worker, old)
	if err != nil || !changed {
		t.Fatalf("want a new wrapping, got %v %v", changed, err)
	}
	if _, changed, _ := ring(t, key(2), key(1)).Rewrap(worker, fresh); changed {
		t.Error("a second time changes nothing")
	}
	only, err := ring(t, key(2)).Unwrap(worker, fresh)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := only.Open(vault.GivenName, 1, sealed); err != nil || got != "Anna" {
		t.Fatalf("got %q, %v", got, err)
	}
}

func TestKeysOfTheWrongLengthAndNoKeysAreRefused(t *testing.T) {
	t.Parallel()
	for _, keys := range [][][]byte{nil, {key(1)[:16]}, {key(1), nil}} {
		if _, err := vault.NewKeyring(keys); err == nil {
			t.Errorf("%d keys: want an error", len(keys))
		}
	}
}

func TestTheKindOfANumberNamesItsRegister(t *testing.T) {
	t.Parallel()
	if body, ok := vault.BodyOf(vault.RegistrationNumber("NMC")); !ok || body != "NMC" {
		t.Errorf("got %q %v", body, ok)
	}
	if _, ok := vault.BodyOf(vault.Email); ok {
		t.Error("an email is no number")
	}
}

func TestADigestTellsTheSameOfOneWorkerAndNothingElse(t *testing.T) {
	t.Parallel()
	ring, err := vault.NewKeyring([][]byte{[]byte("test vault key, thirty-two bytes")})
	if err != nil {
		t.Fatal(err)
	}
	anna, ben := id.New(), id.New()
	a, wrapped, err := ring.NewDataKey(anna)
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := ring.NewDataKey(ben)
	if err != nil {
		t.Fatal(err)
	}
	kind := vault.RegistrationNumber("GMC")
	first := a.Digest(kind, "7654321")
	again, err := ring.Unwrap(anna, wrapped)
	if err != nil {
		t.Fatal(err)
	}
	if len(first) != 64 || again.Digest(kind, "7654321") != first {
		t.Error("the same value of the same worker must have the same digest, also after the key was read back")
	}
	for name, other := range map[string]string{
		"another worker": b.Digest(kind, "7654321"), "another number": a.Digest(kind, "7654322"), "another kind": a.Digest(vault.RegistrationNumber("NMC"), "7654321"),
	} {
		if other == first {
			t.Errorf("%s has the same digest", name)
		}
	}
}
