package footprint

import (
	"maps"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/deployments"
)

// Heirs is who has followed whom, and from when. Codes that were written down stay as they are: whoever compares two of them
// asks here who stands for them at a moment. It is never changed, so it may be shared. Nil is a world without mergers.
type Heirs struct {
	employers    map[string]deployments.EmployerState
	predecessors map[string][]string
}

// HeirsOf makes it of the newest state of each employer, in any order.
func HeirsOf(employers []deployments.EmployerState) *Heirs {
	h := &Heirs{employers: map[string]deployments.EmployerState{}, predecessors: map[string][]string{}}
	for _, e := range employers {
		h.employers[e.ODS] = e
		if e.SucceededBy != "" {
			h.predecessors[e.SucceededBy] = append(h.predecessors[e.SucceededBy], e.ODS)
		}
	}
	for _, codes := range h.predecessors {
		slices.Sort(codes)
	}
	return h
}

// None tells that nobody follows anybody, ever: every code is its own.
func (h *Heirs) None() bool { return h == nil || len(h.predecessors) == 0 }

// Of is who stands for an employer at a moment: itself, or the last of those that had followed it by then.
func (h *Heirs) Of(employer string, at time.Time) string {
	chain := h.chain(employer, at)
	return chain[len(chain)-1]
}

// Same tells whether one employer stands for both codes at a moment.
func (h *Heirs) Same(a, b string, at time.Time) bool { return a == b || h.Of(a, at) == h.Of(b, at) }

// Codes is every code whose rights and duties stand with employer at a moment: its own first, then the others in order.
func (h *Heirs) Codes(employer string, at time.Time) []string {
	out := []string{employer}
	if h.None() {
		return out
	}
	heir := h.Of(employer, at)
	known := []string{}
	for code := range h.employers {
		if code != employer && h.Of(code, at) == heir {
			known = append(known, code)
		}
	}
	// The heir may be one that nobody has told of yet.
	if heir != employer && !slices.Contains(known, heir) {
		known = append(known, heir)
	}
	slices.Sort(known)
	return append(out, known...)
}

// Line is whose own word counts for what bears a code, the weightiest first: the heir's own word, else that of whom it followed, back to
// the code itself. An employer that began by a merger goes on with the words of those it followed, in the order of their codes,
// until it has its own. One that was there before keeps to its own, and what bore another's code to that other's.
func (h *Heirs) Line(employer string, at time.Time) []string {
	chain := h.chain(employer, at)
	slices.Reverse(chain)
	return h.inherited(chain, employer, at)
}

func (h *Heirs) inherited(line []string, employer string, at time.Time) []string {
	if h == nil {
		return line
	}
	for _, p := range h.predecessors[employer] {
		closed := h.employers[p].ClosedAt
		if closed == nil || closed.After(at) || slices.Contains(line, p) || !h.beganBy(employer, *closed) {
			continue
		}
		line = h.inherited(append(line, p), p, at)
	}
	return line
}

// beganBy tells whether the employer was not there before a moment.
func (h *Heirs) beganBy(employer string, moment time.Time) bool {
	e, known := h.employers[employer]
	return known && !slices.MinFunc(memberships(e), func(a, b deployments.Membership) int { return a.Since.Compare(b.Since) }).Since.Before(moment)
}

// Latest is the last moment up to at from which somebody stood for another, the zero time when nobody had: between two such moments
// all answers are the same.
func (h *Heirs) Latest(at time.Time) time.Time {
	var latest time.Time
	if h == nil {
		return latest
	}
	for _, codes := range h.predecessors {
		for _, code := range codes {
			if closed := h.employers[code].ClosedAt; closed != nil && !closed.After(at) && closed.After(latest) {
				latest = *closed
			}
		}
	}
	return latest
}

// chain is the employer and those that had followed it by a moment, one after another.
func (h *Heirs) chain(employer string, at time.Time) []string {
	out := []string{employer}
	if h.None() {
		return out
	}
	for range len(h.employers) { // No chain is longer, whatever was told.
		e, ok := h.employers[employer]
		if !ok || e.SucceededBy == "" || e.ClosedAt == nil || e.ClosedAt.After(at) || slices.Contains(out, e.SucceededBy) {
			break
		}
		employer = e.SucceededBy
		out = append(out, employer)
	}
	return out
}

// First is the word that counts for a code: that of the first of its line who has one. ok is false when none has.
func First[V any](h *Heirs, words map[string]V, employer string, at time.Time) (word V, of string, ok bool) {
	for _, code := range h.Line(employer, at) {
		if v, has := words[code]; has {
			return v, code, true
		}
	}
	return word, "", false
}

// Resolved is words as they count at a moment: beside those that employers have, for every code the word of the first of its line.
func Resolved[V any](h *Heirs, words map[string]V, at time.Time) map[string]V {
	if h.None() {
		return words
	}
	out := maps.Clone(words)
	for code := range h.employers {
		if word, _, ok := First(h, words, code, at); ok {
			out[code] = word
		}
	}
	return out
}

// Kin is every code that has stood, stands or will stand with employer on some day, its own first.
func (h *Heirs) Kin(employer string) []string {
	if h.None() {
		return []string{employer}
	}
	return h.Codes(employer, endOfTime)
}

// Last is the one that stands for an employer in the end, as far as anybody has told.
func (h *Heirs) Last(employer string) string { return h.Of(employer, endOfTime) }

// endOfTime is after every merger that is told of.
var endOfTime = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
