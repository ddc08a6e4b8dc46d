package document

// Difference is one figure that is another one now. Was or Now is empty where the figure was not there.
type Difference struct {
	Table, Row, Head string
	Was, Now         string
}

// Differences compares two documents figure by figure, table by table and row by row of the first and then those that only
// the second has. Names may have changed: rows are the same by their keys.
func Differences(was, now Document) []Difference {
	var out []Difference
	for _, pair := range pairs(was.Tables, now.Tables, func(t Table) string { return t.ID }) {
		a, b := pair[0], pair[1]
		name := title(a, b)
		heads := a.Heads
		if len(b.Heads) > len(heads) {
			heads = b.Heads
		}
		for _, rows := range pairs(a.Rows, b.Rows, func(r Row) string { return r.Key }) {
			x, y := rows[0], rows[1]
			row := x.Name
			if row == "" {
				row = y.Name
			}
			for i := range max(len(x.Values), len(y.Values)) {
				if v, w := at(x.Values, i), at(y.Values, i); v != w {
					d := Difference{Table: name, Row: row, Was: v.shown(), Now: w.shown()}
					if i+1 < len(heads) {
						d.Head = heads[i+1]
					}
					out = append(out, d)
				}
			}
		}
	}
	return out
}

func title(a, b Table) string {
	if a.Title == "" {
		return b.Title
	}
	return a.Title
}

func (v Value) shown() string {
	if v == (Value{}) {
		return ""
	}
	return v.String()
}

func at(all []Value, i int) (v Value) {
	if i < len(all) {
		v = all[i]
	}
	return v
}

// pairs gives those of a with their like in b, then those that only b has. A missing one is empty.
func pairs[T any](a, b []T, key func(T) string) [][2]T {
	in := map[string]T{}
	for _, y := range b {
		in[key(y)] = y
	}
	var out [][2]T
	seen := map[string]bool{}
	for _, x := range a {
		seen[key(x)] = true
		out = append(out, [2]T{x, in[key(x)]})
	}
	for _, y := range b {
		if !seen[key(y)] {
			var none T
			out = append(out, [2]T{none, y})
		}
	}
	return out
}
