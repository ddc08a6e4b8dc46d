package esr

import (
	_ "embed"
	"strings"
)

// Meaning is which competency a string stands for.
type Meaning struct {
	// Framework and Code are Muster's; both empty means that people decided to leave such rows out.
	Framework, Code string
	// Level is the one meant; 0 means the one that the string says, and 1 when it says none.
	Level int
}

// LeftOut tells that rows of this name are passed over.
func (m Meaning) LeftOut() bool { return m.Code == "" }

// At gives the level that a string of this meaning stands for.
func (m Meaning) At(n Name) int {
	switch {
	case m.Level > 0:
		return m.Level
	case n.Level > 0:
		return n.Level
	}
	return 1
}

// Map says what strings mean. It grows by what people say; the newest word about a string counts.
type Map struct {
	// Version counts what was said: BaseVersion is what is built in, and each word of a person is one more.
	Version int64
	said    map[string]Meaning
}

// BaseVersion is the version of the map that is built in. A change of base.csv counts it on.
const BaseVersion = 1

// base has the competency names of the Core Skills Training Framework as exports of the Electronic Staff Record write them.
// Source: the framework's subjects (Skills for Health) and public parsers of such exports; to be confirmed by a reviewer.
//
//go:embed base.csv
var base string

// NewMap makes the map that is built in with what an employer's people said, oldest first.
func NewMap(said []Said) Map {
	m := Map{Version: BaseVersion, said: map[string]Meaning{}}
	for _, line := range strings.Split(strings.TrimSpace(base), "\n")[1:] {
		f := strings.Split(strings.TrimSpace(line), ";")
		if len(f) == 6 {
			m.said[f[0]+"|"+f[1]+"|"+Key(f[2])] = Meaning{Framework: f[3], Code: f[4], Level: number(f[5])}
		}
	}
	for _, s := range said {
		m.said[s.Key] = s.Meaning
		m.Version++
	}
	return m
}

// Said is one word of a person about a string.
type Said struct {
	// Key is a Name's.
	Key     string
	Meaning Meaning
}

// Find gives what a string means; false when nobody has said so.
func (m Map) Find(n Name) (Meaning, bool) {
	found, ok := m.said[n.Key()]
	return found, ok
}
