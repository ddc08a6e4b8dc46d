package shifts

// OfferEndedV1 says: the shift is no longer kept for the worker; the status says how it ended.
type OfferEndedV1 struct {
	Offer OfferState `json:"offer"`
}

// EventName implements events.Event.
func (OfferEndedV1) EventName() string { return "muster.shifts.offer.ended.v1" }

// Validate implements events.Event.
func (e OfferEndedV1) Validate() error { return e.Offer.Validate() }
