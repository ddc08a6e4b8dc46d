package vault

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
)

// ImportRow is what a row of a file says, until it is applied.
const ImportRow Kind = "import_row"

// StaffNumber is the home employer's own number of a person.
const StaffNumber Kind = "staff_number"

// IndexKey makes the digests by which an employer finds whose a number is, without opening any. It is an employer's own,
// so that nobody can look for another employer's people, and is wrapped as data keys are: a change of the key-encryption
// key changes no digest.
type IndexKey struct{ raw []byte }

// NewIndexKey makes an employer's index key and wraps it with the newest key.
func (k *Keyring) NewIndexKey(employer string) (IndexKey, Wrapped, error) {
	raw := make([]byte, KeySize)
	if _, err := rand.Read(raw); err != nil {
		return IndexKey{}, Wrapped{}, err
	}
	newest := k.keys[0]
	return IndexKey{raw: raw}, Wrapped{KEK: newest.name, Sealed: newest.aead.Seal(nil, nil, raw, indexContext(employer, newest.name))}, nil
}

// UnwrapIndex gives the index key back. It returns ErrSealed when none of the keys opens it.
func (k *Keyring) UnwrapIndex(employer string, w Wrapped) (IndexKey, error) {
	for _, key := range k.keys {
		if key.name != w.KEK {
			continue
		}
		raw, err := key.aead.Open(nil, nil, w.Sealed, indexContext(employer, w.KEK))
		if err != nil {
			return IndexKey{}, ErrSealed
		}
		return IndexKey{raw: raw}, nil
	}
	return IndexKey{}, ErrSealed
}

// RewrapIndex wraps the same index key with the newest key. changed is false when it already was.
func (k *Keyring) RewrapIndex(employer string, w Wrapped) (again Wrapped, changed bool, err error) {
	newest := k.keys[0]
	if w.KEK == newest.name {
		return w, false, nil
	}
	i, err := k.UnwrapIndex(employer, w)
	if err != nil {
		return w, false, err
	}
	return Wrapped{KEK: newest.name, Sealed: newest.aead.Seal(nil, nil, i.raw, indexContext(employer, newest.name))}, true, nil
}

// Digest is the keyed digest of some texts in their order. The same texts give the same digest; without the key nothing
// can be told of them, though a number has only some millions of values.
func (i IndexKey) Digest(parts ...string) []byte {
	h := hmac.New(sha256.New, i.raw)
	for _, p := range parts {
		var size [8]byte
		binary.BigEndian.PutUint64(size[:], uint64(len(p)))
		h.Write(size[:])
		h.Write([]byte(p))
	}
	return h.Sum(nil)
}

func indexContext(employer, kek string) []byte {
	return []byte("muster index key\x00" + employer + "\x00" + kek)
}
