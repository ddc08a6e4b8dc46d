package policies

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"net/url"

	"github.com/muster-ics/muster/pkg/fault"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// leaf is one setting of any policy: a number, a text, yes or no, or a list of texts, somewhere in its JSON.
type leaf struct {
	Path  []string
	Value string
	Kind  kind
}

type kind string

const (
	number kind = "number"
	text   kind = "text"
	yesNo  kind = "yes_no"
	list   kind = "list"
	// table is what has a form of its own, or none yet: it is shown and kept.
	table kind = "table"
)

func (l leaf) name() string { return strings.Join(l.Path, "__") }

func (l leaf) label() string {
	words := make([]string, len(l.Path))
	for i, p := range l.Path {
		words[i] = view.Words(p)
		if i > 0 {
			words[i] = strings.ToLower(words[i])
		}
	}
	return strings.Join(words, ": ")
}

// shown is the value for people who read.
func (l leaf) shown() string {
	switch {
	case l.Kind == yesNo && l.Value == "true":
		return "Yes"
	case l.Kind == yesNo:
		return "No"
	case l.Value == "":
		return "None"
	case l.Kind == list:
		return strings.ReplaceAll(l.Value, "\n", ", ")
	}
	return l.Value
}

// leavesOf gives the settings in the order in which their JSON has them.
func leavesOf(body []byte) ([]leaf, error) {
	return under(nil, body)
}

func under(path []string, raw json.RawMessage) ([]leaf, error) {
	here := func(k kind, v string) []leaf { return []leaf{{Path: path, Kind: k, Value: v}} }
	switch raw[0] {
	case '{':
		dec := json.NewDecoder(bytes.NewReader(raw))
		if _, err := dec.Token(); err != nil {
			return nil, err
		}
		var out []leaf
		for dec.More() {
			key, err := dec.Token()
			if err != nil {
				return nil, err
			}
			var value json.RawMessage
			if err := dec.Decode(&value); err != nil {
				return nil, err
			}
			below, err := under(append(append([]string{}, path...), fmt.Sprint(key)), value)
			if err != nil {
				return nil, err
			}
			out = append(out, below...)
		}
		return out, nil
	case '[':
		var texts []string
		if json.Unmarshal(raw, &texts) == nil {
			return here(list, strings.Join(texts, "\n")), nil
		}
		return here(table, string(raw)), nil
	case '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return here(text, s), err
	case 't', 'f':
		return here(yesNo, string(raw)), nil
	case 'n':
		return here(table, ""), nil
	}
	return here(number, string(raw)), nil
}

// enter puts what was typed in the place of what body has.
func enter(body []byte, form url.Values) (json.RawMessage, error) {
	leaves, err := leavesOf(body)
	if err != nil {
		return nil, err
	}
	var whole map[string]any
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := dec.Decode(&whole); err != nil {
		return nil, err
	}
	var wrong []fault.Field
	for _, l := range leaves {
		if l.Kind == table || !form.Has(l.name()) {
			continue
		}
		v, ok := l.typed(form.Get(l.name()))
		if !ok {
			wrong = append(wrong, fault.Field{Location: "form." + l.name(), Message: l.label() + ": " + asks[l.Kind]})
			continue
		}
		at := whole
		for _, p := range l.Path[:len(l.Path)-1] {
			at, _ = at[p].(map[string]any)
		}
		at[l.Path[len(l.Path)-1]] = v
	}
	if len(wrong) > 0 {
		return nil, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be read; see what to change.").WithFields(wrong...)
	}
	return json.Marshal(whole)
}

// asks are what a setting takes, to say when something else was sent.
var asks = map[kind]string{number: "give a whole number.", yesNo: "choose yes or no."}

func (l leaf) typed(s string) (any, bool) {
	switch l.Kind {
	case number:
		n := json.Number(strings.TrimSpace(s))
		_, err := n.Int64()
		return n, err == nil
	case yesNo:
		return s == "true", s == "true" || s == "false"
	case list:
		return append([]string{}, strings.Fields(s)...), true
	}
	return strings.TrimSpace(s), true
}
