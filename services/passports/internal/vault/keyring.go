// Package vault seals what names a person. Each worker has a data key of their own, wrapped by a key-encryption key that
// lies outside the database: without it every row is noise, and without the wrapped data key so is one worker's.
package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/muster-ics/muster/pkg/id"
)

// KeySize is the length of every key, in bytes: AES-256.
const KeySize = 32

// ErrSealed is returned for what cannot be opened: another key, another worker, another kind, another version, or a
// changed byte. It tells no more.
var ErrSealed = errors.New("the vault row cannot be opened")

// Keyring holds the key-encryption keys. The first wraps, all unwrap.
type Keyring struct{ keys []kek }

type kek struct {
	name string
	aead cipher.AEAD
}

// NewKeyring makes a keyring of 32-byte keys, newest first.
func NewKeyring(keys [][]byte) (*Keyring, error) {
	if len(keys) == 0 {
		return nil, errors.New("the vault needs at least one key-encryption key of 32 bytes")
	}
	k := &Keyring{}
	for i, key := range keys {
		aead, err := newAEAD(key)
		if err != nil {
			return nil, fmt.Errorf("vault key %d: %w", i, err)
		}
		sum := sha256.Sum256(append([]byte("muster vault key name\x00"), key...))
		k.keys = append(k.keys, kek{name: hex.EncodeToString(sum[:8]), aead: aead})
	}
	return k, nil
}

// Wrapped is a data key as it lies in the database. KEK names the key that wrapped it and tells nothing of it.
type Wrapped struct {
	KEK    string
	Sealed []byte
}

// NewDataKey makes a worker's data key and wraps it with the newest key.
func (k *Keyring) NewDataKey(worker id.ID) (DataKey, Wrapped, error) {
	raw := make([]byte, KeySize)
	if _, err := rand.Read(raw); err != nil {
		return DataKey{}, Wrapped{}, err
	}
	aead, err := newAEAD(raw)
	if err != nil {
		return DataKey{}, Wrapped{}, err
	}
	return DataKey{worker: worker, aead: aead, mac: macKey(raw)}, k.wrap(worker, raw), nil
}

// Unwrap gives the data key back. It returns ErrSealed when none of the keys opens it.
func (k *Keyring) Unwrap(worker id.ID, w Wrapped) (DataKey, error) {
	raw, err := k.unwrap(worker, w)
	if err != nil {
		return DataKey{}, err
	}
	aead, err := newAEAD(raw)
	return DataKey{worker: worker, aead: aead, mac: macKey(raw)}, err
}

// Rewrap wraps the same data key with the newest key. changed is false when it already was; rows stay as they are.
func (k *Keyring) Rewrap(worker id.ID, w Wrapped) (again Wrapped, changed bool, err error) {
	if w.KEK == k.keys[0].name {
		return w, false, nil
	}
	raw, err := k.unwrap(worker, w)
	if err != nil {
		return w, false, err
	}
	return k.wrap(worker, raw), true, nil
}

func (k *Keyring) wrap(worker id.ID, raw []byte) Wrapped {
	newest := k.keys[0]
	return Wrapped{KEK: newest.name, Sealed: newest.aead.Seal(nil, nil, raw, keyContext(worker, newest.name))}
}

func (k *Keyring) unwrap(worker id.ID, w Wrapped) ([]byte, error) {
	for _, key := range k.keys {
		if key.name != w.KEK {
			continue
		}
		raw, err := key.aead.Open(nil, nil, w.Sealed, keyContext(worker, w.KEK))
		if err != nil {
			return nil, ErrSealed
		}
		return raw, nil
	}
	return nil, ErrSealed
}

func keyContext(worker id.ID, kek string) []byte {
	return append(append([]byte("muster data key\x00"), worker[:]...), kek...)
}

// newAEAD is AES-256-GCM that draws a fresh random 96-bit nonce for each seal and keeps it before the ciphertext.
func newAEAD(key []byte) (cipher.AEAD, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("a vault key has %d bytes, not %d", KeySize, len(key))
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// Newest names the key that wraps; see Wrapped.
func (k *Keyring) Newest() string { return k.keys[0].name }
