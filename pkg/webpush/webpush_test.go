package webpush

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/egress"
)

// browser is the other side, written from RFC 8291 and 8292 with the standard library: it takes a message at a push
// service and opens it with the keys that only the browser has.
type browser struct {
	key  *ecdh.PrivateKey
	auth []byte
}

func newBrowser(t *testing.T) browser {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b := browser{key: key, auth: make([]byte, 16)}
	_, _ = rand.Read(b.auth)
	return b
}

func (b browser) subscription(endpoint string) Subscription {
	enc := base64.RawURLEncoding.EncodeToString
	return Subscription{Endpoint: endpoint, P256DH: enc(b.key.PublicKey().Bytes()), Auth: enc(b.auth)}
}

func (b browser) open(t *testing.T, body []byte) []byte {
	t.Helper()
	salt, size := body[:16], binary.BigEndian.Uint32(body[16:20])
	n := int(body[20])
	sender, err := ecdh.P256().NewPublicKey(body[21 : 21+n])
	if err != nil {
		t.Fatal(err)
	}
	sealed := body[21+n:]
	if uint32(len(sealed)) > size {
		t.Fatalf("one record of %d bytes, and records are of %d", len(sealed), size)
	}
	secret, err := b.key.ECDH(sender)
	if err != nil {
		t.Fatal(err)
	}
	expand := func(secret, salt []byte, info string, n int) []byte {
		out, err := hkdf.Key(sha256.New, secret, salt, info, n)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	ikm := expand(secret, b.auth, "WebPush: info\x00"+string(b.key.PublicKey().Bytes())+string(sender.Bytes()), 32)
	block, err := aes.NewCipher(expand(ikm, salt, "Content-Encoding: aes128gcm\x00", 16))
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := gcm.Open(nil, expand(ikm, salt, "Content-Encoding: nonce\x00", 12), sealed, nil)
	if err != nil {
		t.Fatalf("the browser cannot open the message: %v", err)
	}
	return []byte(strings.TrimRight(string(plain), "\x00\x02"))
}

// signedBy tells whether the VAPID header is a token for audience, signed with the key that the browser subscribed with.
func signedBy(t *testing.T, header, public, audience string) bool {
	t.Helper()
	parts := strings.Split(strings.TrimPrefix(header, "vapid "), ", ")
	token := strings.TrimPrefix(parts[0], "t=")
	if strings.TrimPrefix(parts[1], "k=") != public {
		return false
	}
	point, _ := base64.RawURLEncoding.DecodeString(public)
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		t.Fatal(err)
	}
	three := strings.Split(token, ".")
	sig, _ := base64.RawURLEncoding.DecodeString(three[2])
	hash := sha256.Sum256([]byte(three[0] + "." + three[1]))
	if !ecdsa.Verify(key, hash[:], new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:])) {
		return false
	}
	var claims struct{ Aud, Sub string }
	raw, _ := base64.RawURLEncoding.DecodeString(three[1])
	_ = json.Unmarshal(raw, &claims)
	return claims.Aud == audience && claims.Sub == "mailto:bank@example.test"
}

func anywhere(string) error { return nil }

func sender(t *testing.T, allowed func(string) error) *Sender {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSenderBy(egress.Client(allowed, timeout), key.Bytes(), "bank@example.test")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSendIsOpenedByTheBrowserOnly(t *testing.T) {
	t.Parallel()
	b, s := newBrowser(t), sender(t, anywhere)
	var got []byte
	var head http.Header
	var at string
	service := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got, _ = io.ReadAll(r.Body)
		head, at = r.Header, r.URL.Path
		w.WriteHeader(http.StatusCreated)
	}))
	defer service.Close()
	s.client.Transport.(*http.Transport).TLSClientConfig = service.Client().Transport.(*http.Transport).TLSClientConfig
	m := Message{Title: "A shift for you", Body: "Open Muster to see it.", URL: "/notices", Urgent: true}
	if err := s.Send(t.Context(), b.subscription(service.URL+"/to/one"), m); err != nil {
		t.Fatal(err)
	}
	if at != "/to/one" || head.Get("Ttl") != "43200" || head.Get("Urgency") != "high" || head.Get("Content-Encoding") != "aes128gcm" {
		t.Errorf("sent to %s with %v", at, head)
	}
	if strings.Contains(string(got), "Muster") {
		t.Error("the push service can read the message")
	}
	if want := `{"title":"A shift for you","body":"Open Muster to see it.","url":"/notices"}`; string(b.open(t, got)) != want {
		t.Errorf("the browser reads %s, want %s", b.open(t, got), want)
	}
	if !signedBy(t, head.Get("Authorization"), s.PublicKey(), service.URL) {
		t.Errorf("not signed for %s: %s", service.URL, head.Get("Authorization"))
	}
}

func TestAnswersOfAPushService(t *testing.T) {
	t.Parallel()
	for code, want := range map[int]error{200: nil, 201: nil, 202: nil, 404: ErrGone, 410: ErrGone, 400: ErrRefused, 403: ErrRefused, 413: ErrRefused, 307: ErrRefused} {
		if got := answered(t, code); !errors.Is(got, want) || (want == nil) != (got == nil) {
			t.Errorf("%d: %v, want %v", code, got, want)
		}
	}
	for _, code := range []int{429, 500, 503} {
		if got := answered(t, code); got == nil || errors.Is(got, ErrGone) || errors.Is(got, ErrRefused) {
			t.Errorf("%d: %v, want an error after which to try again", code, got)
		}
	}
}

func answered(t *testing.T, code int) error {
	t.Helper()
	service := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "http://127.0.0.1/inside")
		w.WriteHeader(code)
	}))
	defer service.Close()
	s := sender(t, anywhere)
	s.client.Transport.(*http.Transport).TLSClientConfig = service.Client().Transport.(*http.Transport).TLSClientConfig
	return s.Send(t.Context(), newBrowser(t).subscription(service.URL), Message{Title: "x"})
}

func TestSendDoesNotReachInside(t *testing.T) {
	t.Parallel()
	reached := false
	inside := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer inside.Close()
	s := sender(t, egress.PublicOnly)
	s.client.Transport.(*http.Transport).TLSClientConfig = inside.Client().Transport.(*http.Transport).TLSClientConfig
	for _, endpoint := range []string{inside.URL, strings.Replace(inside.URL, "127.0.0.1", "localhost", 1)} {
		if err := s.Send(context.WithoutCancel(t.Context()), newBrowser(t).subscription(endpoint), Message{Title: "x"}); err == nil || reached {
			t.Errorf("%s was called: %v", endpoint, err)
		}
	}
}

func TestNewSenderRefusesWhatIsNoKey(t *testing.T) {
	t.Parallel()
	for _, key := range [][]byte{nil, make([]byte, 32), make([]byte, 31)} {
		if _, err := NewSender(key, "bank@example.test"); err == nil {
			t.Errorf("%x is taken for a key", key)
		}
	}
}
