package rosterfile

import (
	"fmt"
	"slices"
)

// The orders in which a date may be written with digits and strokes. A year that comes first is understood in each.
const (
	DayFirst   = "dmy"
	MonthFirst = "mdy"
)

// Mapping is how one employer's rosters are to be read. The zero value reads Muster's own layout and the usual headings.
type Mapping struct {
	// Columns gives the field of a heading. Upper and lower case, spaces and signs in headings do not matter.
	Columns map[string]Field `json:"columns,omitempty"`
	// DateOrder is DayFirst (also when empty) or MonthFirst.
	DateOrder string `json:"date_order,omitempty"`
	// Fixed stands where the column or the cell is missing.
	Fixed map[Field]string `json:"fixed,omitempty"`
	// Codes translates the employer's own words for a field's values, e.g. role, "RN" → registered_nurse.
	Codes map[Field]map[string]string `json:"codes,omitempty"`
}

// maxWords bounds each table of a mapping.
const maxWords = 2000

// Validate says what in a mapping cannot be; the key names the part.
func (m Mapping) Validate() map[string]string {
	wrong := map[string]string{}
	known := func(f Field) bool { return slices.Contains(Fields, f) }
	if len(m.Columns) > maxColumns {
		wrong["columns"] = fmt.Sprintf("Name at most %d columns.", maxColumns)
	}
	for heading, f := range m.Columns {
		switch {
		case plain(heading) == "" || len(heading) > maxCell:
			wrong["columns"] = "Give each column by its heading: some letters or digits."
		case f != "" && !known(f):
			wrong["columns"] = fmt.Sprintf("%q is no field; choose one of %v.", f, Fields)
		}
	}
	if m.DateOrder != "" && m.DateOrder != DayFirst && m.DateOrder != MonthFirst {
		wrong["date_order"] = "Choose dmy (30/11/2028) or mdy (11/30/2028)."
	}
	for f, v := range m.Fixed {
		if !known(f) || len(v) > maxCell {
			wrong["fixed"] = fmt.Sprintf("A fixed value is for one of %v and at most %d letters long.", Fields, maxCell)
		}
	}
	for f, words := range m.Codes {
		if !known(f) || len(words) > maxWords {
			wrong["codes"] = fmt.Sprintf("Codes are for one of %v, at most %d of each.", Fields, maxWords)
		}
		for word, code := range words {
			if len(word) > maxCell || len(code) > maxCell {
				wrong["codes"] = fmt.Sprintf("A word and its code have at most %d letters.", maxCell)
			}
		}
	}
	return wrong
}

// field is what the column under a heading says; empty for nothing.
func (m compiled) field(heading string) Field {
	key := plain(heading)
	if key == "" {
		return ""
	}
	if f, ok := m.columns[key]; ok {
		return f
	}
	return headings[key]
}

// compiled is a mapping with its headings and words made plain.
type compiled struct {
	Mapping
	columns map[string]Field
	codes   map[Field]map[string]string
}

func (m Mapping) compile() compiled {
	c := compiled{Mapping: m, columns: map[string]Field{}, codes: map[Field]map[string]string{}}
	for h, f := range m.Columns {
		c.columns[plain(h)] = f
	}
	for f, words := range m.Codes {
		c.codes[f] = map[string]string{}
		for w, code := range words {
			c.codes[f][plain(w)] = code
		}
	}
	return c
}

// Merge is m with what other knows in addition or says differently. Headings and words are then by letters and digits alone.
func (m Mapping) Merge(other Mapping) Mapping {
	out := Mapping{DateOrder: m.DateOrder, Columns: map[string]Field{}, Fixed: map[Field]string{}, Codes: map[Field]map[string]string{}}
	if other.DateOrder != "" {
		out.DateOrder = other.DateOrder
	}
	for _, from := range []Mapping{m, other} {
		for h, f := range from.Columns {
			out.Columns[plain(h)] = f
		}
		for f, v := range from.Fixed {
			out.Fixed[f] = v
		}
		for f, words := range from.Codes {
			if out.Codes[f] == nil {
				out.Codes[f] = map[string]string{}
			}
			for w, code := range words {
				out.Codes[f][plain(w)] = code
			}
		}
	}
	return out
}
