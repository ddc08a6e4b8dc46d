package webpush

import (
	"crypto/ecdh"
	"encoding/base64"
	"errors"
	"net/url"
)

// Subscription is where one browser of a person takes messages.
type Subscription struct {
	// Endpoint is the address that the browser gave; P256DH and Auth are its keys, base64url.
	Endpoint, P256DH, Auth string
}

// Message is what the service worker is handed.
type Message struct {
	Title string `json:"title"`
	Body  string `json:"body"`
	// URL is the page that a tap opens, a path of Muster's own.
	URL string `json:"url"`
	// Urgent asks the push service to wake a sleeping phone.
	Urgent bool `json:"-"`
}

// What became of a message beside nil, which is taken by the push service.
var (
	// ErrGone: the browser takes no more messages at this endpoint; it is to be forgotten.
	ErrGone = errors.New("the push subscription is gone")
	// ErrRefused: the push service will never take this message; to send it again is useless.
	ErrRefused = errors.New("the push service refuses the message")
)

// Check says what is wrong with a subscription, in a sentence for whoever sent it; empty when nothing is.
func (to Subscription) Check() string {
	u, err := url.Parse(to.Endpoint)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || len(to.Endpoint) > 2048 {
		return "Give the endpoint as the browser gave it: an https address."
	}
	if point, err := decode(to.P256DH); err != nil || !onCurve(point) {
		return "Give the key p256dh as the browser gave it."
	}
	if secret, err := decode(to.Auth); err != nil || len(secret) != 16 {
		return "Give the key auth as the browser gave it."
	}
	return ""
}

func onCurve(point []byte) bool {
	_, err := ecdh.P256().NewPublicKey(point)
	return err == nil
}

// decode takes base64url with and without padding, as browsers differ.
func decode(s string) ([]byte, error) {
	if b, err := base64.RawURLEncoding.DecodeString(s); err == nil {
		return b, nil
	}
	return base64.URLEncoding.DecodeString(s)
}
