// Package approach is what a receiver outside this system asks of a worker whose passport is kept here: opened by the
// worker, answered once and in time, kept with what came of it.
package approach

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Status is how an approach stands.
type Status string

// The statuses.
const (
	Opened   Status = "opened"
	Sent     Status = "sent"     // the worker said yes, and what was agreed to has left or is about to
	Declined Status = "declined" // the worker said no
	Accepted Status = "accepted" // the receiver took what was sent
	Refused  Status = "refused"  // the receiver did not
	Unclear  Status = "unclear"  // nobody knows whether it arrived
)

// Why what was sent was not accepted, as codes.
const (
	ReceiverRefused = "RECEIVER_REFUSED"
	NoAnswer        = "NO_ANSWER"
)

// Longest is the longest time for which an approach may be answered, however long the receiver would wait.
const Longest = time.Hour

// Told is one credential that was sent, by the names of what it told.
type Told struct {
	Type   string   `json:"type"`
	Claims []string `json:"claims"`
}

// Record is what an approach is made of.
type Record struct {
	ID, WorkerID id.ID
	// Receiver is the organisation's name in the registry, ODS its code if it has one, Host where the request was fetched.
	Receiver, ODS, Host string
	// Purpose is the code for which the receiver is listed; empty when the list says none.
	Purpose string
	// Signed tells that a certificate under one of the receiver's roots vouched for the request.
	Signed bool
	// ClientID is for whom a presentation is made, ResponseURI where it goes. RequestURI is where the request was fetched;
	// empty when it stood in the link.
	ClientID, RequestURI, ResponseURI, Nonce, State string
	Query                                           dcql.Query
	OpenedAt, ExpiresAt                             time.Time
	Status                                          Status
	Version                                         int64
	AnsweredAt                                      *time.Time
	Told                                            []Told
	Reason                                          string
	// Next is where the receiver would have the worker go on; empty for nowhere.
	Next string
}

// Approach is what one receiver asks of one worker.
type Approach struct{ r Record }

// Open makes one that the worker has just opened. It ends with the receiver's request, and after an hour at the latest.
func Open(r Record, now time.Time) (*Approach, error) {
	if latest := now.Add(Longest); r.ExpiresAt.After(latest) {
		r.ExpiresAt = latest
	}
	if !now.Before(r.ExpiresAt) {
		return nil, over()
	}
	r.ID, r.Status, r.Version, r.OpenedAt = id.New(), Opened, 1, now
	return &Approach{r}, nil
}

// Rehydrate is for the store only: it trusts what was validated before.
func Rehydrate(r Record) *Approach { return &Approach{r} }

// Record gives the parts of the approach.
func (a *Approach) Record() Record { return a.r }

// Answerable refuses when the approach was answered or is too old.
func (a *Approach) Answerable(now time.Time) error {
	if a.r.Status != Opened {
		return refusal.State{Code: "approach_answered", Message: "This request was answered before. Ask the receiver for a new one."}
	}
	if !now.Before(a.r.ExpiresAt) {
		return over()
	}
	return nil
}

func over() error {
	return refusal.State{Code: "approach_over", Message: "This request is too old. Ask the receiver for a new one."}
}

// Send says that the worker agreed to tell something. It is said before anything leaves, so that nothing is sent twice.
func (a *Approach) Send(told []Told, now time.Time) error {
	if err := a.Answerable(now); err != nil {
		return err
	}
	a.r.Status, a.r.Told, a.r.AnsweredAt, a.r.Version = Sent, told, &now, 2
	return nil
}

// Decline says that the worker said no.
func (a *Approach) Decline(now time.Time) error {
	if err := a.Answerable(now); err != nil {
		return err
	}
	a.r.Status, a.r.AnsweredAt, a.r.Version = Declined, &now, 2
	return nil
}

// Settle says what came of what was sent: accepted without a reason, refused or unclear with one. next is where the
// receiver would have the worker go on.
func (a *Approach) Settle(s Status, reason, next string) error {
	if a.r.Status != Sent {
		return refusal.State{Code: "approach_settled", Message: "What came of this request is known already."}
	}
	a.r.Status, a.r.Reason, a.r.Next, a.r.Version = s, reason, next, 3
	return nil
}
