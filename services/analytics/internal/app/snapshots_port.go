package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/document"
)

// Snapshot is the figures of a month as they were frozen.
type Snapshot struct {
	ID      id.ID
	Version int64
	// Owner is the employer that froze its own figures; empty for the system's.
	Owner       string
	Form        string
	FormVersion int64
	Month       document.Month
	// Body is the document as it was hashed; empty in lists.
	Body      []byte
	Hash      string
	Watermark time.Time
	TakenAt   time.Time
	TakenBy   string
	// Signatures are in the order in which they were given.
	Signatures []Signature
}

// Signature is one person's word that the figures may go out.
type Signature struct {
	By       string
	Capacity string
	At       time.Time
}

// SnapshotQuery asks for snapshots of one owner, newest first.
type SnapshotQuery struct {
	// Owners are its codes; the system's is the empty one.
	Owners []string
	// Form and Month narrow; empty means all.
	Form  string
	Month document.Month
	// BeforeAt and BeforeID are the last of the page before.
	BeforeAt time.Time
	BeforeID id.ID
	Most     int
}

// Snapshots keeps what was frozen. Nothing but signatures is ever added to it.
type Snapshots interface {
	AddSnapshot(ctx context.Context, s Snapshot, told Told) error
	// Snapshot gives one with its body; ErrAbsent when there is none.
	Snapshot(ctx context.Context, snapshot id.ID) (Snapshot, error)
	// SignSnapshot keeps the signature that sign gives, under the snapshot's lock.
	SignSnapshot(ctx context.Context, snapshot id.ID, sign func(Snapshot) (Signature, Told, error)) error
	// Snapshots gives one page, without bodies.
	Snapshots(ctx context.Context, q SnapshotQuery) ([]Snapshot, error)
}
