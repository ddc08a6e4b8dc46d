// Package webhook is what Standard Webhooks (https://www.standardwebhooks.com, version 1) asks of a sender: receivers,
// their secrets, the signature of a message, and when to try again. It is pure.
package webhook

import (
	"net/url"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Webhook is a receiver of alerts outside the system.
type Webhook struct {
	ID      id.ID
	Version int64
	// Owner is the ODS code of the employer whose receiver it is; empty for the system's.
	Owner string
	Name  string
	URL   string
	On    bool
	// Secret signs; OldSecret signs beside it while the receiver changes over, and is empty otherwise.
	Secret, OldSecret Secret
	MadeAt            time.Time
	// OffWhy says why it was turned off by itself.
	OffWhy string
}

// Problem is what is wrong with a field, in words for who filled it in.
type Problem struct{ Field, Message string }

const (
	maxName = 80
	maxURL  = 1000
)

// Problems lists everything that keeps a receiver from being one. loopback tells that this system runs on one machine,
// which then is all that it calls, by plain http too.
func (w Webhook) Problems(loopback bool) (out []Problem) {
	if name := strings.TrimSpace(w.Name); name == "" || len([]rune(name)) > maxName {
		out = append(out, Problem{"name", "Give the receiver a name of 1 to 80 characters."})
	}
	if !sound(w.URL, loopback) {
		out = append(out, Problem{"url", "Give the address to call: https, a host on the internet, no name or password in it, 1,000 characters at most."})
	}
	return out
}

func sound(address string, loopback bool) bool {
	u, err := url.Parse(address)
	return err == nil && len(address) <= maxURL && u.Host != "" && u.Hostname() != "" && u.User == nil && u.Fragment == "" && !strings.ContainsAny(address, " \t\r\n") &&
		(u.Scheme == "https" || loopback && u.Scheme == "http")
}

// Host is the part of the address that names the machine.
func (w Webhook) Host() string {
	u, err := url.Parse(w.URL)
	if err != nil {
		return ""
	}
	return u.Host
}

// Secrets are those that sign, the newest first.
func (w Webhook) Secrets() []Secret {
	if len(w.OldSecret) > 0 {
		return []Secret{w.Secret, w.OldSecret}
	}
	return []Secret{w.Secret}
}

// Rotate puts another secret in place; the one before it signs on beside it. It is false while two sign already.
func (w *Webhook) Rotate(another Secret) bool {
	if len(w.OldSecret) > 0 {
		return false
	}
	w.Version++
	w.Secret, w.OldSecret = another, w.Secret
	return true
}

// EndOldSecret has the older secret sign no more. It is false when there is none.
func (w *Webhook) EndOldSecret() bool {
	if len(w.OldSecret) == 0 {
		return false
	}
	w.Version++
	w.OldSecret = nil
	return true
}
