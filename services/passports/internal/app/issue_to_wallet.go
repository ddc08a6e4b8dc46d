package app

import (
	"context"

	"github.com/muster-ics/muster/services/passports/internal/oid4vci"
)

// IssueToWallet gives a wallet one credential that its offer lists, bound to the key that it has proven to hold. The first
// credential for a new key takes back those that the worker holds under an older one: a lost phone must not leave a second
// set behind. It returns *oid4vci.Error.
func (p *Passports) IssueToWallet(ctx context.Context, in WalletRequest) (string, error) {
	now := p.Clock.Now()
	r, proven, err := p.offerFor(ctx, in, now)
	if err != nil {
		return "", err
	}
	who := walletActor(r, in.RequestID)
	issued, err := p.rebind(ctx, IssueCredentials{
		Worker: r.WorkerID, Wallet: proven.Key, Subjects: []string{subjectOf(in.Configuration)}, RequestID: in.RequestID,
	}, who)
	if err != nil {
		return "", err
	}
	if len(issued) == 0 {
		return "", oid4vci.Refuse("credential_request_denied", "The record does not stand any more, or this key has the credential already.")
	}
	return issued[0].Compact, nil
}

// issueOffered issues what the worker accepted into the wallet that is kept here.
func (p *Passports) issueOffered(ctx context.Context, v OfferView, requestID string) error {
	workerID, principal, err := p.own(ctx, MayTake)
	if err != nil {
		return err
	}
	subjects := make([]string, len(v.Kinds))
	for i, k := range v.Kinds {
		subjects[i] = subjectOf(k)
	}
	_, err = p.issue(ctx, IssueCredentials{Worker: workerID, Subjects: subjects, RequestID: requestID}, by(principal, requestID))
	return err
}
