package webhook_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/webhook"
)

// TestASignatureIsTheOneOfTheSpecification holds against what the reference implementation of Standard Webhooks signs.
func TestASignatureIsTheOneOfTheSpecification(t *testing.T) {
	t.Parallel()
	raw, err := base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	const first = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
	at, body := time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`)
	h := webhook.Headers("msg_p5jXN8AQM9LWM0D4loKWxJek", at, body, []webhook.Secret{raw})
	if h["webhook-id"] != "msg_p5jXN8AQM9LWM0D4loKWxJek" || h["webhook-timestamp"] != "1614265330" || h["webhook-signature"] != first {
		t.Errorf("headers %v", h)
	}
	two := webhook.Headers("msg_p5jXN8AQM9LWM0D4loKWxJek", at, body, []webhook.Secret{webhook.NewSecret(), raw})["webhook-signature"]
	if all := strings.Fields(two); len(all) != 2 || all[1] != first || all[0] == first {
		t.Errorf("two secrets sign %q", two)
	}
	if s := webhook.Secret(raw).String(); s != "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" {
		t.Errorf("the secret is told as %s", s)
	}
}

func TestTriesComeLaterAndLaterAndEnd(t *testing.T) {
	t.Parallel()
	var before, sum time.Duration
	for tries := 1; tries <= len(webhook.Waits); tries++ {
		least, more := webhook.Again(tries, 0)
		most, _ := webhook.Again(tries, 1)
		if !more || least < before*8/10 || most <= least {
			t.Errorf("after %d tries %s to %s", tries, least, most)
		}
		before, sum = webhook.Waits[tries-1], sum+webhook.Waits[tries-1]
	}
	if sum < 20*time.Hour || sum > 30*time.Hour {
		t.Errorf("it is tried for %s", sum)
	}
	for _, tries := range []int{-1, 0, len(webhook.Waits) + 1} {
		if _, more := webhook.Again(tries, 0.5); more {
			t.Errorf("again after %d tries", tries)
		}
	}
}

func TestASecretOpensUnderItsKeyForItsReceiverOnly(t *testing.T) {
	t.Parallel()
	ring := func(keys ...byte) *webhook.Keyring {
		var raw [][]byte
		for _, k := range keys {
			raw = append(raw, bytes.Repeat([]byte{k}, 32))
		}
		k, err := webhook.NewKeyring(raw)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	receiver, s := id.New(), webhook.NewSecret()
	sealed := ring(1).Seal(receiver, s)
	if bytes.Contains(sealed, s) {
		t.Error("the secret lies open")
	}
	if got, err := ring(2, 1).Open(receiver, sealed); err != nil || !bytes.Equal(got, s) {
		t.Errorf("after a change of keys: %v", err)
	}
	if _, err := ring(2).Open(receiver, sealed); !errors.Is(err, webhook.ErrSealed) {
		t.Errorf("under another key: %v", err)
	}
	if _, err := ring(1).Open(id.New(), sealed); !errors.Is(err, webhook.ErrSealed) {
		t.Errorf("for another receiver: %v", err)
	}
	if none, err := ring(1).Open(receiver, ring(1).Seal(receiver, nil)); err != nil || none != nil {
		t.Errorf("no secret is %v (%v)", none, err)
	}
	if k, err := webhook.NewKeyring(nil); k != nil || err != nil {
		t.Error("without keys there is a keyring")
	}
	if _, err := webhook.NewKeyring([][]byte{{1}}); err == nil {
		t.Error("a byte is taken for a key")
	}
}

func TestOnlyAddressesOfReceiversAreTaken(t *testing.T) {
	t.Parallel()
	for address, want := range map[string][2]bool{ // on the internet, on one machine
		"https://alerts.example.nhs.uk/muster?x=1": {true, true}, "https://alerts.example.nhs.uk:8443": {true, true}, "http://127.0.0.1:9/x": {false, true},
		"http://alerts.example.nhs.uk": {false, true}, "ftp://alerts.example.nhs.uk": {}, "https://": {}, "https:///x": {}, "https://:443/": {}, "alerts.example.nhs.uk": {},
		"https://u:p@alerts.example.nhs.uk": {}, "https://alerts.example.nhs.uk/#part": {}, "https://a b/": {}, "": {}, "https://h/" + strings.Repeat("x", 1000): {},
	} {
		w := webhook.Webhook{Name: "Control room", URL: address}
		if got := [2]bool{len(w.Problems(false)) == 0, len(w.Problems(true)) == 0}; got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
	if p := (webhook.Webhook{Name: strings.Repeat("é", 81)}).Problems(false); len(p) != 2 {
		t.Errorf("two things wrong are told as %v", p)
	}
}

func TestTwoSecretsSignWhileTheyAreExchanged(t *testing.T) {
	t.Parallel()
	first, second := webhook.NewSecret(), webhook.NewSecret()
	w := webhook.Webhook{Version: 1, Secret: first}
	if w.EndOldSecret() || !w.Rotate(second) || w.Rotate(webhook.NewSecret()) || w.Version != 2 || len(w.Secrets()) != 2 || !bytes.Equal(w.Secrets()[0], second) {
		t.Errorf("%d secrets at version %d", len(w.Secrets()), w.Version)
	}
	if !w.EndOldSecret() || w.EndOldSecret() || len(w.Secrets()) != 1 || !bytes.Equal(w.Secret, second) || w.Version != 3 {
		t.Errorf("%d secrets at version %d", len(w.Secrets()), w.Version)
	}
}
