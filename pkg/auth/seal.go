package auth

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/go-jose/go-jose/v4"
)

// maxCookie is the longest cookie value that is looked at: browsers keep no more than 4 KiB.
const maxCookie = 4096

// errSealed is every failure to open: which one it was is nobody's business outside.
var errSealed = errors.New("auth: the cookie is not one of ours")

// sealer encrypts values into cookies as JWE (dir, A256GCM). Each purpose has keys of its own, derived from the
// configured ones, so that a cookie made for one purpose can never be read as another.
type sealer struct {
	encrypter jose.Encrypter
	keys      map[string][]byte
}

func newSealer(purpose string, secrets [][]byte) (*sealer, error) {
	if len(secrets) == 0 {
		return nil, errors.New("CookieKeys: give at least one key of 32 bytes")
	}
	s := &sealer{keys: make(map[string][]byte, len(secrets))}
	for i, secret := range secrets {
		if len(secret) != 32 {
			return nil, fmt.Errorf("CookieKeys[%d]: a key has 32 bytes, this one has %d", i, len(secret))
		}
		derived, err := hkdf.Key(sha256.New, secret, nil, "muster cookie "+purpose, 32)
		if err != nil {
			return nil, err
		}
		name := keyName(derived)
		s.keys[name] = derived
		if i > 0 {
			continue
		}
		s.encrypter, err = jose.NewEncrypter(jose.A256GCM, jose.Recipient{Algorithm: jose.DIRECT, Key: derived, KeyID: name}, nil)
		if err != nil {
			return nil, err
		}
	}
	return s, nil
}

// keyName tells keys apart without telling anything about them.
func keyName(k []byte) string {
	sum := sha256.Sum256(k)
	return base64.RawURLEncoding.EncodeToString(sum[:6])
}

func (s *sealer) seal(v any) (string, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	sealed, err := s.encrypter.Encrypt(plain)
	if err != nil {
		return "", err
	}
	return sealed.CompactSerialize()
}

func (s *sealer) open(value string, into any) error {
	if len(value) > maxCookie {
		return errSealed
	}
	sealed, err := jose.ParseEncryptedCompact(value, []jose.KeyAlgorithm{jose.DIRECT}, []jose.ContentEncryption{jose.A256GCM})
	if err != nil {
		return errSealed
	}
	k, ok := s.keys[sealed.Header.KeyID]
	if !ok {
		return errSealed
	}
	plain, err := sealed.Decrypt(k)
	if err != nil || json.Unmarshal(plain, into) != nil {
		return errSealed
	}
	return nil
}
