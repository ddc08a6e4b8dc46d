package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
)

const (
	// DisplayFor is how long an address of a wall display lives.
	DisplayFor = 30 * 24 * time.Hour
	// MaxDisplays is how many addresses the system, or an employer, may have at a time.
	MaxDisplays = 20

	secretBytes  = 32
	displayNames = 60
)

// Display is an address that opens the wall's figures and nothing else, for a screen at which nobody signs in.
type Display struct {
	ID id.ID
	// Owner is the employer whose figures it shows; empty for all of the system.
	Owner, Name, MadeBy  string
	MadeAt, EndsAt       time.Time
	ShownAt, WithdrawnAt *time.Time
}

// Displays keeps addresses of wall displays.
type Displays interface {
	// Add keeps an address by the hash of its secret, unless its owner has most of them that live.
	Add(ctx context.Context, d Display, hash []byte, most int) (bool, error)
	// List gives those of owners: what lives, newest first, and what ended after since.
	List(ctx context.Context, owners []string, since time.Time) ([]Display, error)
	// Withdraw ends one of the owners' that was not withdrawn; false when there is none.
	Withdraw(ctx context.Context, display id.ID, owners []string, by string, at time.Time) (bool, error)
	// Of gives the one that lives at now behind a secret, and notes that it was shown. It is ErrAbsent for no such one.
	Of(ctx context.Context, hash []byte, now time.Time) (Display, error)
}

// WallDisplays makes, shows and withdraws addresses of wall displays.
type WallDisplays struct {
	displays    Displays
	policy      auth.Policy
	clock       clock.Clock
	ics, public string
}

// NewWallDisplays makes the use case for the system ics, which browsers reach at public.
func NewWallDisplays(d Displays, policy auth.Policy, c clock.Clock, ics, public string) *WallDisplays {
	return &WallDisplays{displays: d, policy: policy, clock: c, ics: ics, public: public}
}

// WallPath is where the wall is for who is signed in.
const WallPath = "/fill-rate/wall"

// DisplayPath is where a display shows the wall; the secret in it is the permission, since nobody signs in at a wall.
func DisplayPath(secret string) string { return WallPath + "/display/" + secret }

// Now is the time by which addresses live.
func (w *WallDisplays) Now() time.Time { return w.clock.Now() }

// List gives the caller's addresses, without their secrets.
func (w *WallDisplays) List(ctx context.Context) ([]Display, error) {
	p, err := w.policy.Check(ctx, ViewDisplays, auth.Facts{ICS: w.ics})
	if err != nil {
		return nil, err
	}
	return w.displays.List(ctx, ownersOf(ctx, p), w.clock.Now().Add(-DisplayFor))
}

// Make makes an address, whose secret is not kept and never shown again.
func (w *WallDisplays) Make(ctx context.Context, name string) (address string, err error) {
	p, err := w.policy.Check(ctx, ChangeDisplays, auth.Facts{ICS: w.ics})
	if err != nil {
		return "", err
	}
	if name = strings.TrimSpace(name); name == "" || utf8.RuneCountInString(name) > displayNames {
		return "", fault.New(fault.Invalid, "display_name", "Say where the display hangs.").
			WithFields(fault.Field{Location: "form.name", Message: "Say where the display hangs, in at most 60 letters"})
	}
	raw := make([]byte, secretBytes)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	now := w.clock.Now().UTC()
	added, err := w.displays.Add(ctx, Display{
		ID: id.New(), Owner: ownerOf(p), Name: name, MadeBy: p.Subject, MadeAt: now, EndsAt: now.Add(DisplayFor),
	}, hashOf(raw), MaxDisplays)
	if err != nil {
		return "", err
	}
	if !added {
		return "", fault.New(fault.Conflict, "displays_full", "There are %d displays already. Withdraw one that is not used any more first.", MaxDisplays)
	}
	return w.public + DisplayPath(base64.RawURLEncoding.EncodeToString(raw)), nil
}

// Withdraw ends an address: what shows it goes dark within a minute.
func (w *WallDisplays) Withdraw(ctx context.Context, display id.ID) error {
	p, err := w.policy.Check(ctx, ChangeDisplays, auth.Facts{ICS: w.ics})
	if err != nil {
		return err
	}
	found, err := w.displays.Withdraw(ctx, display, ownersOf(ctx, p), p.Subject, w.clock.Now().UTC())
	if err == nil && !found {
		err = unknown()
	}
	return err
}

// Open gives the context of a display: that of somebody who sees what its owner's wall shows. Only the handlers of the wall
// are given it. A secret that is nobody's, was withdrawn or has run out is a fault of kind NotFound.
func (w *WallDisplays) Open(ctx context.Context, secret string) (context.Context, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(secret)
	if err != nil || len(raw) != secretBytes {
		return ctx, displayOver()
	}
	// The secret is looked up by its hash: what the comparison takes tells nothing about the secret.
	d, err := w.displays.Of(ctx, hashOf(raw), w.clock.Now().UTC())
	if err != nil {
		if errors.Is(err, ErrAbsent) {
			err = displayOver()
		}
		return ctx, err
	}
	who := auth.Principal{Subject: "display:" + d.ID.String(), Role: auth.Lead, ICS: w.ics}
	if d.Owner != "" {
		who.Role, who.Employer = auth.Employer, d.Owner
	}
	return auth.With(ctx, who), nil
}

func displayOver() *fault.Error {
	return fault.New(fault.NotFound, "display_over", "This display's address has ended. Whoever runs the wall makes a new one under Fill rate, Wall.")
}

func hashOf(secret []byte) []byte {
	h := sha256.Sum256(secret)
	return h[:]
}
