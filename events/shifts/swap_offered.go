package shifts

// SwapOfferedV1 says: a worker looks for somebody to take over a booking, which stands until then.
type SwapOfferedV1 struct {
	Swap SwapState `json:"swap"`
}

// EventName implements events.Event.
func (SwapOfferedV1) EventName() string { return "muster.shifts.swap.offered.v1" }

// Validate implements events.Event.
func (e SwapOfferedV1) Validate() error { return e.Swap.Validate() }
