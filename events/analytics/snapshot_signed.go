package analytics

import "errors"

// SnapshotSignedV1 says: somebody has signed frozen figures, the newest signature last.
type SnapshotSignedV1 struct {
	Snapshot SnapshotState `json:"snapshot"`
}

// EventName implements events.Event.
func (SnapshotSignedV1) EventName() string { return "muster.analytics.snapshot.signed.v1" }

// Validate implements events.Event.
func (e SnapshotSignedV1) Validate() error {
	if len(e.Snapshot.Signatures) == 0 {
		return errors.New("signatures must have the one that was given")
	}
	return e.Snapshot.Validate()
}
