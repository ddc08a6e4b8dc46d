package vault

import (
	"crypto/cipher"
	"encoding/binary"

	"github.com/muster-ics/muster/pkg/id"
)

// Kind says what a row holds.
type Kind string

// The kinds of row. A registration number's kind names its register: registration_number:NMC.
const (
	GivenName          Kind = "given_name"
	FamilyName         Kind = "family_name"
	Email              Kind = "email"
	registrationNumber Kind = "registration_number:"
)

// RegistrationNumber is the kind of the number with one register.
func RegistrationNumber(body string) Kind { return registrationNumber + Kind(body) }

// BodyOf gives the register of a registration number's kind.
func BodyOf(k Kind) (body string, ok bool) {
	n := len(registrationNumber)
	if len(k) <= n || k[:n] != registrationNumber {
		return "", false
	}
	return string(k[n:]), true
}

// DataKey seals the rows of one worker.
type DataKey struct {
	worker id.ID
	aead   cipher.AEAD
}

// Seal encrypts a row. Worker, kind and version are authenticated with it, so that rows cannot be swapped or put back.
func (d DataKey) Seal(k Kind, version int32, plain string) []byte {
	return d.aead.Seal(nil, nil, []byte(plain), d.context(k, version))
}

// Open decrypts a row. It returns ErrSealed when it is not this worker's row of this kind and version.
func (d DataKey) Open(k Kind, version int32, sealed []byte) (string, error) {
	plain, err := d.aead.Open(nil, nil, sealed, d.context(k, version))
	if err != nil {
		return "", ErrSealed
	}
	return string(plain), nil
}

func (d DataKey) context(k Kind, version int32) []byte {
	b := append([]byte("muster vault row\x00"), d.worker[:]...)
	b = binary.BigEndian.AppendUint32(b, uint32(version))
	return append(b, k...)
}
