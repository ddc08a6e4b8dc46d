package passports

// CompetencyRecordedV1 says: a worker has achieved, renewed or been signed off in a competency.
type CompetencyRecordedV1 struct {
	Competency CompetencyState `json:"competency"`
}

// EventName implements events.Event.
func (CompetencyRecordedV1) EventName() string { return "muster.passports.competency.recorded.v1" }

// Validate implements events.Event.
func (e CompetencyRecordedV1) Validate() error { return e.Competency.Validate() }
