package booking

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
)

// Answers are what is known of a held booking. Clearance is always needed, Authorisation only across employers; a nil
// answer has not come yet.
type Answers struct {
	Clearance     *Clearance
	Authorisation *Authorisation
	// Floor is the lowest passport version on which a booking of this worker may rely.
	Floor int64
}

// With adds an answer that came at a moment by the database's clock. A yes may become a no; a no stands, and a repeated
// yes changes nothing.
func (a Answers) With(c *Clearance, d *Authorisation, at time.Time) Answers {
	if c != nil && (a.Clearance == nil || (a.Clearance.Yes && !c.Yes)) {
		dated := *c
		dated.At = at
		a.Clearance = &dated
	}
	if d != nil && (a.Authorisation == nil || (a.Authorisation.Yes && !d.Yes)) {
		a.Authorisation = d
	}
	return a
}

// Outcome is what settling came to.
type Outcome string

// The outcomes of Settle.
const (
	Waiting   Outcome = "waiting"
	Yes       Outcome = "confirmed"
	No        Outcome = "refused"
	Unchanged Outcome = "unchanged"
)

// Settle decides a held booking on the answers that are there, in whatever order they came. All needed answers yes:
// confirmed. One no: refused at once, with the reasons of every answer that is there. Otherwise it goes on waiting. A
// booking that is no longer held is not changed by late answers.
func (b *Booking) Settle(a Answers, now time.Time) Outcome {
	if b.s.Status != Held {
		return Unchanged
	}
	var clear Clearance
	if a.Clearance != nil {
		clear = a.Clearance.judged(a.Floor, b.s.EndsAt)
	}
	noClearance := a.Clearance != nil && !clear.Yes
	noAgreement := b.s.CrossEmployer() && a.Authorisation != nil && !a.Authorisation.Yes
	if noClearance || noAgreement {
		var why []reason.Reason
		if noClearance {
			why = append(why, clear.Reasons...)
		}
		if noAgreement {
			why = append(why, a.Authorisation.Reasons...)
		}
		b.end(Refused, EventRefused, now, why...)
		return No
	}
	if a.Clearance == nil || (b.s.CrossEmployer() && a.Authorisation == nil) {
		return Waiting
	}
	b.confirm(clear, a.Authorisation, now)
	return Yes
}

func (b *Booking) confirm(c Clearance, a *Authorisation, now time.Time) {
	b.s.Status, b.s.ConfirmedAt, b.s.Clearance = Confirmed, &now, &c
	b.s.Reasons = append([]reason.Reason{}, c.Reasons...)
	if b.s.CrossEmployer() {
		b.s.AgreementID, b.s.AgreementVersion = a.AgreementID, a.AgreementVersion
		b.s.Reasons = append(b.s.Reasons, a.Reasons...)
	}
	b.happened(EventConfirmed)
}
