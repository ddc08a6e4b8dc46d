package analytics

// SnapshotTakenV1 says: the figures of a month were frozen.
type SnapshotTakenV1 struct {
	Snapshot SnapshotState `json:"snapshot"`
}

// EventName implements events.Event.
func (SnapshotTakenV1) EventName() string { return "muster.analytics.snapshot.taken.v1" }

// Validate implements events.Event.
func (e SnapshotTakenV1) Validate() error { return e.Snapshot.Validate() }
