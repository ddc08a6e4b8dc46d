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

	"github.com/muster-ics/muster/events/analytics"
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
	ID      id.ID
	Version int64
	// Owner is the employer whose figures it shows; empty for all of the system.
	Owner, Name    string
	MadeAt, EndsAt time.Time
	// MadeBy and WithdrawnBy are opaque ids; the latter is empty unless WithdrawnAt is set.
	MadeBy, WithdrawnBy string
	WithdrawnAt         *time.Time
	// ShownAt is when a display last asked, to five minutes.
	ShownAt *time.Time
}

// Live tells whether its address opens the wall at now.
func (d Display) Live(now time.Time) bool { return d.WithdrawnAt == nil && now.Before(d.EndsAt) }

// Displays keeps addresses of wall displays.
type Displays interface {
	// Add keeps an address by the hash of its secret, unless its owner has most of them that live; then it is false.
	Add(ctx context.Context, d Display, hash []byte, most int, told Told) (bool, error)
	// List gives those of owners: what lives, newest first, and what ended after since.
	List(ctx context.Context, owners []string, since time.Time) ([]Display, error)
	// Get is ErrAbsent for one that there is not.
	Get(ctx context.Context, display id.ID) (Display, error)
	// Change keeps what change makes of the address, under its lock. It is ErrAbsent for one that there is not.
	Change(ctx context.Context, display id.ID, change func(*Display) (Told, error)) error
	// Of gives the one that lives at now behind a secret, and notes that it was shown, which is no change of it. It is
	// ErrAbsent for no such one.
	Of(ctx context.Context, hash []byte, now time.Time) (Display, error)
}

// WallDisplays makes, shows and withdraws addresses of wall displays.
type WallDisplays struct {
	displays    Displays
	policy      auth.Policy
	clock       clock.Clock
	ics, public string
	requestID   func(context.Context) string
}

// NewWallDisplays makes the use case for the system ics, which browsers reach at public.
func NewWallDisplays(d Displays, policy auth.Policy, c clock.Clock, ics, public string, requestID func(context.Context) string) *WallDisplays {
	return &WallDisplays{displays: d, policy: policy, clock: c, ics: ics, public: public, requestID: requestID}
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

// Get gives one of them.
func (w *WallDisplays) Get(ctx context.Context, display id.ID) (Display, error) {
	if _, err := w.policy.Check(ctx, ViewDisplays, auth.Facts{ICS: w.ics}); err != nil {
		return Display{}, err
	}
	d, err := w.displays.Get(ctx, display)
	if err == nil {
		_, err = w.own(ctx, ViewDisplays, d)
	}
	if err != nil {
		return Display{}, absentDisplay(err)
	}
	return d, nil
}

// own is who asks, if the address is theirs.
func (w *WallDisplays) own(ctx context.Context, a auth.Action, d Display) (auth.Principal, error) {
	p, err := w.policy.Check(ctx, a, auth.Facts{ICS: w.ics})
	if err == nil && ownerOf(p) != auth.Heir(ctx, d.Owner) {
		err = ErrAbsent
	}
	return p, err
}

// Make makes an address, whose secret is not kept and never shown again.
func (w *WallDisplays) Make(ctx context.Context, name string) (d Display, address string, err error) {
	p, err := w.policy.Check(ctx, ChangeDisplays, auth.Facts{ICS: w.ics})
	if err != nil {
		return d, "", err
	}
	if name = strings.TrimSpace(name); name == "" || utf8.RuneCountInString(name) > displayNames {
		return d, "", fault.New(fault.Invalid, "display_name", "Say where the display hangs.").
			WithFields(fault.Field{Location: "body.name", Message: "Say where the display hangs, in at most 60 letters"})
	}
	raw := make([]byte, secretBytes)
	if _, err := rand.Read(raw); err != nil {
		return d, "", err
	}
	now := w.clock.Now().UTC()
	d = Display{ID: id.New(), Version: 1, Owner: ownerOf(p), Name: name, MadeBy: p.Subject, MadeAt: now, EndsAt: now.Add(DisplayFor)}
	told, err := w.tell(ctx, nil, d, p, "display.make")
	if err != nil {
		return d, "", err
	}
	added, err := w.displays.Add(ctx, d, hashOf(raw), MaxDisplays, told)
	if err == nil && !added {
		err = fault.New(fault.Conflict, "displays_full", "There are %d displays already. Withdraw one that is not used any more first.", MaxDisplays)
	}
	if err != nil {
		return d, "", err
	}
	return d, w.public + DisplayPath(base64.RawURLEncoding.EncodeToString(raw)), nil
}

// Withdraw ends an address at the version that the caller has seen: what shows it goes dark within a minute.
func (w *WallDisplays) Withdraw(ctx context.Context, display id.ID, seen func(version int64) error) (out Display, err error) {
	if _, err := w.policy.Check(ctx, ChangeDisplays, auth.Facts{ICS: w.ics}); err != nil {
		return out, err
	}
	err = w.displays.Change(ctx, display, func(d *Display) (Told, error) {
		p, err := w.own(ctx, ChangeDisplays, *d)
		if err != nil {
			return Told{}, err
		}
		if err := seen(d.Version); err != nil {
			return Told{}, err
		}
		before, now := *d, w.clock.Now().UTC()
		if !before.Live(now) {
			return Told{}, fault.New(fault.Conflict, "display_ended", "This address has ended already. Nothing needs to be withdrawn.")
		}
		d.Version++
		d.WithdrawnBy, d.WithdrawnAt = p.Subject, &now
		out = *d
		return w.tell(ctx, &before, *d, p, "display.withdraw")
	})
	return out, absentDisplay(err)
}

func displayState(d Display) analytics.DisplayState {
	return analytics.DisplayState{DisplayID: d.ID.String(), Owner: d.Owner, Live: d.WithdrawnAt == nil, MadeAt: d.MadeAt, EndsAt: d.EndsAt}
}

func (w *WallDisplays) tell(ctx context.Context, before *Display, d Display, p auth.Principal, action string) (Told, error) {
	t := Told{OnBehalfOf: p.Employer, RequestID: w.requestID(ctx), Action: action}
	if before != nil {
		t.Before = canonical(displayState(*before))
	}
	return tell(t, w.ics, analytics.DisplayChangedV1{Display: displayState(d)}, d.ID, d.Version, d.Owner, p.Subject, w.clock.Now())
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

func absentDisplay(err error) error {
	if errors.Is(err, ErrAbsent) {
		return fault.New(fault.NotFound, "not_found", "There is no such display that you may see. Check the address.")
	}
	return err
}

func hashOf(secret []byte) []byte {
	h := sha256.Sum256(secret)
	return h[:]
}
