package policies

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// mostRows is how many rows a table may be sent with: more than any page shows.
const mostRows = 120

// enter puts what was typed in the place of what body has. What the form does not have stays, but that nothing is ticked is
// told by no field at all.
func enter(k policy.Kind, body []byte, form url.Values) (json.RawMessage, error) {
	leaves, err := leavesOf(k, body)
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
		v, sent := l.typed(form, &wrong)
		if !sent {
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

// typed reads what a form has for a setting. sent is false when it has nothing for it.
func (l leaf) typed(filled url.Values, wrong *[]fault.Field) (v any, sent bool) {
	if l.Kind == table {
		return l.typedRows(filled, wrong)
	}
	if !filled.Has(l.name()) {
		return []string{}, l.as == some
	}
	s := strings.TrimSpace(filled.Get(l.name()))
	no := func(message string) (any, bool) {
		*wrong = append(*wrong, fault.Field{Location: "form." + l.name(), Message: l.label + ": " + message})
		return nil, false
	}
	switch {
	case l.as == some:
		// An empty one is what a browser sends of none: not a choice.
		return inOrderOf(l.values(), strings.Fields(strings.Join(filled[l.name()], " "))), true
	case l.as == pounds || l.as == percents:
		n := view.Pence(s)
		if n == 0 && strings.Trim(s, "£0.") != "" || s == "" {
			return no(map[form]string{pounds: "give an amount in pounds, e.g. 18.50.", percents: "give a percentage, e.g. 12.07."}[l.as])
		}
		return n, true
	case l.Kind == number:
		n := json.Number(s)
		if _, err := n.Float64(); err != nil || strings.ContainsAny(s, "eExXnN") {
			return no("give a number.")
		}
		return n, true
	case l.Kind == yesNo:
		if s != "true" && s != "false" {
			return no("choose yes or no.")
		}
		return s == "true", true
	case l.Kind == list:
		return append([]string{}, strings.Fields(s)...), true
	}
	return s, true
}

// typedRows reads the rows of a table; those with nothing in them are left out.
func (l leaf) typedRows(form url.Values, wrong *[]fault.Field) (v any, sent bool) {
	rows := []map[string]any{}
	for i := range mostRows {
		cells, filled := map[string]any{}, false
		there := false
		for _, c := range l.blank(i) {
			if !form.Has(c.name()) {
				if c.as == some {
					cells[c.Path[len(c.Path)-1]] = []string{}
				}
				continue
			}
			there = true
			typed := strings.TrimSpace(strings.Join(form[c.name()], ""))
			filled = filled || typed != "" && (c.Kind != number || typed != "0")
			if c.Kind == number && strings.TrimSpace(form.Get(c.name())) == "" {
				cells[c.Path[len(c.Path)-1]] = 0
				continue
			}
			if typed, ok := c.typed(form, wrong); ok {
				cells[c.Path[len(c.Path)-1]] = typed
			}
		}
		if !there {
			break
		}
		sent = true
		if filled {
			rows = append(rows, cells)
		}
	}
	return rows, sent
}

// inOrderOf puts what was there before first, as it stood, so that a form sent back unchanged changes nothing.
func inOrderOf(before, now []string) []string {
	out := make([]string, 0, len(now))
	for _, v := range append(slices.Clone(before), now...) {
		if slices.Contains(now, v) && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
