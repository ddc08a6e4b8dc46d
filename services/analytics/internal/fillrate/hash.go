package fillrate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"time"
)

// Hash is the SHA-256 over shifts in the order of their ids: two projections that heard of the same facts have the same.
type Hash struct{ h hash.Hash }

// NewHash makes the hash of nothing.
func NewHash() *Hash { return &Hash{h: sha256.New()} }

// Add takes the next shift; the caller keeps the order.
func (h *Hash) Add(s Shift) {
	f := s.f
	_, _ = fmt.Fprintf(h.h, "%s %d %q %q %q %q %q %q %s %s %d %q %q\n", f.ID, f.Version, f.Employer, f.Site, f.Ward,
		f.StaffGroup, f.Role, f.Band, stamp(f.StartsAt), stamp(f.EndsAt), f.NetMinutes, f.Status, f.FilledBy)
}

// AddLine takes a line of another kind, e.g. an organisation.
func (h *Hash) AddLine(line string) { _, _ = fmt.Fprintf(h.h, "%s\n", line) }

// Sum is the hash in hex.
func (h *Hash) Sum() string { return hex.EncodeToString(h.h.Sum(nil)) }

// stamp writes a moment to the microsecond, the precision that Postgres keeps.
func stamp(t time.Time) string { return t.UTC().Truncate(time.Microsecond).Format(time.RFC3339Nano) }
