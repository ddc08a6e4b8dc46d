package config

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
)

// masked is how a secret that is set shows itself.
const masked = "[set]"

// Secret is a setting that must not be shown: a password, or an address with one. Given as @path it is read from that
// file, so that it stands neither in the process list nor in the environment.
type Secret struct{ value string }

// Reveal gives the value itself.
func (s Secret) Reveal() string { return s.value }

// IsSet tells whether there is a value.
func (s Secret) IsSet() bool { return s.value != "" }

// String masks the value.
func (s Secret) String() string { return mask(s.IsSet()) }

// GoString masks the value in %#v.
func (s Secret) GoString() string { return s.String() }

// LogValue masks the value in logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText masks the value in JSON.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText takes the value, or reads the file that @path names.
func (s *Secret) UnmarshalText(text []byte) error {
	v, err := fromFile(string(text))
	s.value = v
	return err
}

// Keys are 32-byte keys, the one in use first. They are given in hexadecimal or base64, separated by commas or line
// ends, or as @path of a file with them.
type Keys struct{ keys [][]byte }

// Reveal gives the keys themselves.
func (k Keys) Reveal() [][]byte { return k.keys }

// IsSet tells whether there is a key.
func (k Keys) IsSet() bool { return len(k.keys) > 0 }

// String masks the keys.
func (k Keys) String() string { return mask(k.IsSet()) }

// GoString masks the keys in %#v.
func (k Keys) GoString() string { return k.String() }

// LogValue masks the keys in logs.
func (k Keys) LogValue() slog.Value { return slog.StringValue(k.String()) }

// MarshalText masks the keys in JSON.
func (k Keys) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the keys. Its errors never quote them.
func (k *Keys) UnmarshalText(text []byte) error {
	all, err := fromFile(string(text))
	if err != nil {
		return err
	}
	k.keys = nil
	for i, one := range strings.FieldsFunc(all, func(r rune) bool { return strings.ContainsRune(", \t\r\n", r) }) {
		key, err := decodeKey(one)
		if err != nil {
			return fmt.Errorf("key %d: %w", i+1, err)
		}
		k.keys = append(k.keys, key)
	}
	return nil
}

func decodeKey(text string) ([]byte, error) {
	for _, decode := range []func(string) ([]byte, error){
		hex.DecodeString, base64.StdEncoding.DecodeString, base64.RawURLEncoding.DecodeString,
	} {
		if key, err := decode(text); err == nil && len(key) == 32 {
			return key, nil
		}
	}
	return nil, errors.New("a key is 32 random bytes in hexadecimal or base64, e.g. from: openssl rand -hex 32")
}

func fromFile(text string) (string, error) {
	path, isFile := strings.CutPrefix(text, "@")
	if !isFile {
		return text, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("reading the secret: %w", err)
	}
	return strings.TrimSpace(string(raw)), nil
}

func mask(set bool) string {
	if set {
		return masked
	}
	return ""
}
