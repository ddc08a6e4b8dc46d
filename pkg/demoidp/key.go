package demoidp

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/go-jose/go-jose/v4"
)

func makeKey() (*ecdsa.PrivateKey, error) { return ecdsa.GenerateKey(elliptic.P256(), rand.Reader) }

// LoadOrMakeKey reads the signing key of a demonstration from a PEM file, or makes one and writes it, readable by its
// owner alone. A kept key lets tokens and the picker survive a restart, and lets `muster token` sign beside a running
// demonstration.
func LoadOrMakeKey(path string) (*ecdsa.PrivateKey, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return writeKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("demoidp: reading the signing key: %w", err)
	}
	block, _ := pem.Decode(raw)
	if block == nil {
		return nil, fmt.Errorf("demoidp: %s is no PEM file; delete it to have a new key made", path)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("demoidp: %s holds no PKCS #8 key; delete it to have a new key made: %w", path, err)
	}
	key, ok := parsed.(*ecdsa.PrivateKey)
	if !ok || key.Curve != elliptic.P256() {
		return nil, fmt.Errorf("demoidp: %s must hold a P-256 key; delete it to have a new key made", path)
	}
	return key, nil
}

// writeKey links a finished file into place, so that of two processes that start together one wins and both use its key.
func writeKey(path string) (*ecdsa.PrivateKey, error) {
	key, err := makeKey()
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("demoidp: making the folder of the signing key: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".key-*") // CreateTemp gives mode 0600
	if err != nil {
		return nil, fmt.Errorf("demoidp: writing the signing key: %w", err)
	}
	defer func() { _ = os.Remove(tmp.Name()) }()
	err = pem.Encode(tmp, &pem.Block{Type: "PRIVATE KEY", Bytes: der})
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return nil, fmt.Errorf("demoidp: writing the signing key: %w", err)
	}
	switch err := os.Link(tmp.Name(), path); {
	case errors.Is(err, os.ErrExist):
		return LoadOrMakeKey(path)
	case err != nil:
		return nil, fmt.Errorf("demoidp: writing the signing key: %w", err)
	}
	return key, nil
}

func signerOf(key *ecdsa.PrivateKey) (jose.Signer, jose.JSONWebKey, error) {
	public := jose.JSONWebKey{Key: key.Public(), Algorithm: string(jose.ES256), Use: "sig"}
	sum, err := public.Thumbprint(crypto.SHA256)
	if err != nil {
		return nil, public, err
	}
	public.KeyID = base64.RawURLEncoding.EncodeToString(sum)
	signer, err := jose.NewSigner(
		jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: key, KeyID: public.KeyID}},
		(&jose.SignerOptions{}).WithType("JWT"))
	return signer, public, err
}
