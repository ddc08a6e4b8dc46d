package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// renewedAtOnce is for how many workers one round renews.
const renewedAtOnce = 200

// RenewCredentials renews, by the business clock, what is kept here for workers and runs out while what it says stands: a
// worker who opens nothing for months still has a passport to show. It gives for how many. Replicas may do it at the same
// time: each claims others, and what one began and did not end is claimed again after a minute. Wallets of the workers' own
// fetch for themselves.
func (p *Passports) RenewCredentials(ctx context.Context) (int, error) {
	now := p.Clock.Now()
	due, err := p.Credentials.ClaimRenewals(ctx, now, renewedAtOnce)
	if err != nil {
		return 0, err
	}
	renewed := 0
	var failed []error
	for _, workerID := range due {
		// One that fails must not keep the others waiting.
		n, err := p.renew(ctx, workerID, now)
		if errors.Is(err, ErrNoWorker) {
			err = nil // erased meanwhile, and the claim with it
		}
		if n > 0 {
			renewed++
		}
		failed = append(failed, err)
	}
	return renewed, errors.Join(failed...)
}

// renew renews what the worker's wallet here holds, and nothing that it never held.
func (p *Passports) renew(ctx context.Context, workerID id.ID, now time.Time) (n int, err error) {
	err = p.Credentials.ChangeCredentials(ctx, workerID, now, func(d Desk) (Issuance, error) {
		holder, err := jws.ThumbprintOf(d.Holder)
		if err != nil {
			return Issuance{}, err
		}
		held := credential.HeldSubjects(d.Live, holder, now)
		if len(held) == 0 {
			return Issuance{Renewal: &NextRenewal{}}, nil
		}
		out, err := p.due(ctx, d, IssueCredentials{Worker: workerID, Subjects: held}, now, By{Actor: "system:credentials", OnBehalfOf: d.Worker.HomeEmployer()})
		n = len(out.Issued)
		return out, err
	})
	return n, err
}

// nextRenewal is when the wallet that the service keeps is to be looked at next, after some were issued.
func nextRenewal(d Desk, issued []NewCredential, now time.Time) (*NextRenewal, error) {
	holder, err := jws.ThumbprintOf(d.Holder)
	if err != nil {
		return nil, err
	}
	live := d.Live
	for _, c := range issued {
		live = append(live[:len(live):len(live)], c.Issued)
	}
	at, any := credential.NextRenewal(live, d.Worker.Record(), holder, now)
	return &NextRenewal{At: at, Due: any}, nil
}
