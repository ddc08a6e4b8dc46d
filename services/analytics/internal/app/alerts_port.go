package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
)

// ErrAbsent says that there is no such row.
var ErrAbsent = errors.New("there is no such row")

// Told is a change with its event and its audit row.
type Told struct {
	Event                      events.Envelope
	OnBehalfOf, Action, Reason string
	RequestID                  string
	// Before and After are the state as it was, nil at first, and as it is.
	Before, After []byte
	// Out is what goes to people and receivers with it; nil when nothing does.
	Out *Outward
}

// AlertChange is an alert to keep as new or as changed.
type AlertChange struct {
	Alert alert.Alert
	Told  Told
}

// AlertQuery asks for alerts, newest first.
type AlertQuery struct {
	// Employer narrows to alerts about one employer, of the system's rules and its own.
	Employer string
	// Codes are all for which that employer stands, its own among them.
	Codes []string
	// Standing leaves out what is over, Over what is not.
	Standing, Over bool
	// BeforeAt and BeforeID are the last of the page before.
	BeforeAt time.Time
	BeforeID id.ID
	Most     int
}

// ListedAlert is an alert with the rule that raised it, as it reads today.
type ListedAlert struct {
	Alert alert.Alert
	Rule  alert.Rule
}

// Alerts keeps rules and what they called for.
type Alerts interface {
	// Rules gives the rules of an owner; of all for an empty one.
	Rules(ctx context.Context, owner string) ([]alert.Rule, error)
	Rule(ctx context.Context, rule id.ID) (alert.Rule, error)
	// Roles gives the roles of the work that starts in an interval, under these codes; under all for none.
	Roles(ctx context.Context, employers []string, in Interval) ([]string, error)
	AddRule(ctx context.Context, r alert.Rule, told Told) error
	// ChangeRule keeps what change makes of the rule, under its lock.
	ChangeRule(ctx context.Context, rule id.ID, change func(*alert.Rule) (Told, error)) error
	// Judge calls judge while no other replica does, with all rules and the newest alert of each of their cells, and keeps
	// what it gives.
	Judge(ctx context.Context, judge func([]alert.Rule, map[id.ID][]alert.Alert) ([]AlertChange, error)) error
	// Alerts gives one page.
	Alerts(ctx context.Context, q AlertQuery) ([]ListedAlert, error)
	// ChangeAlert keeps what change makes of the alert, under its lock; nothing when it is not told of.
	ChangeAlert(ctx context.Context, a id.ID, change func(*alert.Alert) (*Told, error)) error
}
