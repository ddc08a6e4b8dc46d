// Package offer is an employer's offer of credentials to a worker: looked at, accepted into a wallet or rejected with a
// reason, once.
package offer

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Status is how an offer stands.
type Status string

// The statuses.
const (
	Offered  Status = "offered"
	Accepted Status = "accepted"
	Rejected Status = "rejected"
)

// Wallet is where accepted credentials go.
type Wallet string

// Wallets: kept here for the worker, or the worker's own.
const (
	Custodial Wallet = "custodial"
	External  Wallet = "external"
)

// Reasons are the codes under which a worker rejects an offer.
var Reasons = []string{"wrong_details", "not_mine", "out_of_date", "not_wanted"}

// TriedTooOften is the reason of an offer whose transaction code was guessed at.
const TriedTooOften = "tx_code_tries"

// Tries is how often the transaction code may be wrong.
const Tries = 5

// Record is what an offer is made of.
type Record struct {
	ID, WorkerID id.ID
	// Employer is the issuer's ODS code.
	Employer string
	// Configurations name the kinds of credential offered.
	Configurations       []string
	OfferedAt, ExpiresAt time.Time
	Status               Status
	Wallet               Wallet
	Reason               string
	Tries                int
	Version              int64
}

// Offer is an offer of credentials.
type Offer struct{ r Record }

// Make makes an offer of some of the kinds that the employer issues, for life.
func Make(worker id.ID, employer string, configurations, issued []string, now time.Time, life time.Duration) (*Offer, error) {
	var no refusal.List
	no.Unless(len(configurations) > 0, "types", "Choose at least one kind of credential to offer.")
	no.Unless(len(configurations) <= 20, "types", "An offer has at most 20 kinds of credential.")
	seen := map[string]bool{}
	for _, c := range configurations {
		no.OneOf("types", c, issued)
		no.Unless(!seen[c], "types", "A kind of credential stands twice. Name each once.")
		seen[c] = true
	}
	if err := no.Err(); err != nil {
		return nil, err
	}
	return &Offer{Record{ID: id.New(), WorkerID: worker, Employer: employer, Configurations: slices.Clone(configurations),
		OfferedAt: now, ExpiresAt: now.Add(life), Status: Offered, Version: 1}}, nil
}

// Rehydrate is for the store only: it trusts what was validated before.
func Rehydrate(r Record) *Offer { return &Offer{r} }

// Record gives the parts of the offer.
func (o *Offer) Record() Record { return o.r }

// Open tells whether it can still be accepted or rejected.
func (o *Offer) Open(now time.Time) bool { return o.r.Status == Offered && now.Before(o.r.ExpiresAt) }

func (o *Offer) mustBeOpen(now time.Time) error {
	switch {
	case o.r.Status == Accepted:
		return refusal.State{Code: "offer_accepted", Message: "This offer was accepted before. Ask for a new one to take the credentials elsewhere."}
	case o.r.Status == Rejected:
		return refusal.State{Code: "offer_rejected", Message: "This offer was rejected. Ask your home employer for a new one."}
	case !now.Before(o.r.ExpiresAt):
		return refusal.State{Code: "offer_over", Message: "This offer is too old. Ask your home employer for a new one."}
	}
	return nil
}

// Accept takes what is offered into a wallet.
func (o *Offer) Accept(w Wallet, now time.Time) error {
	if err := o.mustBeOpen(now); err != nil {
		return err
	}
	o.r.Status, o.r.Wallet = Accepted, w
	o.r.Version++
	return nil
}

// Reject says no, and why.
func (o *Offer) Reject(reason string, now time.Time) error {
	var no refusal.List
	no.OneOf("reason", reason, Reasons)
	if err := no.Err(); err != nil {
		return err
	}
	if err := o.mustBeOpen(now); err != nil {
		return err
	}
	o.end(reason)
	return nil
}

// Wrong counts a wrong transaction code; the fifth ends the offer.
func (o *Offer) Wrong() (dead bool) {
	if o.r.Tries++; o.r.Tries < Tries {
		return false
	}
	o.end(TriedTooOften)
	return true
}

func (o *Offer) end(reason string) {
	o.r.Status, o.r.Reason = Rejected, reason
	o.r.Version++
}
