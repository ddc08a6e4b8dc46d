package shifts

// OfferMadeV1 says: a shift is kept for one worker until expires_at.
type OfferMadeV1 struct {
	Offer OfferState `json:"offer"`
}

// EventName implements events.Event.
func (OfferMadeV1) EventName() string { return "muster.shifts.offer.made.v1" }

// Validate implements events.Event.
func (e OfferMadeV1) Validate() error { return e.Offer.Validate() }
