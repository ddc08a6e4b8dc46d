package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/disclosure"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

const (
	verbAuthorise = "disclosure.authorise"
	verbWithdraw  = "disclosure.withdraw"
)

// AuthoriseDisclosure records that the worker who asks lets an employer rely on the passport, until nil for as long as
// it is not withdrawn. The agreement under which the employer may offer work is noted with it, if one is known. To say
// the same again changes nothing.
func (p *Passports) AuthoriseDisclosure(ctx context.Context, host string, until *time.Time, requestID string) (Disclosure, error) {
	me, err := p.ownID(ctx, MayShare)
	if err != nil {
		return Disclosure{}, err
	}
	agreement, err := p.agreementWith(ctx, me, host)
	if err != nil {
		return Disclosure{}, err
	}
	terms := disclosure.Terms{Host: host, Until: until, AgreementID: agreement.ID, AgreementVersion: agreement.Version}
	_, err = p.changeWorker(ctx, change{
		worker: me, action: MayShare, requestID: requestID, verb: verbAuthorise,
		act:  func(w *worker.Worker, now time.Time) error { return w.AuthoriseDisclosure(terms, now) },
		also: p.toldDisclosure(ctx, host),
	})
	if err != nil && !isFault(err, disclosure.ErrSame.Code) {
		return Disclosure{}, err
	}
	return p.disclosureFor(ctx, me, host)
}

// WithdrawDisclosure records that the worker who asks no longer lets an employer rely on the passport, and un-books what
// lies ahead there. expected, unless nil, are the bookings that the worker was shown would end: when others would end
// too, nothing changes and the fault tells that they have to be looked at.
func (p *Passports) WithdrawDisclosure(ctx context.Context, host string, expected []id.ID, requestID string) (Disclosure, error) {
	me, err := p.ownID(ctx, MayShare)
	if err != nil {
		return Disclosure{}, err
	}
	_, err = p.changeWorker(ctx, change{
		worker: me, action: MayShare, requestID: requestID, verb: verbWithdraw, agreed: noMoreThan(expected),
		act:  func(w *worker.Worker, now time.Time) error { return w.WithdrawDisclosure(host, now) },
		also: p.toldDisclosure(ctx, host),
	})
	if err != nil {
		return Disclosure{}, err
	}
	return p.disclosureFor(ctx, me, host)
}

// noMoreThan refuses a change that would end bookings beside those that were expected to end; nil expects anything.
func noMoreThan(expected []id.ID) func(Changed) error {
	return func(c Changed) error {
		for booking := range c.Uncleared {
			if expected != nil && !slices.Contains(expected, booking) {
				return fault.New(fault.Conflict, "bookings_changed", "Since you looked, more of your bookings there would end. Look at the list again, then decide. Nothing was changed.")
			}
		}
		return nil
	}
}

func isFault(err error, code string) bool {
	var f *fault.Error
	return errors.As(err, &f) && f.Code == code
}

func (p *Passports) toldDisclosure(ctx context.Context, host string) func(*worker.Worker, By, time.Time) ([]Fact, error) {
	return func(w *worker.Worker, who By, now time.Time) ([]Fact, error) {
		f, err := p.disclosed(ctx, w, host, who, now)
		return []Fact{f}, err
	}
}

// agreementWith gives an agreement that binds the worker's home employer and the host now, or the zero Agreement.
func (p *Passports) agreementWith(ctx context.Context, workerID id.ID, host string) (Agreement, error) {
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return Agreement{}, err
	}
	all, err := p.Partners.AgreementsOf(ctx, w.HomeEmployer())
	if err != nil {
		return Agreement{}, err
	}
	now := p.Clock.Now()
	for _, a := range all {
		if a.Binds(w.HomeEmployer(), now) && a.Binds(host, now) {
			return a, nil
		}
	}
	return Agreement{}, nil
}

// ownID is the worker who asks, if the action is theirs.
func (p *Passports) ownID(ctx context.Context, action auth.Action) (id.ID, error) {
	principal, _ := auth.From(ctx)
	if _, err := Policy.Check(ctx, action, auth.Facts{Worker: principal.WorkerID, ICS: p.ICS}); err != nil {
		return id.Nil, err
	}
	me, err := id.Parse(principal.WorkerID)
	if err != nil {
		return id.Nil, ErrNoWorker
	}
	return me, nil
}
