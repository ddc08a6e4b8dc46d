package shifts

// SwapTakenV1 says: somebody would take the booking over: asked waits for the ward, taking for the checks.
type SwapTakenV1 struct {
	Swap SwapState `json:"swap"`
}

// EventName implements events.Event.
func (SwapTakenV1) EventName() string { return "muster.shifts.swap.taken.v1" }

// Validate implements events.Event.
func (e SwapTakenV1) Validate() error { return e.Swap.Validate() }
