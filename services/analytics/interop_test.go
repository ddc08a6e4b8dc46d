//go:build interop

package analytics_test

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/webpush"
	module "github.com/muster-ics/muster/services/analytics"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

// TestAPushMessageRingsARealBrowser has Chromium show what the courier sent: `make interop-analytics` installs the means first.
func TestAPushMessageRingsARealBrowser(t *testing.T) {
	h := testkit.Start(t, module.Module)
	register(t, h, "RVV", "East Kent Hospitals")
	key, secret := userAgent(t)
	enc := base64.RawURLEncoding.EncodeToString
	to := webpush.Subscription{P256DH: enc(key.PublicKey().Bytes()), Auth: enc(secret)}
	if _, err := h.DB.Pool.Exec(t.Context(), "insert into alert_browser (id, subject, employer, duties, endpoint, p256dh, auth) values ($1, 'lead-1', '', '{}', 'https://push.example.test/1', $2, $3)",
		id.New(), to.P256DH, to.Auth); err != nil {
		t.Fatal(err)
	}
	ask(h, "RVV", 5*time.Hour).posted(t, h)
	testkit.Await(t, soon, "the shift is heard", func() bool { return rates(t, h, lead, "").Totals.Overall.Shifts.Unfilled == 1 })
	addRule(t, h, lead, fillRule(rule{"name": "Ask Jane Doe"}))
	owed := &oneMessage{closed: make(chan string, 1), to: to}
	testkit.Await(t, soon, "a browser is to be rung", func() bool {
		return h.DB.Pool.QueryRow(t.Context(), "select id, body from delivery where channel = 'push'").Scan(&owed.due.ID, &owed.due.Body) == nil
	})
	owed.due.Push, owed.due.Tries, owed.due.Receiver = true, 1, id.New()

	var sent []byte
	maker := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent, _ = io.ReadAll(r.Body)
		w.WriteHeader(http.StatusCreated)
	}))
	defer maker.Close()
	owed.to.Endpoint = maker.URL + "/to/one"
	own, _ := userAgent(t)
	sender, err := webpush.NewSenderBy(maker.Client(), own.Bytes(), "bank@example.test")
	if err != nil {
		t.Fatal(err)
	}
	courier := app.NewDeliver(app.DeliverPorts{Deliveries: owed, Inbox: owed, Push: sender, Log: testkit.Log(t)})
	if err := courier.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	courier.Wait()
	if state := <-owed.closed; state != app.Delivered {
		t.Fatalf("the message is %s", state)
	}
	plain := opened(t, sent, key, secret)
	if strings.Contains(plain, "Jane") || strings.Contains(plain, "lead-1") {
		t.Errorf("somebody is named: %s", plain)
	}

	cmd := exec.CommandContext(t.Context(), "node", "--test", "--test-reporter=spec", "push.test.mjs")
	cmd.Dir = "interop"
	cmd.Env = append(os.Environ(), "MUSTER_URL="+h.URL, "MUSTER_PUSH="+plain, "MUSTER_LEAD="+h.Token(lead))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s\n%s", plain, out)
}

// deliveries is embedded under another name than its method Deliveries.
type deliveries = app.Deliveries

// oneMessage is one message to one browser.
type oneMessage struct {
	deliveries
	app.Inbox
	due    app.Due
	to     webpush.Subscription
	closed chan string
}

func (o *oneMessage) Due(context.Context, []id.ID, int, int) ([]app.Due, error) {
	return []app.Due{o.due}, nil
}

func (o *oneMessage) Close(_ context.Context, _ app.Due, state string, _ int, _ string) error {
	o.closed <- state
	return nil
}

func (o *oneMessage) Browser(context.Context, id.ID) (webpush.Subscription, error) { return o.to, nil }

func userAgent(t *testing.T) (*ecdh.PrivateKey, []byte) {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	secret := make([]byte, 16)
	_, _ = rand.Read(secret)
	return key, secret
}

// opened is what a user agent makes of a message: RFC 8188 and RFC 8291, with the standard library.
func opened(t *testing.T, body []byte, key *ecdh.PrivateKey, secret []byte) string {
	t.Helper()
	must := func(b []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	salt, n := body[:16], int(body[20])
	from, err := ecdh.P256().NewPublicKey(body[21 : 21+n])
	if err != nil {
		t.Fatal(err)
	}
	expand := func(secret, salt []byte, info string, n int) []byte {
		return must(hkdf.Key(sha256.New, secret, salt, info, n))
	}
	shared := expand(must(key.ECDH(from)), secret, "WebPush: info\x00"+string(key.PublicKey().Bytes())+string(from.Bytes()), 32)
	block, err := aes.NewCipher(expand(shared, salt, "Content-Encoding: aes128gcm\x00", 16))
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	plain := must(gcm.Open(nil, expand(shared, salt, "Content-Encoding: nonce\x00", 12), body[21+n:], nil))
	return strings.TrimRight(string(plain), "\x00\x02")
}
