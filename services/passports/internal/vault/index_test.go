package vault_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/vault"
)

func TestAnIndexFindsWithinOneEmployerAndSurvivesAChangeOfKeys(t *testing.T) {
	t.Parallel()
	old := ring(t, key(1))
	east, wrapped, err := old.NewIndexKey("RVV")
	if err != nil {
		t.Fatal(err)
	}
	west, _, err := old.NewIndexKey("RWF")
	if err != nil {
		t.Fatal(err)
	}
	digest := east.Digest("NMC", "98Z7654Q")
	if len(digest) != 32 || !bytes.Equal(digest, east.Digest("NMC", "98Z7654Q")) {
		t.Fatal("the same number must have one digest")
	}
	for name, other := range map[string][]byte{
		"another employer": west.Digest("NMC", "98Z7654Q"), "another register": east.Digest("GMC", "98Z7654Q"), "the parts cut elsewhere": east.Digest("NMC9", "8Z7654Q"),
	} {
		if bytes.Equal(digest, other) {
			t.Errorf("%s: the same digest", name)
		}
	}
	rotated := ring(t, key(2), key(1))
	again, changed, err := rotated.RewrapIndex("RVV", wrapped)
	if err != nil || !changed {
		t.Fatalf("%v %v", changed, err)
	}
	only, err := ring(t, key(2)).UnwrapIndex("RVV", again)
	if err != nil || !bytes.Equal(digest, only.Digest("NMC", "98Z7654Q")) {
		t.Errorf("the digest changed with the key: %v", err)
	}
	if _, changed, _ := rotated.RewrapIndex("RVV", again); changed {
		t.Error("a second time changes nothing")
	}
	for name, open := range map[string]func() error{
		"another employer's": func() error { _, err := old.UnwrapIndex("RWF", wrapped); return err },
		"without the key":    func() error { _, err := ring(t, key(2)).UnwrapIndex("RVV", wrapped); return err },
	} {
		if err := open(); !errors.Is(err, vault.ErrSealed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
