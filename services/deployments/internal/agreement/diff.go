package agreement

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// Change is one clause that two versions say differently. Before and After are JSON, empty where the clause is not there.
type Change struct {
	// Path names the clause, such as limits.max_days_in_12_months. A list is one clause.
	Path, Before, After string
}

// Diff is what differs between two versions, in order of the paths. What employers and sites are called is no clause.
func Diff(before, after Clauses) []Change {
	was, is := before.leaves(), after.leaves()
	paths := slices.Collect(maps.Keys(was))
	for path := range is {
		if _, both := was[path]; !both {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	var out []Change
	for _, path := range paths {
		if was[path] != is[path] {
			out = append(out, Change{Path: path, Before: was[path], After: is[path]})
		}
	}
	return out
}

// leaves gives each clause's JSON by its path.
func (c Clauses) leaves() map[string]string {
	c.Names = nil
	out := map[string]string{}
	flatten("", c.JSON(), out)
	delete(out, "names")
	return out
}

func flatten(path string, raw json.RawMessage, out map[string]string) {
	var object map[string]json.RawMessage
	if !bytes.HasPrefix(raw, []byte("{")) || json.Unmarshal(raw, &object) != nil {
		out[path] = string(raw)
		return
	}
	for name, value := range object {
		if path != "" {
			name = path + "." + name
		}
		flatten(name, value, out)
	}
}
