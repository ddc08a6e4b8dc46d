package passports

// CredentialIssuedV1 says: a worker was given a credential of one check.
type CredentialIssuedV1 struct {
	Credential CredentialState `json:"credential"`
}

// EventName implements events.Event.
func (CredentialIssuedV1) EventName() string { return "muster.passports.credential.issued.v1" }

// Validate implements events.Event.
func (e CredentialIssuedV1) Validate() error { return e.Credential.Validate() }
