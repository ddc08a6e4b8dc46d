// Package review is a worker's request that a person looks at a decision again, and the home employer's answer.
package review

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Record is everything that a review is made of. What the two wrote lies in the vault.
type Record struct {
	// DecisionID is what is looked at again: there is one review of a decision.
	DecisionID, BookingID, WorkerID id.ID
	Home                            string
	Version                         int64
	RequestedAt                     time.Time
	// Outcome is of Outcomes once answered, and empty before.
	Outcome    string
	AnsweredBy string
	AnsweredAt *time.Time
}

// Outcomes are what a review may find: the decision was right, or the record has been put right and the worker may try
// again. A review never changes the decision that was made.
var Outcomes = []string{"upheld", "corrected"}

// longest is how much either side may write.
const longest = 2000

// Review is a review that holds its rules.
type Review struct{ r Record }

// Request asks for a review, with the worker's words.
func Request(r Record, words string) (*Review, error) {
	var no refusal.List
	no.Unless(words != "" && len([]rune(words)) <= longest, "words", "Say in up to %d letters what should be looked at again.", longest)
	if err := no.Err(); err != nil {
		return nil, err
	}
	r.Version, r.Outcome, r.AnsweredBy, r.AnsweredAt = 1, "", "", nil
	return &Review{r: r}, nil
}

// Rehydrate is for the store only: it trusts what was validated when it was written.
func Rehydrate(r Record) *Review { return &Review{r: r} }

// Record gives the parts.
func (v *Review) Record() Record { return v.r }

// Answered tells whether the home employer has answered.
func (v *Review) Answered() bool { return v.r.AnsweredAt != nil }

// Answer ends the review, once.
func (v *Review) Answer(outcome, words, by string, at time.Time) error {
	var no refusal.List
	no.OneOf("outcome", outcome, Outcomes)
	no.Unless(words != "" && len([]rune(words)) <= longest, "words", "Tell the worker in up to %d letters what was found.", longest)
	if err := no.Err(); err != nil {
		return err
	}
	if v.Answered() {
		return refusal.State{Code: "review_answered", Message: "This has been answered already."}
	}
	v.r.Version, v.r.Outcome, v.r.AnsweredBy, v.r.AnsweredAt = v.r.Version+1, outcome, by, &at
	return nil
}
