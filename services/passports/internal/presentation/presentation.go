// Package presentation is a receiver's request to see credentials: made for a purpose, answered once and in time, kept as
// a receipt.
package presentation

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Purposes are why a receiver may ask, with what the worker reads. Reference data of this version; a code never changes
// its meaning.
var Purposes = []Purpose{
	{"bank_shift", "to see that you are fit for a bank shift"},
	{"deployment", "to see that you are fit to work there under a sharing agreement"},
	{"honorary_contract", "to give you an honorary contract or a licence to attend"},
	{"pre_employment", "to check your record before you begin work there"},
	{"audit", "to audit the checks of people who work there"},
}

// Purpose is why a receiver asks.
type Purpose struct{ Code, Text string }

// PurposeText is what the worker reads; empty when the code is not known.
func PurposeText(code string) string {
	for _, p := range Purposes {
		if p.Code == code {
			return p.Text
		}
	}
	return ""
}

// PurposeCodes are the codes of all purposes.
func PurposeCodes() []string {
	codes := make([]string, len(Purposes))
	for i, p := range Purposes {
		codes[i] = p.Code
	}
	return codes
}

// Status is how a request stands.
type Status string

// The statuses.
const (
	Requested Status = "requested"
	Verified  Status = "verified"
	Refused   Status = "refused"
)

// Codes of refusals beside those of the credential's own verification.
const (
	Declined      = "HOLDER_DECLINED"
	WalletRefused = "WALLET_REFUSED"
	NotWhatAsked  = "QUERY_NOT_SATISFIED"
)

// Record is what a request is made of.
type Record struct {
	ID                id.ID
	Receiver, Purpose string
	Query             dcql.Query
	Nonce, State      string
	RequestedBy       string
	RequestedAt       time.Time
	ExpiresAt         time.Time
	Status            Status
	Version           int64
	AnsweredAt        *time.Time
	WorkerID          *id.ID
	Reason            string
	Receipt           *Receipt
}

// Receipt is what stays of an answer: what was judged and how it came out, and no value of any claim.
type Receipt struct {
	Credentials []Told `json:"credentials"`
	// Code and Message say why the whole was refused; empty when it was verified.
	Code    string `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
	// Missing are the kinds that were asked for, needed and not shown.
	Missing []string `json:"missing,omitempty"`
}

// Told is one credential of a receipt.
type Told struct {
	Query  string `json:"query"`
	Issuer string `json:"issuer,omitempty"`
	Type   string `json:"type,omitempty"`
	// Claims are the names of those that were disclosed.
	Claims       []string   `json:"claims,omitempty"`
	ExpiresAt    *time.Time `json:"expires_at,omitempty"`
	StatusReadAt *time.Time `json:"status_read_at,omitempty"`
	Code         string     `json:"code,omitempty"`
	Message      string     `json:"message,omitempty"`
}

// Request is a receiver's request.
type Request struct{ r Record }

// Make makes a request. Nonce and state are drawn by the caller.
func Make(r Record, life time.Duration) (*Request, error) {
	var no refusal.List
	no.OneOf("purpose", r.Purpose, PurposeCodes())
	no.Unless(len(r.Query.Credentials) > 0, "asks", "Ask for at least one credential.")
	if err := no.Err(); err != nil {
		return nil, err
	}
	r.ID, r.Status, r.Version, r.ExpiresAt = id.New(), Requested, 1, r.RequestedAt.Add(life)
	return &Request{r}, nil
}

// Rehydrate is for the store only: it trusts what was validated before.
func Rehydrate(r Record) *Request { return &Request{r} }

// Record gives the parts of the request.
func (q *Request) Record() Record { return q.r }

// Open refuses when the request was answered or is too old.
func (q *Request) Open(now time.Time) error {
	if q.r.Status != Requested {
		return refusal.State{Code: "request_answered", Message: "This request was answered before. Ask the receiver for a new one."}
	}
	if !now.Before(q.r.ExpiresAt) {
		return refusal.State{Code: "request_over", Message: "This request is too old. Ask the receiver for a new one."}
	}
	return nil
}

// Answer ends the request by what was shown, or by a no.
func (q *Request) Answer(receipt Receipt, worker *id.ID, now time.Time) error {
	if err := q.Open(now); err != nil {
		return err
	}
	q.r.Status, q.r.Reason = Verified, receipt.Code
	if receipt.Code != "" {
		q.r.Status = Refused
	}
	q.r.AnsweredAt, q.r.WorkerID, q.r.Receipt = &now, worker, &receipt
	q.r.Version = 2
	return nil
}
