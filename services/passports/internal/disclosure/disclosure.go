// Package disclosure is a worker's authorisation that one employer may rely on the passport: given by the worker alone,
// for one host at a time, and in force until it is withdrawn or its end comes. It is an audit fact of what the worker
// said; it is not the lawful ground on which the host holds data.
package disclosure

import (
	"encoding/json"
	"regexp"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Record is everything that an authorisation is made of. There is one per worker and host, however often it is given.
type Record struct {
	ID id.ID
	// Host is the ODS code of the employer that may rely on the passport.
	Host string
	// From is when it was last given; Until is nil while no end is set.
	From  time.Time
	Until *time.Time `json:",omitempty"`
	// WithdrawnAt is nil while it has not been withdrawn.
	WithdrawnAt *time.Time `json:",omitempty"`
	// AgreementID and AgreementVersion name the agreement under which the host was offered, if it was known.
	AgreementID      string `json:",omitempty"`
	AgreementVersion int64  `json:",omitempty"`
	// Version counts what the worker said about this host, gapless from 1.
	Version int64
}

// Terms are what a worker says yes to.
type Terms struct {
	Host             string
	Until            *time.Time
	AgreementID      string
	AgreementVersion int64
}

var ods = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)

// Disclosure is a worker's authorisation for one host.
type Disclosure struct{ r Record }

// Rehydrate is for the store only: it trusts what was validated when it was written.
func Rehydrate(r Record) Disclosure { return Disclosure{r: r} }

// Record gives a copy of the parts.
func (d Disclosure) Record() Record { return d.r }

// Authorise makes the first authorisation for a host, or returns every rule that the terms break as refusals.
func Authorise(disclosureID id.ID, t Terms, at time.Time) (Disclosure, error) {
	if err := t.check(at); err != nil {
		return Disclosure{}, err
	}
	return t.given(disclosureID, at, 1), nil
}

// Again gives an authorisation anew, after a withdrawal or with another end. What says the same as before is refused as
// said already.
func (d Disclosure) Again(t Terms, at time.Time) (Disclosure, error) {
	if err := t.check(at); err != nil {
		return d, err
	}
	r := d.r
	if d.Live(at) && sameEnd(r.Until, t.Until) && r.AgreementID == t.AgreementID && r.AgreementVersion == t.AgreementVersion {
		return d, ErrSame
	}
	return t.given(r.ID, at, r.Version+1), nil
}

// ErrSame says that the worker has authorised just this already.
var ErrSame = refusal.State{Code: "already_authorised", Message: "You have said yes to this employer already."}

// ErrNone says that there is nothing to withdraw.
var ErrNone = refusal.State{Code: "no_such_disclosure", Message: "You have not said yes to this employer, so there is nothing to withdraw."}

// Withdraw ends the authorisation at once.
func (d Disclosure) Withdraw(at time.Time) (Disclosure, error) {
	if !d.Live(at) {
		return d, ErrNone
	}
	d.r.WithdrawnAt = &at
	d.r.Version++
	return d, nil
}

// Live tells whether the authorisation is in force at a moment.
func (d Disclosure) Live(at time.Time) bool {
	return d.r.WithdrawnAt == nil && (d.r.Until == nil || d.r.Until.After(at))
}

// CoversTo tells whether the authorisation, as it stands, holds to a moment: an end at that very moment suffices.
func (d Disclosure) CoversTo(end time.Time) bool {
	return d.r.WithdrawnAt == nil && (d.r.Until == nil || !d.r.Until.Before(end))
}

// For gives the authorisation for a host, if the worker ever gave one.
func For(all []Disclosure, host string) (Disclosure, bool) {
	i := slices.IndexFunc(all, func(d Disclosure) bool { return d.r.Host == host })
	if i < 0 {
		return Disclosure{}, false
	}
	return all[i], true
}

func (t Terms) check(at time.Time) error {
	var no refusal.List
	no.Unless(ods.MatchString(t.Host), "employer", "Give the ODS code of the employer: 1 to 12 capitals and digits.")
	no.Unless(t.Until == nil || t.Until.After(at), "until", "Give a day that is still to come, or leave it out: then it holds until you withdraw it.")
	return no.Err()
}

func (t Terms) given(disclosureID id.ID, at time.Time, version int64) Disclosure {
	return Disclosure{r: Record{
		ID: disclosureID, Host: t.Host, From: at, Until: t.Until, AgreementID: t.AgreementID, AgreementVersion: t.AgreementVersion, Version: version,
	}}
}

func sameEnd(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}

// Canonical encodes the record so that equal records give equal bytes.
func (r Record) Canonical() []byte {
	b, err := json.Marshal(r)
	if err != nil {
		// Only ids, codes, numbers and times in years 0 to 9999 are inside, and those always encode.
		return nil
	}
	return b
}
