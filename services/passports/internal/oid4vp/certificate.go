package oid4vp

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"errors"
	"math/big"
	"net"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// certificateLife is how long the certificate of a host is good; the service makes a new one long before.
const certificateLife = 30 * 24 * time.Hour

// Certificate names a host by the operator's word, with the key that signs requests for it.
type Certificate struct {
	Key jws.Key
	// Chain is in base64, the host's own first and the operator's last.
	Chain []string
	Until time.Time
}

// NewCertificate makes a key for a host and the operator's certificate of it.
func NewCertificate(operator crypto.Signer, host string, now time.Time) (Certificate, error) {
	key, err := jws.NewKey()
	if err != nil {
		return Certificate{}, err
	}
	root, rootDER, err := rootOf(operator, now)
	if err != nil {
		return Certificate{}, err
	}
	serial, err := serialNumber()
	if err != nil {
		return Certificate{}, err
	}
	leaf := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: host}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(certificateLife),
		KeyUsage: x509.KeyUsageDigitalSignature, DNSNames: []string{host},
	}
	if ip := net.ParseIP(host); ip != nil {
		leaf.IPAddresses = []net.IP{ip}
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, root, &key.PublicKey, operator)
	if err != nil {
		return Certificate{}, err
	}
	return Certificate{Key: key, Chain: []string{encodeDER(der), encodeDER(rootDER)}, Until: leaf.NotAfter}, nil
}

// Root is the operator's own certificate, in base64, as a registry names it.
func Root(operator crypto.Signer, now time.Time) (string, error) {
	_, der, err := rootOf(operator, now)
	return encodeDER(der), err
}

func rootOf(operator crypto.Signer, now time.Time) (*x509.Certificate, []byte, error) {
	serial, err := serialNumber()
	if err != nil {
		return nil, nil, err
	}
	root := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "Muster operator"}, NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(1, 0, 0),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, root, root, operator.Public(), operator)
	if err != nil {
		return nil, nil, err
	}
	made, err := x509.ParseCertificate(der)
	return made, der, err
}

func serialNumber() (*big.Int, error) {
	return rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
}

func encodeDER(der []byte) string { return base64.StdEncoding.EncodeToString(der) }

// hostKey gives the key of a chain's first certificate, when that names the host and ends under one of the roots.
func hostKey(chain, roots []string, host string, now time.Time) (*ecdsa.PublicKey, error) {
	if len(chain) == 0 || len(chain) > 5 {
		return nil, errors.New("the request brings no chain of certificates, or a very long one")
	}
	trusted, between := x509.NewCertPool(), x509.NewCertPool()
	for _, r := range roots {
		c, err := parseCertificate(r)
		if err != nil {
			return nil, err
		}
		trusted.AddCert(c)
	}
	leaf, err := parseCertificate(chain[0])
	if err != nil {
		return nil, err
	}
	for _, text := range chain[1:] {
		c, err := parseCertificate(text)
		if err != nil {
			return nil, err
		}
		between.AddCert(c)
	}
	if !slices.Contains(leaf.DNSNames, host) {
		return nil, errors.New("the certificate names another host")
	}
	if _, err := leaf.Verify(x509.VerifyOptions{
		Roots: trusted, Intermediates: between, CurrentTime: now, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	}); err != nil {
		return nil, errors.New("the chain of certificates does not end under a root of the registry")
	}
	key, ok := leaf.PublicKey.(*ecdsa.PublicKey)
	if !ok {
		return nil, errors.New("the certificate has no key of P-256")
	}
	return key, nil
}

func parseCertificate(text string) (*x509.Certificate, error) {
	der, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, errors.New("a certificate is no base64")
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, errors.New("a certificate cannot be read")
	}
	return c, nil
}
