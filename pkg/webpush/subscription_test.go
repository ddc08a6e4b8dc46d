package webpush_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/webpush"
)

func browserSubscription(t *testing.T) webpush.Subscription {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	enc := base64.RawURLEncoding.EncodeToString
	return webpush.Subscription{Endpoint: "https://push.example.test/to/one", P256DH: enc(key.PublicKey().Bytes()), Auth: enc(make([]byte, 16))}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	good := browserSubscription(t)
	if said := good.Check(); said != "" {
		t.Errorf("a browser's subscription: %s", said)
	}
	for name, spoil := range map[string]func(*webpush.Subscription){
		"plain http":      func(s *webpush.Subscription) { s.Endpoint = "http://push.example.test/x" },
		"no host":         func(s *webpush.Subscription) { s.Endpoint = "https:///x" },
		"with a password": func(s *webpush.Subscription) { s.Endpoint = "https://a:b@push.example.test/" },
		"endless":         func(s *webpush.Subscription) { s.Endpoint += strings.Repeat("x", 2048) },
		"no point":        func(s *webpush.Subscription) { s.P256DH = "AAAA" },
		"a point off the curve": func(s *webpush.Subscription) {
			s.P256DH = base64.RawURLEncoding.EncodeToString(append([]byte{4}, make([]byte, 64)...))
		},
		"a short secret": func(s *webpush.Subscription) { s.Auth = "AAAA" },
		"no base64":      func(s *webpush.Subscription) { s.Auth = "!" },
	} {
		s := good
		spoil(&s)
		if s.Check() == "" {
			t.Errorf("%s: nothing is said", name)
		}
	}
}
