package deployments

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/events"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/services/deployments/internal/bus"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// Verifier comes to the statement of one pair of employers and one month from events alone, without any table of the
// service, and compares each line with what the service told of it. Either employer can run one.
type Verifier struct {
	books *bus.Books
	// Events is how many events were read.
	Events int
}

// VerifiedLine is one booking: what the events come to and what was told, in pence owed by the host to the home employer.
type VerifiedLine struct {
	Booking          string
	StartsAt         time.Time
	Pence, ToldPence int64
	// AsTold says that the agreement or the rate card is older than the events, so that the line's own word of it counted.
	AsTold bool
	// Why says what differs; empty when the two are equal.
	Why string
}

// NewVerifier makes one for a home employer, a host and a month like 2026-11.
func NewVerifier(home, host, month string) (*Verifier, error) {
	m, ok := recharge.ParseMonth(month)
	if !ok {
		return nil, fmt.Errorf("%q is no month: give one like 2026-11", month)
	}
	if home == "" || host == "" || home == host {
		return nil, fmt.Errorf("give two employers, home first, like RVV,RPA")
	}
	return &Verifier{books: bus.NewBooks(home, host, m)}, nil
}

// Read takes every event that the streams of shifts and deployments hold.
func (v *Verifier) Read(ctx context.Context, conn *msgbus.Conn) error {
	for _, service := range []string{"shifts", name} {
		err := msgbus.ReadAll(ctx, conn, service, func(batch []msgbus.Delivery) error {
			for _, d := range batch {
				if err := v.add(d.Env, d.Event); err != nil {
					return err
				}
			}
			return nil
		}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

// Add takes one event of an archive. What is unknown to this build is passed over.
func (v *Verifier) Add(env events.Envelope) error {
	ev, err := events.Open(env)
	if err != nil {
		return fmt.Errorf("event %s: %w", env.ID, err)
	}
	return v.add(env, ev)
}

func (v *Verifier) add(env events.Envelope, ev events.Event) error {
	v.Events++
	if err := v.books.Add(env, ev); err != nil {
		return fmt.Errorf("event %s: %w", env.ID, err)
	}
	return nil
}

// Lines are the lines of the statement, earliest shift first.
func (v *Verifier) Lines() []VerifiedLine {
	all := v.books.Lines()
	out := make([]VerifiedLine, len(all))
	for i, l := range all {
		out[i] = VerifiedLine{Booking: l.Booking, StartsAt: l.StartsAt, Pence: l.Pence, ToldPence: l.Told, AsTold: l.AsTold, Why: l.Why}
	}
	return out
}
