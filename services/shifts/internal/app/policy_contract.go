package app

import (
	"encoding/json"

	es "github.com/muster-ics/muster/events/shifts"
)

// Policy tells of a change of an employer's policy. before is nil for the first.
func (t Teller) Policy(before []byte, p StoredPolicy, by Caller) (Told, error) {
	told := Told{Action: "policy.changed", Reason: string(p.Kind), Before: before}
	ev := es.PolicyChangedV1{Policy: es.PolicyState{PolicyID: p.ID(), Employer: p.Employer, Kind: string(p.Kind), Settings: json.RawMessage(p.Body)}}
	var err error
	told.Envelope, err = t.wrapAs(ev, p.Employer, p.ID(), p.Version, by)
	told.After = told.Envelope.Data
	return told, err
}

// ID is the policy's id as an aggregate: an employer has one of each kind.
func (p StoredPolicy) ID() string { return p.Employer + "_" + string(p.Kind) }
