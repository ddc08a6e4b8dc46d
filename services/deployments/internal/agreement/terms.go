package agreement

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
)

// Text is the whole agreement in words: what the parties sign. The same clauses of the same agreement and version give
// the same text, byte for byte. It is kept with the agreement, so a later wording of this function breaks no signature.
func Text(agreement id.ID, terms int64, c Clauses) string { return Write(agreement, terms, c).Text() }

// Hash is the SHA-256 of a text, in hex. A party signs by naming it, so that nobody signs a text that they were not shown.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// moment writes a moment by the clock in London, to the second and below only where it is not a whole minute.
func moment(t time.Time) string {
	t = t.In(clock.London)
	if t.Truncate(time.Minute).Equal(t) {
		return t.Format("2 January 2006 at 15:04 MST")
	}
	return t.Format("2 January 2006 at 15:04:05.999999 MST")
}
