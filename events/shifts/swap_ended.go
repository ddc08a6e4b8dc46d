package shifts

// SwapEndedV1 says: nothing more will come of the swap; its status says how it ended.
type SwapEndedV1 struct {
	Swap SwapState `json:"swap"`
}

// EventName implements events.Event.
func (SwapEndedV1) EventName() string { return "muster.shifts.swap.ended.v1" }

// Validate implements events.Event.
func (e SwapEndedV1) Validate() error { return e.Swap.Validate() }
