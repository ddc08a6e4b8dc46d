package sdjwt

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"

	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// Disclosure is one claim, or one element of a list, that the holder may show or keep.
type Disclosure struct {
	// Name is empty for an element of a list.
	Name    string
	Value   any
	Element bool
	// Encoded is the disclosure as it travels; Digest is what the issuer signed of it.
	Encoded, Digest string
}

// saltBytes is the length of a salt: 128 bits.
const saltBytes = 16

func newDisclosure(name string, value any, element bool) (Disclosure, error) {
	salt := make([]byte, saltBytes)
	if _, err := rand.Read(salt); err != nil {
		return Disclosure{}, err
	}
	parts := []any{jws.Encode(salt), name, value}
	if element {
		parts = []any{jws.Encode(salt), value}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(parts); err != nil {
		return Disclosure{}, err
	}
	d := Disclosure{Name: name, Value: value, Element: element, Encoded: jws.Encode(bytes.TrimRight(b.Bytes(), "\n"))}
	d.Digest = digest(d.Encoded)
	return d, nil
}

// digest is what stands for a text: its SHA-256 in base64url.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return jws.Encode(sum[:])
}

func readDisclosure(encoded string) (Disclosure, error) {
	raw, err := jws.Decode(encoded)
	if err != nil {
		return Disclosure{}, because(DisclosureWrong, err, "A disclosure is not encoded as it must be.")
	}
	v, err := jws.Value(raw)
	if err != nil {
		return Disclosure{}, because(DisclosureWrong, err, "A disclosure is no proper JSON.")
	}
	parts, _ := v.([]any)
	if len(parts) != 2 && len(parts) != 3 {
		return Disclosure{}, Refuse(DisclosureWrong, "A disclosure has neither two nor three parts.")
	}
	if _, ok := parts[0].(string); !ok {
		return Disclosure{}, Refuse(DisclosureWrong, "The salt of a disclosure is no text.")
	}
	d := Disclosure{Encoded: encoded, Digest: digest(encoded), Value: parts[len(parts)-1], Element: len(parts) == 2}
	if !d.Element {
		name, ok := parts[1].(string)
		if !ok || reserved[name] {
			return Disclosure{}, Refuse(DisclosureWrong, "A disclosure has a name that no claim may have.")
		}
		d.Name = name
	}
	return d, nil
}
