package agreement

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Text is the whole agreement in words: what the parties sign. The same clauses of the same agreement and version give
// the same text, byte for byte. It is kept with the agreement, so a later wording of this function breaks no signature.
func Text(agreement id.ID, terms int64, c Clauses) string {
	c = c.tidy()
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("Workforce-sharing agreement: %s", c.Title)
	line("Agreement %s, version %d", agreement, terms)
	line("")
	line("1. Parties. The employers with the ODS codes %s. An employer takes part only by signing. The agreement is in force when all have signed.", list(c.Parties))
	line("2. Direction. Each party may lend its workers to each other party.")
	line("3. Model. %s", sentence(c.Model))
	line("4. Sites. %s", scope(c.Sites, nil, "All sites of the parties.", "Only the sites with the ODS codes %s."))
	line("5. Staff groups. %s", scope(c.StaffGroups, StaffGroups, "All staff groups.", "Only %s."))
	line("6. Bands. %s", scope(c.Bands, Bands, "All bands and grades.", "Only %s."))
	line("7. Duration. The agreement covers shifts that start at or after %s%s", moment(c.From), until(c.Until))
	line("8. Limit. %s", limit(c.MaxDays))
	line("9. End. %s", atEnd(c.AtEnd))
	line("10. Whole shift. A shift is covered when all parties signed before it starts and the agreement lasts until it ends.")
	return b.String()
}

// Hash is the SHA-256 of a text, in hex. A party signs by naming it, so that nobody signs a text that they were not shown.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func sentence(model string) string {
	for _, w := range Models {
		if w.Code == model {
			return w.Label + ". " + w.Sentence
		}
	}
	return model
}

func scope(vs []string, words []Word, all, only string) string {
	if len(vs) == 0 {
		return all
	}
	labels := make([]string, len(vs))
	for i, v := range vs {
		labels[i] = Label(words, v)
	}
	return fmt.Sprintf(only, list(labels))
}

func list(vs []string) string {
	if len(vs) < 2 {
		return strings.Join(vs, "")
	}
	return strings.Join(vs[:len(vs)-1], ", ") + " and " + vs[len(vs)-1]
}

func moment(t time.Time) string { return t.UTC().Format("2 January 2006 15:04:05") + " UTC" }

func until(t *time.Time) string {
	if t == nil {
		return ", with no end date."
	}
	return " and end at or before " + moment(*t) + "."
}

func limit(days int) string {
	switch days {
	case 0:
		return "No limit on the days that one worker may be deployed."
	case 1:
		return "One worker may be deployed under this agreement on at most 1 day in any 12 months."
	}
	return fmt.Sprintf("One worker may be deployed under this agreement on at most %d days in any 12 months.", days)
}

func atEnd(a AtEnd) string {
	if a == Revoke {
		return "Deployments that are not covered to their end when the agreement ends are revoked, unless they have started."
	}
	return "Deployments that were authorised before the agreement ends are honoured."
}
