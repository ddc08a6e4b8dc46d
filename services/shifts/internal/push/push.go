// Package push sends web push messages (RFC 8030, 8291, 8292) to the push services of browser makers. A message says
// nothing about anybody: that there is something to read, and where.
package push

import (
	"context"
	"crypto/ecdh"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	webpush "github.com/SherClockHolmes/webpush-go"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
)

// Sender sends with one key pair. It is safe for concurrent use.
type Sender struct {
	public, private string
	contact         string
	client          *http.Client
}

// timeout bounds one message, from the look-up of the name to the answer.
const timeout = 10 * time.Second

// ttl is how long a push service keeps a message for a phone that is off, in seconds: an alert that comes after half a
// day is about a shift that is gone.
const ttl = 12 * 60 * 60

// NewSender makes a sender of the 32-byte private key of P-256 with which this system identifies itself to push
// services, and of a contact for them (an e-mail address or an https address).
func NewSender(key []byte, contact string) (*Sender, error) {
	return newSender(key, contact, publicOnly)
}

func newSender(key []byte, contact string, allowed func(addr string) error) (*Sender, error) {
	pair, err := ecdh.P256().NewPrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("the push key is no private key of P-256; make another one: %w", err)
	}
	return &Sender{
		private: base64.RawURLEncoding.EncodeToString(pair.Bytes()),
		public:  base64.RawURLEncoding.EncodeToString(pair.PublicKey().Bytes()),
		contact: contact, client: guardedClient(allowed),
	}, nil
}

// PublicKey is what a browser subscribes with, base64url without padding.
func (s *Sender) PublicKey() string { return s.public }

// Send gives a message to the push service of a subscription: nil, alerting.ErrGone, alerting.ErrRefused, or another error after which a
// later try may succeed.
func (s *Sender) Send(ctx context.Context, to alerting.Subscription, m alerting.Message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	urgency := webpush.UrgencyNormal
	if m.Urgent {
		urgency = webpush.UrgencyHigh
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	res, err := webpush.SendNotificationWithContext(ctx, body,
		&webpush.Subscription{Endpoint: to.Endpoint, Keys: webpush.Keys{P256dh: to.P256DH, Auth: to.Auth}},
		&webpush.Options{HTTPClient: s.client, Subscriber: s.contact, TTL: ttl, Urgency: urgency, VAPIDPublicKey: s.public, VAPIDPrivateKey: s.private})
	if err != nil {
		return fmt.Errorf("push: %w", err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)) // So that the connection is used again.
	switch code := res.StatusCode; {
	case code < 300:
		return nil
	case code == http.StatusNotFound, code == http.StatusGone:
		return alerting.ErrGone
	case code == http.StatusTooManyRequests, code >= 500:
		return fmt.Errorf("push: the push service answers %d", code)
	default:
		return fmt.Errorf("%w: %d", alerting.ErrRefused, code)
	}
}
