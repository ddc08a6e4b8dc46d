package register

import (
	_ "embed"
	"strings"

	"github.com/muster-ics/muster/services/passports/internal/registration"
)

// Statuses gives what the words of registers mean. A word that it does not know blocks until a person has said what it
// means.
type Statuses struct {
	said map[string]registration.Status
}

// base are the words that the recorded forms of exports use. To be confirmed by a reviewer against the registers' own.
//
//go:embed base.csv
var base string

// Said is what a person said of a register's word.
type Said struct {
	// Key is that of KeyOf.
	Key    string
	Status registration.Status
}

// NewStatuses makes the map that is built in with what an employer's people said, oldest first.
func NewStatuses(said []Said) Statuses {
	m := Statuses{said: map[string]registration.Status{}}
	for _, line := range strings.Split(strings.TrimSpace(base), "\n")[1:] {
		f := strings.Split(strings.TrimSpace(line), ";")
		if len(f) == 3 {
			m.said[KeyOf(f[0], f[1])] = registration.Status(f[2])
		}
	}
	for _, s := range said {
		m.said[s.Key] = s.Status
	}
	return m
}

// Find gives the status that a register's word means; false when nobody has said so.
func (m Statuses) Find(body, said string) (registration.Status, bool) {
	s, ok := m.said[KeyOf(body, said)]
	return s, ok
}

// KeyOf is by what a word of a register is known: letters and digits in small, one blank between words.
func KeyOf(body, said string) string { return registration.Canonical(body) + "|" + key(said) }

func key(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), " ")
}
