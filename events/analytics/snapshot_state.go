package analytics

import (
	"regexp"
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

var (
	sha256Hex = regexp.MustCompile(`^[0-9a-f]{64}$`)
	monthForm = regexp.MustCompile(`^[0-9]{4}-(0[1-9]|1[0-2])$`)
)

// SignatureCapacities are as what somebody may sign figures.
var SignatureCapacities = []string{"chief_executive", "chief_nurse", "finance", "workforce", "other"}

// SnapshotState is the figures of a month as they were frozen, to be signed and handed in. The figures stay with analytics:
// Hash tells whether a copy is the one that was signed. Its aggregate id is SnapshotID.
type SnapshotState struct {
	SnapshotID string `json:"snapshot_id" jsonschema:"format=uuid"`
	// Owner is the ODS code of the employer that froze its own figures; absent for the system's.
	Owner string `json:"owner,omitempty"`
	// Form is what was filled in: board_pack, or the code of a return; FormVersion the version of its mapping.
	Form        string `json:"form"`
	FormVersion int64  `json:"form_version"`
	// Month is such as 2026-03.
	Month string `json:"month"`
	// Hash is the SHA-256 in hex of the frozen document.
	Hash    string    `json:"hash"`
	TakenAt time.Time `json:"taken_at"`
	// TakenBy is an opaque id.
	TakenBy string `json:"taken_by"`
	// Watermark is the time of the newest event that the figures count.
	Watermark  time.Time           `json:"watermark"`
	Signatures []SnapshotSignature `json:"signatures,omitempty"`
}

// SnapshotSignature is one person's word that the figures may go out.
type SnapshotSignature struct {
	// By is an opaque id.
	By string `json:"by"`
	// As is in what capacity.
	As string    `json:"as" jsonschema:"enum=chief_executive,enum=chief_nurse,enum=finance,enum=workforce,enum=other"`
	At time.Time `json:"at"`
}

// Validate returns what breaks the contract.
func (s SnapshotState) Validate() error {
	var c check.Errors
	c.ID("snapshot_id", s.SnapshotID)
	if s.Owner != "" {
		c.ODS("owner", s.Owner)
	}
	c.Token("form", s.Form)
	c.That(s.FormVersion >= 1, "form_version must be at least 1")
	c.That(monthForm.MatchString(s.Month), "month must be such as 2026-03, not %q", s.Month)
	c.That(sha256Hex.MatchString(s.Hash), "hash must be a SHA-256 in hex")
	c.Time("taken_at", s.TakenAt)
	c.That(s.TakenBy != "", "taken_by must be set")
	c.Time("watermark", s.Watermark)
	for _, x := range s.Signatures {
		c.That(x.By != "", "signatures must tell by whom")
		c.OneOf("as", x.As, SignatureCapacities...)
		c.Time("at", x.At)
	}
	return c.Err()
}
