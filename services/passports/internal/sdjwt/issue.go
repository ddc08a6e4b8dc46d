package sdjwt

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// Hidden marks a member of an object or an element of a list, at any depth, that the holder may show or keep.
type Hidden struct{ Value any }

// daySeconds: iat, where it is told, is told by the day, so that credentials issued together cannot be linked by it.
const daySeconds = 86400

// Issue signs a credential: plain claims that everybody sees, and claims that the holder shows by choice. It refuses to
// hide what decides about validity, to leave it out, and to tell the second of issue.
func Issue(signer Signer, h Header, plain, disclosable map[string]any) (string, error) {
	if h.Type == "" {
		h.Type = jws.Credential
	}
	if err := issuable(plain, disclosable); err != nil {
		return "", err
	}
	claims := map[string]any{}
	for name, v := range plain {
		claims[name] = v
	}
	for name, v := range disclosable {
		claims[name] = Hidden{v}
	}
	payload, disclosures, err := conceal(claims)
	if err != nil {
		return "", err
	}
	token, err := jws.Sign(signer, h, payload)
	if err != nil {
		return "", err
	}
	return compact(token, disclosures), nil
}

func compact(token string, disclosures []Disclosure) string {
	var b strings.Builder
	b.WriteString(token)
	b.WriteByte('~')
	for _, d := range disclosures {
		b.WriteString(d.Encoded)
		b.WriteByte('~')
	}
	return b.String()
}

func issuable(plain, disclosable map[string]any) error {
	for _, name := range []string{"iss", "vct", "exp", "cnf", "status"} {
		if _, has := plain[name]; !has {
			return fmt.Errorf("a credential tells %s to everybody", name)
		}
	}
	for name := range neverHidden {
		if _, hidden := disclosable[name]; hidden || holds(plain[name]) {
			return fmt.Errorf("%s and its members are never hidden", name)
		}
	}
	for name := range disclosable {
		if _, both := plain[name]; both {
			return fmt.Errorf("%s is both plain and hidden", name)
		}
	}
	for _, claims := range []map[string]any{plain, disclosable} {
		if at, has := claims["iat"]; has && !wholeDay(at) {
			return errors.New("iat is told by the day")
		}
	}
	return nil
}

func wholeDay(v any) bool {
	raw, err := json.Marshal(v)
	if err != nil {
		return false
	}
	at, ok := jws.Seconds(json.Number(raw))
	return ok && at.Unix()%daySeconds == 0
}

// holds tells whether something hidden stands in v.
func holds(v any) bool {
	switch v := v.(type) {
	case Hidden:
		return true
	case map[string]any:
		for _, m := range v {
			if holds(m) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(v, holds)
	}
	return false
}

// conceal puts digests in the place of what is hidden. Digests are sorted, and since they are salted that is a random order.
func conceal(claims map[string]any) (map[string]any, []Disclosure, error) {
	c := &concealer{}
	payload, err := c.object(claims)
	if err != nil {
		return nil, nil, err
	}
	payload[algorithmName] = algorithm
	slices.SortFunc(c.made, func(a, b Disclosure) int { return strings.Compare(a.Digest, b.Digest) })
	return payload, c.made, nil
}

type concealer struct{ made []Disclosure }

func (c *concealer) hide(name string, v any, element bool) (string, error) {
	inner, err := c.value(v)
	if err != nil {
		return "", err
	}
	d, err := newDisclosure(name, inner, element)
	c.made = append(c.made, d)
	return d.Digest, err
}

func (c *concealer) object(o map[string]any) (map[string]any, error) {
	out := map[string]any{}
	var digests []string
	for name, v := range o {
		if reserved[name] || name == algorithmName {
			return nil, fmt.Errorf("no claim may be named %s", name)
		}
		h, hidden := v.(Hidden)
		var err error
		if hidden {
			var d string
			d, err = c.hide(name, h.Value, false)
			digests = append(digests, d)
		} else {
			out[name], err = c.value(v)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(digests) > 0 {
		slices.Sort(digests)
		out[digestsName] = digests
	}
	return out, nil
}

func (c *concealer) value(v any) (any, error) {
	switch v := v.(type) {
	case map[string]any:
		return c.object(v)
	case []any:
		out := make([]any, 0, len(v))
		for _, e := range v {
			h, hidden := e.(Hidden)
			if !hidden {
				inner, err := c.value(e)
				if err != nil {
					return nil, err
				}
				out = append(out, inner)
				continue
			}
			d, err := c.hide("", h.Value, true)
			if err != nil {
				return nil, err
			}
			out = append(out, map[string]any{arrayName: d})
		}
		return out, nil
	case Hidden:
		return nil, errors.New("only members and elements can be hidden")
	}
	return v, nil
}
