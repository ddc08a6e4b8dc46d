package passports

// WorkerEnrolledV1 says: an employer brought a worker into the passport.
type WorkerEnrolledV1 struct {
	Passport PassportState `json:"passport"`
}

// EventName implements events.Event.
func (WorkerEnrolledV1) EventName() string { return "muster.passports.worker.enrolled.v1" }

// Validate implements events.Event.
func (e WorkerEnrolledV1) Validate() error { return e.Passport.Validate() }
