package openlist

import (
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// bits is how many different things a mask can tell apart. What comes on top has no bit and is left to the exact check.
const bits = 256

// mask has one bit for each thing that a shift can need and a worker can hold.
type mask [bits / 64]uint64

func (m *mask) set(bit int) { m[bit>>6] |= 1 << (bit & 63) }

// in tells whether everything needed is held.
func (m *mask) in(have *mask) bool {
	return (m[0]&^have[0])|(m[1]&^have[1])|(m[2]&^have[2])|(m[3]&^have[3]) == 0
}

// word is one thing that can be needed. Which fields count depends on the kind.
type word struct {
	kind       kind
	code, more string
	level      int
}

type kind uint8

const (
	check kind = iota // code: a check that every shift needs
	epp
	band         // code: the band; a worker holds it and those below
	dbs          // code: level, more: workforce
	registration // code: body
	competence   // code: framework, more: code, level
	shown        // code: the host to which the passport may be shown
	nights       // work between 23:00 and 06:00
)

// dictionary gives each word its bit when a shift first needs it. A worker can only lack what has a bit; whatever has
// none yet, a worker may have.
type dictionary struct{ bits map[word]int }

func newDictionary() dictionary { return dictionary{bits: make(map[word]int, bits)} }

// learn gives the word's bit, a new one if need be; false when there is none left.
func (d *dictionary) learn(w word) (int, bool) {
	if b, ok := d.bits[w]; ok {
		return b, true
	}
	if len(d.bits) == bits {
		return 0, false
	}
	b := len(d.bits)
	d.bits[w] = b
	return b, true
}

// know sets the word's bit if it has one.
func (d *dictionary) know(m *mask, w word) {
	if b, ok := d.bits[w]; ok {
		m.set(b)
	}
}

// unknown has the bits that stand for nothing yet: a mask made today must not deny what is first asked for tomorrow.
func (d *dictionary) unknown() (m mask) {
	for b := len(d.bits); b < bits; b++ {
		m.set(b)
	}
	return m
}

// all has every bit of one kind.
func (d *dictionary) all(k kind) (m mask) {
	for w, b := range d.bits {
		if w.kind == k {
			m.set(b)
		}
	}
	return m
}

// needOf is what a shift needs of whoever works it. The dictionary grows by what is new.
func (d *dictionary) needOf(s shift.State) (m mask) {
	needs(s, func(w word) {
		if b, ok := d.learn(w); ok {
			m.set(b)
		}
	})
	return m
}

// knownNeedOf is needOf as far as the dictionary goes.
func (d *dictionary) knownNeedOf(s shift.State) (m mask) {
	needs(s, func(w word) { d.know(&m, w) })
	return m
}
