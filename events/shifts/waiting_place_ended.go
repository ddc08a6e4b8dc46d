package shifts

// WaitingPlaceEndedV1 says: the worker no longer waits for the shift; the status says why.
type WaitingPlaceEndedV1 struct {
	WaitingPlace WaitingPlaceState `json:"waiting_place"`
}

// EventName implements events.Event.
func (WaitingPlaceEndedV1) EventName() string { return "muster.shifts.waiting_place.ended.v1" }

// Validate implements events.Event.
func (e WaitingPlaceEndedV1) Validate() error { return e.WaitingPlace.Validate() }
