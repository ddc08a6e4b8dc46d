package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
)

// TellingPorts are what telling people works on.
type TellingPorts struct {
	Notices   Notices
	Calendars Calendars
	// Push is nil where no push messages are sent.
	Push Pusher
	// Live is nil for an instance without a bus.
	Live Live
}

// NoticeKind is what a notice is about.
type NoticeKind string

// The kinds of notices. Open shifts and digests of them are told by the worker's own rules, the others always.
const (
	NoticeOpenShift NoticeKind = "open_shift"
	NoticeDigest    NoticeKind = "digest"
	NoticeBooking   NoticeKind = "booking"
	NoticeOffer     NoticeKind = "offer"
	NoticeTimesheet NoticeKind = "timesheet"
	NoticeRoster    NoticeKind = "roster"
	NoticePassport  NoticeKind = "passport"
)

// Telling is something to be told to one worker.
type Telling struct {
	WorkerID id.ID
	// Key is what it is about: the same key is told once, and again only for another shift.
	Key  string
	Kind NoticeKind
	// ShiftID and StartsAt are set when it is about a shift.
	ShiftID  id.ID
	StartsAt time.Time
	// Headline and Detail are sentences for the worker, Link the page to go to. No other person is named in them.
	Headline, Detail, Link string
	// MustAcknowledge asks the worker to say that they have seen it: somebody else has changed their plans.
	MustAcknowledge bool
	At              time.Time

	// Ring tells whether phones ring, after Delay; Urgent wakes a sleeping one.
	Ring   bool
	Delay  time.Duration
	Urgent bool
}

// Notice is what a worker has been told. N is its place among the worker's notices, rising.
type Notice struct {
	N                      int64
	ID                     id.ID
	Kind                   NoticeKind
	StartsAt               *time.Time
	ShiftIDs               []id.ID
	Headline, Detail, Link string
	MustAcknowledge        bool
	At                     time.Time
	ReadAt, AcknowledgedAt *time.Time
}

// AlertStanding is how one worker stands to one alert.
type AlertStanding struct {
	// Settings are nil for a worker who has set nothing.
	Settings *alerting.Settings
	// Told is how many open shifts they were told of one by one since the moment that was asked for.
	Told int
	// Known tells that they have been told of this very shift.
	Known bool
}

// Ring is a push message that is due.
type Ring struct {
	ID             int64
	SubscriptionID id.ID
	To             alerting.Subscription
	Kind           NoticeKind
	Headline, Link string
	Urgent         bool
	// Tries counts this one. OutOfDate tells that the shift is gone or has begun.
	Tries     int
	OutOfDate bool
}

// Notices keeps what workers are told.
type Notices interface {
	// Tell writes notices and owes their rings, all or none. What is told already changes nothing.
	Tell(ctx context.Context, ts []Telling) error
	// AlertStanding gives the standing of each worker to the shift that the key stands for.
	AlertStanding(ctx context.Context, workers []id.ID, key string, shiftID id.ID, since time.Time) (map[id.ID]AlertStanding, error)
	// NoticesOf gives a worker's notices before a number, latest first; NoticesAfter those after it, oldest first.
	NoticesOf(ctx context.Context, workerID id.ID, before int64, limit int) ([]Notice, error)
	NoticesAfter(ctx context.Context, workerID id.ID, after int64, limit int) ([]Notice, error)
	Unread(ctx context.Context, workerID id.ID) (int, error)
	// Read marks all up to a number as read.
	Read(ctx context.Context, workerID id.ID, upTo int64, at time.Time) error
	// Acknowledge is ErrNotFound for what is not the worker's to acknowledge.
	Acknowledge(ctx context.Context, workerID, noticeID id.ID, at time.Time) error
	// Fresh gives the newest number of each worker who has a notice after a number; Last is the newest of all.
	Fresh(ctx context.Context, after int64) (map[id.ID]int64, error)
	Last(ctx context.Context) (int64, error)
	// Trim forgets notices older than keep, by the database's clock.
	Trim(ctx context.Context, keep time.Duration) (int, error)

	// AlertSettings gives nil and 0 for a worker who has set nothing. PutAlertSettings is ErrStale unless version
	// follows the one that stands.
	AlertSettings(ctx context.Context, workerID id.ID) (*alerting.Settings, int64, error)
	PutAlertSettings(ctx context.Context, workerID id.ID, s alerting.Settings, version int64) error

	Subscribe(ctx context.Context, workerID id.ID, to alerting.Subscription) error
	// Unsubscribe is ErrNotFound for an endpoint that is not the worker's.
	Unsubscribe(ctx context.Context, workerID id.ID, endpoint string) error
	// DueRings takes rings that are due, for a minute; now is the service's time.
	DueRings(ctx context.Context, now time.Time, limit int) ([]Ring, error)
	CloseRing(ctx context.Context, ring int64, outcome RingOutcome) error
	PutOffRing(ctx context.Context, ring int64, delay time.Duration) error
	ForgetSubscription(ctx context.Context, subscriptionID id.ID) error
}

// RingOutcome is how a ring ended.
type RingOutcome string

// The ends of a ring.
const (
	RingSent      RingOutcome = "sent"
	RingRefused   RingOutcome = "refused"
	RingGivenUp   RingOutcome = "given_up"
	RingOutOfDate RingOutcome = "out_of_date"
)

// Calendars keeps the secret addresses of calendars, as hashes.
type Calendars interface {
	PutAddress(ctx context.Context, workerID id.ID, secretHash []byte) error
	// DeleteAddress is ErrNotFound when there is none.
	DeleteAddress(ctx context.Context, workerID id.ID) error
	// AddressMade is when the address was made; nil when there is none.
	AddressMade(ctx context.Context, workerID id.ID) (*time.Time, error)
	// WorkerOf is ErrNotFound for a secret that is nobody's.
	WorkerOf(ctx context.Context, secretHash []byte) (id.ID, error)
	// CalendarOf gives what was once confirmed and ends after since.
	CalendarOf(ctx context.Context, workerID id.ID, since time.Time, limit int) ([]CalendarEntry, error)
}

// CalendarEntry is a booking that a calendar shows, and when it last changed.
type CalendarEntry struct {
	Booked
	ChangedAt time.Time
}

// Pusher sends push messages; nil where none are sent.
type Pusher interface {
	PublicKey() string
	Send(ctx context.Context, to alerting.Subscription, m alerting.Message) error
}
