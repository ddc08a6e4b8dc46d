package deployments

// MutualAidActivatedV1 says: a lead has opened named shifts to the workers of all parties of a standing agreement, until a moment.
type MutualAidActivatedV1 struct {
	MutualAid MutualAidState `json:"mutual_aid"`
}

// EventName implements events.Event.
func (MutualAidActivatedV1) EventName() string { return "muster.deployments.mutual_aid.activated.v1" }

// Validate implements events.Event.
func (e MutualAidActivatedV1) Validate() error { return e.MutualAid.Validate() }
