package timesheet

import (
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// DisputeReasons are what a worker can dispute: amended hours or breaks, pay for a shift that was cancelled late, or that
// they were not there.
var DisputeReasons = []string{"hours", "break", "cancelled_pay", "attendance", "other"}

// Dispute is a worker's no, with a clock on the employer's answer. The evidence is the history of the booking.
type Dispute struct {
	Why  string    `json:"why"`
	Text string    `json:"text"`
	At   time.Time `json:"at"`
	// ReplyBy is when an answer is due.
	ReplyBy time.Time `json:"reply_by"`

	AnsweredAt *time.Time `json:"answered_at,omitempty"`
	// Upheld tells that the worker was right; Answer is the employer's sentence.
	Upheld bool   `json:"upheld,omitempty"`
	Answer string `json:"answer,omitempty"`
}

// Open disputes something. days is how long the employer has to answer.
func Open(why, text string, days int, now time.Time) (Dispute, error) {
	var ps []shift.Problem
	if !slices.Contains(DisputeReasons, why) {
		ps = append(ps, shift.Problem{Field: "why", Message: "Choose what you dispute: " + strings.Join(DisputeReasons, ", ") + "."})
	}
	ps = append(ps, sentence("text", text, "Say what happened")...)
	if len(ps) > 0 {
		return Dispute{}, &shift.Invalid{Problems: ps}
	}
	return Dispute{Why: why, Text: strings.TrimSpace(text), At: now, ReplyBy: now.Add(time.Duration(days) * 24 * time.Hour)}, nil
}

// Waits tells whether the employer has still to answer.
func (d *Dispute) Waits() bool { return d != nil && d.AnsweredAt == nil }

// Reply answers the dispute, once.
func (d Dispute) Reply(upheld bool, answer string, now time.Time) (Dispute, error) {
	if d.AnsweredAt != nil {
		return d, &shift.Refusal{Code: "dispute_answered", Message: "This dispute is answered already."}
	}
	if ps := sentence("answer", answer, "Say what you decided and why"); len(ps) > 0 {
		return d, &shift.Invalid{Problems: ps}
	}
	d.Upheld, d.Answer, d.AnsweredAt = upheld, strings.TrimSpace(answer), &now
	return d, nil
}
