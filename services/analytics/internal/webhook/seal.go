package webhook

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/muster-ics/muster/pkg/id"
)

// ErrSealed is returned for a secret that none of the keys opens.
var ErrSealed = errors.New("the secret of the receiver cannot be opened")

// Keyring seals secrets for the database under keys that lie outside it. The first seals, all open.
type Keyring struct{ keys []cipher.AEAD }

// NewKeyring makes a keyring of keys of 32 bytes, the one in use first. Without keys it is nil.
func NewKeyring(raw [][]byte) (*Keyring, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	k := &Keyring{}
	for i, r := range raw {
		if len(r) != 32 {
			return nil, fmt.Errorf("vault key %d has %d bytes, a key has 32", i, len(r))
		}
		// A key of its own is derived, so that nothing that is sealed here opens elsewhere.
		derived, err := hkdf.Key(sha256.New, r, nil, "muster webhook secrets", 32)
		if err != nil {
			return nil, err
		}
		block, err := aes.NewCipher(derived)
		if err != nil {
			return nil, err
		}
		aead, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			return nil, err
		}
		k.keys = append(k.keys, aead)
	}
	return k, nil
}

// Seal closes a receiver's secret; nil for none.
func (k *Keyring) Seal(receiver id.ID, s Secret) []byte {
	if len(s) == 0 {
		return nil
	}
	return k.keys[0].Seal(nil, nil, s, receiver[:])
}

// Open gives a receiver's secret back; nil for none.
func (k *Keyring) Open(receiver id.ID, sealed []byte) (Secret, error) {
	if len(sealed) == 0 {
		return nil, nil
	}
	for _, key := range k.keys {
		if s, err := key.Open(nil, nil, sealed, receiver[:]); err == nil {
			return s, nil
		}
	}
	return nil, ErrSealed
}
