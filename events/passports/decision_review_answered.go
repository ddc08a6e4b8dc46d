package passports

// DecisionReviewAnsweredV1 says: the home employer has looked at the decision and answered the worker.
type DecisionReviewAnsweredV1 struct {
	Review ReviewState `json:"review"`
}

// EventName implements events.Event.
func (DecisionReviewAnsweredV1) EventName() string {
	return "muster.passports.decision.review_answered.v1"
}

// Validate implements events.Event.
func (e DecisionReviewAnsweredV1) Validate() error { return e.Review.Validate() }
