package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"time"
)

// calendarBack is how long what is over or was ended stays in a calendar, so that a phone that looks seldom still
// strikes through what was cancelled.
const calendarBack = 60 * 24 * time.Hour

// secretBytes is the size of the secret in a calendar's address.
const secretBytes = 32

// NewCalendar makes a calendar address for the worker who asks and gives its secret, which is not kept and never shown
// again. An address that they had before ends.
func (a *App) NewCalendar(ctx context.Context) (string, error) {
	me, err := a.self(ctx, SetAlerts)
	if err != nil {
		return "", err
	}
	raw := make([]byte, secretBytes)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(raw), a.telling.Calendars.PutAddress(ctx, me, hashOf(raw))
}

// EndCalendar ends the worker's calendar address: who has it reads nothing more.
func (a *App) EndCalendar(ctx context.Context) error {
	me, err := a.self(ctx, SetAlerts)
	if err != nil {
		return err
	}
	return asFault(a.telling.Calendars.DeleteAddress(ctx, me))
}

// CalendarMade is when the worker's calendar address was made; nil when they have none.
func (a *App) CalendarMade(ctx context.Context) (*time.Time, error) {
	me, err := a.self(ctx, SetAlerts)
	if err != nil {
		return nil, err
	}
	return a.telling.Calendars.AddressMade(ctx, me)
}

// Calendar gives the bookings behind a secret address, with the names to show them by. A secret that is nobody's is a
// fault of kind NotFound, and tells nothing.
func (a *App) Calendar(ctx context.Context, secret string) ([]CalendarEntry, Directory, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(secret)
	if err != nil || len(raw) != secretBytes {
		return nil, Directory{}, unknown()
	}
	// The secret is looked up by its hash: what the comparison takes tells nothing about the secret.
	worker, err := a.telling.Calendars.WorkerOf(ctx, hashOf(raw))
	if errors.Is(err, ErrNotFound) {
		return nil, Directory{}, unknown()
	}
	if err != nil {
		return nil, Directory{}, err
	}
	entries, err := a.telling.Calendars.CalendarOf(ctx, worker, a.clock.Now().Add(-calendarBack), calendarMost)
	if err != nil {
		return nil, Directory{}, err
	}
	names, err := a.Directory(ctx)
	return entries, names, err
}

// calendarMost bounds a feed: more than anybody works in sixty days and has booked ahead.
const calendarMost = 1000

func hashOf(secret []byte) []byte {
	h := sha256.Sum256(secret)
	return h[:]
}
