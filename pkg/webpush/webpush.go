// Package webpush sends web push messages (RFC 8030, 8291, 8292) to the push services of browser makers. A message says
// nothing about anybody: that there is something to read, and where.
package webpush

import (
	"context"
	"crypto/ecdh"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	rfc "github.com/SherClockHolmes/webpush-go"

	"github.com/muster-ics/muster/pkg/egress"
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
//
// An endpoint comes from outside: only public addresses are called, so that none leads into the hospital's own network.
func NewSender(key []byte, contact string) (*Sender, error) {
	return NewSenderBy(egress.Client(egress.PublicOnly, timeout), key, contact)
}

// NewSenderBy is NewSender with a client of the caller's own, e.g. one that trusts a test's push service.
func NewSenderBy(client *http.Client, key []byte, contact string) (*Sender, error) {
	pair, err := ecdh.P256().NewPrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("the push key is no private key of P-256; make another one: %w", err)
	}
	return &Sender{
		private: base64.RawURLEncoding.EncodeToString(pair.Bytes()),
		public:  base64.RawURLEncoding.EncodeToString(pair.PublicKey().Bytes()),
		contact: contact, client: client,
	}, nil
}

// PublicKey is what a browser subscribes with, base64url without padding.
func (s *Sender) PublicKey() string { return s.public }

// Send gives a message to the push service of a subscription: nil, ErrGone, ErrRefused, or another error after which a
// later try may succeed.
func (s *Sender) Send(ctx context.Context, to Subscription, m Message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	urgency := rfc.UrgencyNormal
	if m.Urgent {
		urgency = rfc.UrgencyHigh
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	res, err := rfc.SendNotificationWithContext(ctx, body,
		&rfc.Subscription{Endpoint: to.Endpoint, Keys: rfc.Keys{P256dh: to.P256DH, Auth: to.Auth}},
		&rfc.Options{HTTPClient: s.client, Subscriber: s.contact, TTL: ttl, Urgency: urgency, VAPIDPublicKey: s.public, VAPIDPrivateKey: s.private})
	if err != nil {
		return fmt.Errorf("push: %w", err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)) // So that the connection is used again.
	switch code := res.StatusCode; {
	case code < 300:
		return nil
	case code == http.StatusNotFound, code == http.StatusGone:
		return ErrGone
	case code == http.StatusTooManyRequests, code >= 500:
		return fmt.Errorf("push: the push service answers %d", code)
	default:
		return fmt.Errorf("%w: %d", ErrRefused, code)
	}
}
