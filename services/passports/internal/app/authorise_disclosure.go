package app

import (
	"context"
	"errors"
	"fmt"
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
	me, err := p.authorise(ctx, []string{host}, until, requestID)
	if err != nil {
		return Disclosure{}, err
	}
	return p.disclosureFor(ctx, me, host)
}

// AuthoriseDisclosures records the same of several employers in one change, and gives how things stand with all.
func (p *Passports) AuthoriseDisclosures(ctx context.Context, hosts []string, until *time.Time, requestID string) ([]Disclosure, error) {
	if len(hosts) == 0 || len(hosts) > mostHosts {
		return nil, FieldFault("employers", fmt.Sprintf("Give 1 to %d employers.", mostHosts))
	}
	me, err := p.authorise(ctx, hosts, until, requestID)
	if err != nil {
		return nil, err
	}
	return p.disclosures(ctx, me)
}

// mostHosts is the longest list of employers to say yes to at once.
const mostHosts = 100

func (p *Passports) authorise(ctx context.Context, hosts []string, until *time.Time, requestID string) (id.ID, error) {
	me, err := p.ownID(ctx, MayShare)
	if err != nil {
		return id.Nil, err
	}
	agreements, home, err := p.agreementsOf(ctx, me)
	if err != nil {
		return id.Nil, err
	}
	hosts = p.heirsOfAll(hosts)
	if err := p.knownHosts(ctx, home, hosts, agreements); err != nil {
		return id.Nil, err
	}
	var told []string
	_, err = p.changeWorker(ctx, change{
		worker: me, action: MayShare, requestID: requestID, verb: verbAuthorise,
		act: func(w *worker.Worker, now time.Time) error {
			told = nil
			for _, host := range hosts {
				a := p.agreementWith(agreements, home, host, now)
				err := w.AuthoriseDisclosure(disclosure.Terms{Host: host, Until: until, AgreementID: a.ID, AgreementVersion: a.Version}, now)
				if errors.Is(err, disclosure.ErrSame) {
					continue
				}
				if err != nil {
					return err
				}
				told = append(told, host)
			}
			if len(told) == 0 {
				return disclosure.ErrSame
			}
			return nil
		},
		also: func(w *worker.Worker, who By, now time.Time) ([]Fact, error) {
			return p.disclosed(ctx, w, told, who, now)
		},
	})
	if isFault(err, disclosure.ErrSame.Code) {
		err = nil
	}
	return me, err
}

// WithdrawDisclosure records that the worker who asks no longer lets an employer rely on the passport, and un-books what
// lies ahead there. expected, unless nil, are the bookings that the worker was shown would end: when others would end
// too, nothing changes and the fault tells that they have to be looked at.
func (p *Passports) WithdrawDisclosure(ctx context.Context, host string, expected []id.ID, requestID string) (Disclosure, error) {
	me, err := p.ownID(ctx, MayShare)
	if err != nil {
		return Disclosure{}, err
	}
	var said []string
	_, err = p.changeWorker(ctx, change{
		worker: me, action: MayShare, requestID: requestID, verb: verbWithdraw, agreed: noMoreThan(expected),
		act: func(w *worker.Worker, now time.Time) (err error) {
			said, err = p.withdrawWords(w, host, now)
			return err
		},
		also: func(w *worker.Worker, who By, now time.Time) ([]Fact, error) {
			return p.disclosed(ctx, w, said, who, now)
		},
	})
	if err != nil {
		return Disclosure{}, err
	}
	return p.disclosureFor(ctx, me, host)
}

// withdrawWords takes back every word by which a host may rely on the passport: what was said to whom it has followed is said to it.
// It gives the hosts as they were said, and refuses as the worker does where there is nothing to take back.
func (p *Passports) withdrawWords(w *worker.Worker, host string, now time.Time) (said []string, err error) {
	for _, word := range p.wordsFor(w, host) {
		switch e := w.WithdrawDisclosure(word, now); {
		case e == nil:
			said = append(said, word)
		case err == nil:
			err = e
		}
	}
	if len(said) > 0 {
		return said, nil
	}
	return nil, err
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

func (p *Passports) agreementsOf(ctx context.Context, workerID id.ID) (all []Agreement, home string, err error) {
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return nil, "", err
	}
	all, err = p.Partners.AgreementsOf(ctx, w.HomeEmployer())
	return all, w.HomeEmployer(), err
}

// agreementWith gives an agreement that binds both employers at a moment, or the zero Agreement.
func (p *Passports) agreementWith(all []Agreement, home, host string, at time.Time) Agreement {
	for _, a := range all {
		if p.binds(a, home, at) && p.binds(a, host, at) {
			return a
		}
	}
	return Agreement{}
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
