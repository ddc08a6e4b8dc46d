// Package evidence is where the proof behind a check is to be found: a reference to it, never the document. What the
// reference says lies sealed in the vault; here is its kind, and when it must be gone.
package evidence

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
	"github.com/muster-ics/muster/services/passports/internal/retention"
)

// What a reference refers to.
const (
	// Document is where the employer keeps what it looked at.
	Document = "evidence"
	// Response is what the authority that confirmed it answered, e.g. a number.
	Response = "response"
)

// Record is what is known of a reference beside its text.
type Record struct {
	CheckID id.ID
	// What is Document or Response. Kind is a code for the sort of document, e.g. passport.
	What, Kind string
	// Expires is when the document itself runs out, which does not end the check; nil when it does not or is not known.
	Expires *time.Time
	// DestroyAfter is when the reference must be gone; nil when it goes with the rest of the record.
	DestroyAfter *time.Time
	// Digest is the text's digest under the worker's own key. DestroyedAt is there once it is gone.
	Digest      string
	DestroyedAt *time.Time
}

const longestText = 200

var kind = regexp.MustCompile(`^[a-z0-9_]{0,40}$`)

// New makes a reference for a check that is decided at a moment, or returns every rule that it breaks as refusals. Detail of
// a criminal record check goes after longest unless it is to go sooner.
func New(r Record, text string, of check.Type, decided time.Time, longest retention.Period) (Record, error) {
	var no refusal.List
	field := func(name string) string { return r.What + "." + name }
	no.Unless(isLine(text), field("reference"), "Give where it is to be found, in one line of at most %d characters. Never the document itself.", longestText)
	no.Unless(kind.MatchString(r.Kind), field("kind"), "Give the kind as a code of small letters, digits and _, at most 40 characters.")
	no.Unless(r.DestroyAfter == nil || r.DestroyAfter.After(decided), field("destroy_after"), "Give a day in the future, or leave it out.")
	if of == check.DBS {
		latest := longest.After(decided)
		if r.DestroyAfter == nil {
			r.DestroyAfter = &latest
		}
		no.Unless(!r.DestroyAfter.After(latest), field("destroy_after"), "Detail of a criminal record check is destroyed within %s of the decision.", longest)
	}
	if err := no.Err(); err != nil {
		return Record{}, err
	}
	return r, nil
}

func isLine(s string) bool {
	if strings.TrimSpace(s) == "" || len([]rune(s)) > longestText {
		return false
	}
	return !strings.ContainsFunc(s, unicode.IsControl)
}
