package policies

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

// leaf is one setting of any policy, somewhere in its JSON.
type leaf struct {
	setting
	Path []string
	// Value is as people enter it: pounds and not pence; a list has one a line.
	Value string
	Kind  kind
	// Rows are those of a table.
	Rows []row
}

// row is one row of a table: a leaf a column.
type row []leaf

type kind string

const (
	number kind = "number"
	text   kind = "text"
	yesNo  kind = "yes_no"
	list   kind = "list"
	table  kind = "table"
)

func (l leaf) name() string { return strings.Join(l.Path, "__") }

// values are what a list has.
func (l leaf) values() []string {
	if l.Value == "" {
		return nil
	}
	return strings.Split(l.Value, "\n")
}

// choices are the options with those of the value chosen.
func (l leaf) choices() []layout.Option {
	out := slices.Clone(l.options)
	for i := range out {
		out[i].Chosen = slices.Contains(l.values(), out[i].Value)
	}
	return out
}

// shown is the value for people who read.
func (l leaf) shown() string {
	switch {
	case l.Kind == yesNo && l.Value == "true":
		return "Yes"
	case l.Kind == yesNo:
		return "No"
	case l.Kind == table:
		return l.shownRows()
	case l.as == one || l.as == some:
		return l.chosen()
	case l.Value == "":
		return "None"
	case l.as == pounds:
		return "£" + l.Value
	case l.as == percents:
		return l.Value + "%"
	case l.Kind == list:
		return strings.Join(l.values(), ", ")
	case strings.HasPrefix(l.unit, "%"):
		return l.Value + l.unit
	case l.unit != "":
		return l.Value + " " + l.unit
	}
	return l.Value
}

func (l leaf) chosen() string {
	var words []string
	for _, o := range l.options {
		if o.Value == l.Value || l.as == some && slices.Contains(l.values(), o.Value) {
			words = append(words, o.Text)
		}
	}
	if len(words) == 0 {
		return "None"
	}
	return strings.Join(words, ", ")
}

func (l leaf) shownRows() string {
	var rows []string
	for _, r := range l.Rows {
		var cells []string
		for _, c := range r {
			if c.Value != "" && c.Value != "0" {
				cells = append(cells, c.shown())
			}
		}
		if len(cells) > 0 {
			rows = append(rows, strings.Join(cells, ", "))
		}
	}
	if len(rows) == 0 {
		return "None"
	}
	return strings.Join(rows, "; ")
}

// leavesOf gives the settings of a policy in the order in which its JSON has them, and those that it leaves out after them.
func leavesOf(k policy.Kind, body []byte) ([]leaf, error) {
	leaves, err := reader{k}.under(nil, body)
	if err != nil {
		return nil, err
	}
	for _, o := range optional {
		path, of := strings.CutPrefix(o, string(k)+".")
		if of && !slices.ContainsFunc(leaves, func(l leaf) bool { return l.name() == path }) {
			l, err := reader{k}.array([]string{path}, []byte("[]"))
			if err != nil {
				return nil, err
			}
			leaves = append(leaves, l)
		}
	}
	return leaves, nil
}

type reader struct{ kind policy.Kind }

func (r reader) under(path []string, raw json.RawMessage) ([]leaf, error) {
	here := func(k kind, v string) []leaf {
		l := leaf{setting: r.setting(path), Path: path, Kind: k}
		l.Value = l.entered(v)
		return []leaf{l}
	}
	switch raw[0] {
	case '{':
		return r.object(path, raw)
	case '[':
		l, err := r.array(path, raw)
		return []leaf{l}, err
	case '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return here(text, s), err
	case 't', 'f':
		return here(yesNo, string(raw)), nil
	case 'n':
		return nil, fmt.Errorf("%s has no value", strings.Join(path, "."))
	}
	return here(number, string(raw)), nil
}

func (r reader) setting(path []string) setting {
	return settings[string(r.kind)+"."+strings.Join(path, ".")]
}

func (r reader) object(path []string, raw json.RawMessage) (out []leaf, err error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, err
		}
		below, err := r.under(append(slices.Clone(path), fmt.Sprint(key)), value)
		if err != nil {
			return nil, err
		}
		out = append(out, below...)
	}
	return out, nil
}

// array reads a list of texts, or a table with an empty row at its end to fill in.
func (r reader) array(path []string, raw json.RawMessage) (leaf, error) {
	l := leaf{setting: r.setting(path), Path: path, Kind: list}
	if len(l.columns) == 0 {
		var texts []string
		err := json.Unmarshal(raw, &texts)
		l.Value = strings.Join(texts, "\n")
		return l, err
	}
	l.Kind = table
	var rows []map[string]json.RawMessage
	if err := json.Unmarshal(raw, &rows); err != nil {
		return l, err
	}
	for i, values := range append(rows, nil) {
		cells := l.blank(i)
		for j, c := range l.columns {
			value, ok := values[c.key]
			if !ok {
				continue
			}
			read, err := cellValue(value)
			if err != nil {
				return l, err
			}
			cells[j].Value = cells[j].entered(read)
		}
		l.Rows = append(l.Rows, cells)
	}
	return l, nil
}

func cellValue(raw json.RawMessage) (string, error) {
	var texts []string
	if raw[0] == '[' {
		err := json.Unmarshal(raw, &texts)
		return strings.Join(texts, "\n"), err
	}
	if raw[0] == '"' {
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	}
	return string(raw), nil
}

// blank is a row without values.
func (l leaf) blank(i int) row {
	out := make(row, len(l.columns))
	for j, c := range l.columns {
		out[j] = leaf{setting: c.setting, Path: append(slices.Clone(l.Path), strconv.Itoa(i), c.key), Kind: c.kind}
	}
	return out
}

// entered is a kept value as people enter it.
func (l leaf) entered(kept string) string {
	if l.as != pounds && l.as != percents {
		return kept
	}
	n, err := strconv.ParseInt(kept, 10, 64)
	if err != nil {
		return kept
	}
	return fmt.Sprintf("%d.%02d", n/100, n%100)
}
