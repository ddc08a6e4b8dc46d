package fact

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
)

// Compare orders keys canonically: by kind, then by id.
func (k Key) Compare(o Key) int {
	if d := strings.Compare(string(k.Kind), string(o.Kind)); d != 0 {
		return d
	}
	return strings.Compare(k.ID, o.ID)
}

// Hash is the SHA-256 over facts in canonical order: two projections that heard of the same facts have the same.
type Hash struct{ h hash.Hash }

// NewHash makes the hash of nothing.
func NewHash() *Hash { return &Hash{h: sha256.New()} }

// Add takes the next fact; the caller keeps the order.
func (h *Hash) Add(f Fact) { h.AddRow(f.Key, f.Version, f.body) }

// AddRow is Add of a fact by its parts.
func (h *Hash) AddRow(k Key, version int64, body []byte) {
	_, _ = fmt.Fprintf(h.h, "%s %q %d %s\n", k.Kind, k.ID, version, body)
}

// Sum is the hash in hex.
func (h *Hash) Sum() string { return hex.EncodeToString(h.h.Sum(nil)) }
