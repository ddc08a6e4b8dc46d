package dcql

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Path points at a claim: a string is a member, a whole number an element, nil every element.
type Path []any

// Claim is the path of a claim at the top.
func Claim(name string) Path { return Path{name} }

// Top is the name of the claim at the top that the path begins with.
func (p Path) Top() string {
	if len(p) == 0 {
		return ""
	}
	s, _ := p[0].(string)
	return s
}

// String shows a path for people: conditions, parts[], parts[0].
func (p Path) String() string {
	var b strings.Builder
	for i, part := range p {
		switch v := part.(type) {
		case string:
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(v)
		case int:
			b.WriteString("[" + strconv.Itoa(v) + "]")
		default:
			b.WriteString("[]")
		}
	}
	return b.String()
}

// Select gives what a path points at (section 7.1): nothing, when it points nowhere.
func (p Path) Select(claims map[string]any) []any {
	found := []any{any(claims)}
	for _, part := range p {
		var next []any
		for _, v := range found {
			next = append(next, step(v, part)...)
		}
		found = next
	}
	return found
}

func step(v, part any) []any {
	switch at := part.(type) {
	case string:
		if m, ok := v.(map[string]any); ok {
			if inner, ok := m[at]; ok {
				return []any{inner}
			}
		}
	case int:
		if l, ok := v.([]any); ok && at >= 0 && at < len(l) {
			return []any{l[at]}
		}
	case nil:
		if l, ok := v.([]any); ok {
			return l
		}
	}
	return nil
}

// answers tells whether the claim is there and, where values are asked for, has one of them.
func (c ClaimQuery) answers(claims map[string]any) bool {
	found := c.Path.Select(claims)
	if len(found) == 0 {
		return false
	}
	if len(c.Values) == 0 {
		return true
	}
	for _, v := range found {
		for _, want := range c.Values {
			if same(v, want) {
				return true
			}
		}
	}
	return false
}

// same compares strings, whole numbers and truth values; a number never equals a string of its digits.
func same(a, b any) bool {
	ka, sa := plain(a)
	kb, sb := plain(b)
	return ka != 0 && ka == kb && sa == sb
}

func plain(v any) (kind byte, text string) {
	switch x := v.(type) {
	case string:
		return 's', x
	case bool:
		return 'b', strconv.FormatBool(x)
	case json.Number:
		return 'n', x.String()
	case int, int32, int64:
		return 'n', fmt.Sprint(x)
	case float64:
		return 'n', strconv.FormatFloat(x, 'f', -1, 64)
	}
	return 0, ""
}
