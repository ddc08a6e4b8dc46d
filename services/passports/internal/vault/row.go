package vault

import (
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"

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

// CheckReference is the kind of what is kept of a check's proof; what says which.
func CheckReference(what string, check id.ID) Kind {
	return Kind("check_" + what + ":" + check.String())
}

// Adjustment is the kind of the words of one adjustment.
func Adjustment(adjustment id.ID) Kind { return Kind("adjustment:" + adjustment.String()) }

// Approach is the kind of what a receiver outside this system asked.
func Approach(approach id.ID) Kind { return Kind("approach:" + approach.String()) }

// DataKey seals the rows of one worker.
type DataKey struct {
	worker id.ID
	aead   cipher.AEAD
	mac    []byte
}

// Digest tells whether two personal values of one worker are the same, and nothing else: it is keyed, since a bare hash of
// a seven-digit number is found by trying all of them. It is worth nothing once the key is gone.
func (d DataKey) Digest(k Kind, plain string) string {
	h := hmac.New(sha256.New, d.mac)
	h.Write([]byte(k))
	h.Write([]byte{0})
	h.Write([]byte(plain))
	return hex.EncodeToString(h.Sum(nil))
}

// macKey is derived from a data key, so that one key never serves two purposes.
func macKey(raw []byte) []byte {
	h := hmac.New(sha256.New, raw)
	h.Write([]byte("muster vault digest key"))
	return h.Sum(nil)
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
