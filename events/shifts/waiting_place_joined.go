package shifts

// WaitingPlaceJoinedV1 says: a worker waits for a shift that somebody else has.
type WaitingPlaceJoinedV1 struct {
	WaitingPlace WaitingPlaceState `json:"waiting_place"`
}

// EventName implements events.Event.
func (WaitingPlaceJoinedV1) EventName() string { return "muster.shifts.waiting_place.joined.v1" }

// Validate implements events.Event.
func (e WaitingPlaceJoinedV1) Validate() error { return e.WaitingPlace.Validate() }
