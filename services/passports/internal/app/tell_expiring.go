package app

import (
	"context"
	"time"

	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/due"
)

// Expiries finds what is to be told to run out, and keeps that it was told.
type Expiries interface {
	// TellExpiries gives tell a page of what is to be told at the bounds, and writes each with the fact that tell makes of
	// it, in one transaction. What another replica has just told is left out. It gives how many were found.
	TellExpiries(ctx context.Context, b ExpiryBounds, tell func(Expiry) (Fact, error)) (int, error)
}

// ExpiryBounds are the moments that lie 7, 28, 60 and 90 days after Now, by the calendar of London.
type ExpiryBounds struct{ Now, In7, In28, In60, In90 time.Time }

// Expiry is one piece of evidence that runs out.
type Expiry struct {
	NoticeID, Worker id.ID
	HomeEmployer     string
	Line             due.Line
	// Days is 90, 60, 28 or 7: within so many days it runs out.
	Days int
	At   time.Time
}

// TellExpiring tells what runs out within 90, 60, 28 and 7 days of a moment, each once for each number of days, however
// many replicas tell. What was recorded late is told at the nearest number only. It gives how many it told.
func (p *Passports) TellExpiring(ctx context.Context, at time.Time) (int, error) {
	bounds := expiryBounds(at)
	told := 0
	for {
		n, err := p.Expiries.TellExpiries(ctx, bounds, func(e Expiry) (Fact, error) { return p.expiring(ctx, e) })
		told += n
		if err != nil || n == 0 {
			return told, err
		}
	}
}

func expiryBounds(at time.Time) ExpiryBounds {
	in := func(days int) time.Time { return at.In(clock.London).AddDate(0, 0, days).UTC() }
	return ExpiryBounds{Now: at, In7: in(7), In28: in(28), In60: in(60), In90: in(90)}
}

func (p *Passports) expiring(ctx context.Context, e Expiry) (Fact, error) {
	ev := contract.CheckExpiringV1{
		NoticeID: e.NoticeID.String(), WorkerID: e.Worker.String(), HomeEmployer: e.HomeEmployer, Kind: string(e.Line.Kind), Code: e.Line.Code,
		Level: e.Line.Level, ValidUntil: *e.Line.DueAt, Days: e.Days,
	}
	if framework, subject, ok := e.Line.Subject(); ok {
		ev.Framework, ev.Code = framework, subject
	}
	f := Fact{Action: "expiry.tell", By: By{Actor: "system:expiry", OnBehalfOf: e.HomeEmployer}, After: []byte(e.NoticeID.String())}
	return p.fact(ctx, ev, e.HomeEmployer, e.NoticeID, 1, e.At, f)
}
