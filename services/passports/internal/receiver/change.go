package receiver

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"slices"
	"strings"
	"time"
)

// End gives the list in which the i-th receives no more from now on. One that never began is left out; one that is over
// stays as it is. ok is false when there is no such receiver.
func (l List) End(i int, now time.Time) (after List, ok bool) {
	if i < 0 || i >= len(l) {
		return nil, false
	}
	out := slices.Clone(l)
	switch r := out[i]; {
	case !r.ValidFrom.Before(now):
		return slices.Delete(out, i, i+1), true
	case r.ValidUntil == nil || r.ValidUntil.After(now):
		out[i].ValidUntil = &now
	}
	return out, true
}

// Root is what people compare of a certificate before they rely on it.
type Root struct {
	Name  string
	Until time.Time
	// Fingerprint is the SHA-256 of the certificate, in groups of four.
	Fingerprint string
}

// Describe reads a certificate in base64; ok is false for what is none.
func Describe(text string) (r Root, ok bool) {
	der, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return r, false
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		return r, false
	}
	sum := sha256.Sum256(der)
	digits := hex.EncodeToString(sum[:])
	var groups []string
	for i := 0; i < len(digits); i += 4 {
		groups = append(groups, digits[i:i+4])
	}
	return Root{Name: c.Subject.String(), Until: c.NotAfter.UTC(), Fingerprint: strings.Join(groups, " ")}, true
}

// ReadRoots reads certificates as people send them: PEM blocks, or base64 of the DER form, one a line.
func ReadRoots(text string) []string {
	var out []string
	rest := []byte(strings.TrimSpace(text))
	for {
		block, more := pem.Decode(rest)
		if block == nil {
			break
		}
		out, rest = append(out, base64.StdEncoding.EncodeToString(block.Bytes)), more
	}
	if len(out) > 0 {
		return out
	}
	return strings.Fields(text)
}
