package passports

// DecisionReviewRequestedV1 says: a worker asks that a person of the home employer looks at a decision.
type DecisionReviewRequestedV1 struct {
	Review ReviewState `json:"review"`
}

// EventName implements events.Event.
func (DecisionReviewRequestedV1) EventName() string {
	return "muster.passports.decision.review_requested.v1"
}

// Validate implements events.Event.
func (e DecisionReviewRequestedV1) Validate() error { return e.Review.Validate() }
