package passports

// EngagementChangedV1 says: a worker has joined an employer, or the end of the engagement has been set.
type EngagementChangedV1 struct {
	Engagement EngagementState `json:"engagement"`
}

// EventName implements events.Event.
func (EngagementChangedV1) EventName() string { return "muster.passports.engagement.changed.v1" }

// Validate implements events.Event.
func (e EngagementChangedV1) Validate() error { return e.Engagement.Validate() }
