package vault

import "crypto/sha256"

// SealKey seals a private key of the service itself, e.g. an issuer's, by its name.
func (k *Keyring) SealKey(name string, raw []byte) Wrapped {
	newest := k.keys[0]
	return Wrapped{KEK: newest.name, Sealed: newest.aead.Seal(nil, nil, raw, serviceKeyContext(name, newest.name))}
}

// OpenKey gives the private key back. It returns ErrSealed when it is not the key of that name.
func (k *Keyring) OpenKey(name string, w Wrapped) ([]byte, error) {
	for _, key := range k.keys {
		if key.name != w.KEK {
			continue
		}
		raw, err := key.aead.Open(nil, nil, w.Sealed, serviceKeyContext(name, w.KEK))
		if err != nil {
			return nil, ErrSealed
		}
		return raw, nil
	}
	return nil, ErrSealed
}

func serviceKeyContext(name, kek string) []byte {
	sum := sha256.Sum256([]byte(name))
	return append(append([]byte("muster issuer key\x00"), sum[:]...), kek...)
}

// HolderKey is the kind of the key that the service keeps for a worker.
const (
	HolderKey      Kind = "holder_key"
	subject        Kind = "credential_subject:"
	credentialCopy Kind = "credential:"
)

// Subject is the kind of a worker's opaque name with one issuer.
func Subject(issuer string) Kind { return subject + Kind(issuer) }

// CredentialCopy is the kind of the text of one credential.
func CredentialCopy(credentialID string) Kind { return credentialCopy + Kind(credentialID) }
