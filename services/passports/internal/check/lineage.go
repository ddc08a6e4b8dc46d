package check

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Supersede makes c take the place of old. Both are of one type, and old has not been superseded: who finds that it has
// reads the newer record first.
func (c Check) Supersede(old Check, all []Check) (Check, error) {
	if _, taken := SupersededBy(all, old.r.ID); taken {
		return c, refusal.State{Code: "already_superseded", Message: "Another record has taken the place of this one. Read the newer record, and correct that one if it is wrong."}
	}
	var no refusal.List
	no.Unless(old.r.Type == c.r.Type, "supersedes", "A record takes the place of one of the same type of check.")
	no.OneOf("recorded_reason", c.r.Why, RecordedWhys)
	if err := no.Err(); err != nil {
		return c, err
	}
	c.r.Supersedes, c.r.RankedAt = old.r.ID, old.rank()
	return c, nil
}

// SupersededBy gives the record that took the place of another.
func SupersededBy(all []Check, old id.ID) (Check, bool) {
	for _, c := range all {
		if c.r.Supersedes == old && old != id.Nil {
			return c, true
		}
	}
	return Check{}, false
}

// Find gives a record by its id.
func Find(all []Check, wanted id.ID) (Check, bool) {
	for _, c := range all {
		if c.r.ID == wanted {
			return c, true
		}
	}
	return Check{}, false
}

// AsKnownAt leaves what was recorded by a moment: the record as it then was, whatever was put right since.
func AsKnownAt(all []Check, at time.Time) []Check {
	var out []Check
	for _, c := range all {
		if !c.r.RecordedAt.After(at) {
			out = append(out, c)
		}
	}
	return out
}

// ValidAt tells whether the check says yes for a moment, by its own dates. An end at that very moment suffices.
func (c Check) ValidAt(at time.Time) bool {
	from := c.r.CheckedOn
	if c.r.ValidFrom != nil {
		from = *c.r.ValidFrom
	}
	return c.Satisfied() && !from.After(at) && (c.r.ValidUntil == nil || !c.r.ValidUntil.Before(at))
}

func (c Check) rank() time.Time {
	if c.r.RankedAt.IsZero() {
		return c.r.RecordedAt
	}
	return c.r.RankedAt
}

// before tells whether c counts less than b.
func (c Check) before(b Check) bool {
	if !c.rank().Equal(b.rank()) {
		return c.rank().Before(b.rank())
	}
	return c.r.RecordedAt.Before(b.r.RecordedAt)
}
