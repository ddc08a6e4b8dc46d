package deployments

// MutualAidEndedV1 says: named shifts are no longer open to all parties. Bookings that were asked for before stay.
type MutualAidEndedV1 struct {
	MutualAid MutualAidState `json:"mutual_aid"`
}

// EventName implements events.Event.
func (MutualAidEndedV1) EventName() string { return "muster.deployments.mutual_aid.ended.v1" }

// Validate implements events.Event.
func (e MutualAidEndedV1) Validate() error { return e.MutualAid.Validate() }
