package dcql

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
)

var idForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,100}$`)

// Parse reads a query as decoded from JSON. Members that the standard does not know are left aside, as it asks. It
// returns an *Error for everything that the standard forbids, and for queries larger than the limits.
func Parse(v any) (Query, error) {
	m, ok := v.(map[string]any)
	if !ok {
		return Query{}, bad("", "must be an object")
	}
	raw, err := list(m, "", "credentials", maxCredentials)
	if err != nil {
		return Query{}, err
	}
	if raw == nil {
		return Query{}, bad(".credentials", "is missing; a query asks for at least one credential")
	}
	var q Query
	seen := map[string]bool{}
	for i, one := range raw {
		at := fmt.Sprintf(".credentials[%d]", i)
		c, err := credential(one, at)
		if err != nil {
			return Query{}, err
		}
		if seen[c.ID] {
			return Query{}, bad(at+".id", "stands twice")
		}
		seen[c.ID] = true
		q.Credentials = append(q.Credentials, c)
	}
	q.Sets, err = sets(m, seen)
	return q, err
}

func credential(v any, at string) (c CredentialQuery, err error) {
	m, ok := v.(map[string]any)
	if !ok {
		return c, bad(at, "must be an object")
	}
	if c.ID, ok = m["id"].(string); !ok || !idForm.MatchString(c.ID) {
		return c, bad(at+".id", "must be letters, digits, _ and -")
	}
	if c.Format, ok = m["format"].(string); !ok || c.Format == "" {
		return c, bad(at+".format", "is missing")
	}
	meta, ok := m["meta"].(map[string]any)
	if !ok {
		return c, bad(at+".meta", "is missing")
	}
	if c.Format == Format {
		if c.Types, err = words(meta, at+".meta", "vct_values", maxClaims); err != nil {
			return c, err
		}
		if c.Types == nil {
			return c, bad(at+".meta.vct_values", "is missing")
		}
	}
	if c.Multiple, err = flag(m, at, "multiple", false); err != nil {
		return c, err
	}
	bound, err := flag(m, at, "require_cryptographic_holder_binding", true)
	if err != nil {
		return c, err
	}
	c.Unbound = !bound
	if err := c.readClaims(m, at); err != nil {
		return c, err
	}
	return c, nil
}

func (c *CredentialQuery) readClaims(m map[string]any, at string) error {
	raw, err := list(m, at, "claims", maxClaims)
	if err != nil {
		return err
	}
	choices, err := list(m, at, "claim_sets", maxSets)
	if err != nil {
		return err
	}
	if choices != nil && raw == nil {
		return bad(at+".claim_sets", "must not be there without claims")
	}
	known := map[string]bool{}
	for i, one := range raw {
		claim, err := claimOf(one, fmt.Sprintf("%s.claims[%d]", at, i), choices != nil)
		if err != nil {
			return err
		}
		if claim.ID != "" && known[claim.ID] {
			return bad(fmt.Sprintf("%s.claims[%d].id", at, i), "stands twice")
		}
		known[claim.ID] = true
		c.Claims = append(c.Claims, claim)
	}
	for i, one := range choices {
		set, err := group(one, fmt.Sprintf("%s.claim_sets[%d]", at, i), known)
		if err != nil {
			return err
		}
		c.ClaimSets = append(c.ClaimSets, set)
	}
	return nil
}

func claimOf(v any, at string, needsID bool) (c ClaimQuery, err error) {
	m, ok := v.(map[string]any)
	if !ok {
		return c, bad(at, "must be an object")
	}
	if id, there := m["id"]; there || needsID {
		if c.ID, ok = id.(string); !ok || !idForm.MatchString(c.ID) {
			return c, bad(at+".id", "must be letters, digits, _ and -")
		}
	}
	raw, err := list(m, at, "path", maxDepth)
	if err != nil {
		return c, err
	}
	if raw == nil {
		return c, bad(at+".path", "is missing")
	}
	for i, part := range raw {
		p, ok := pathPart(part)
		if !ok || (i == 0 && c.Path == nil && p == nil) {
			return c, bad(fmt.Sprintf("%s.path[%d]", at, i), "must be a name, a whole number or null, and begin with a name")
		}
		c.Path = append(c.Path, p)
	}
	if c.Path.Top() == "" {
		return c, bad(at+".path[0]", "must be the name of a claim")
	}
	values, err := list(m, at, "values", maxClaims)
	if err != nil {
		return c, err
	}
	for i, v := range values {
		if kind, _ := plain(v); kind == 0 {
			return c, bad(fmt.Sprintf("%s.values[%d]", at, i), "must be a string, a whole number or a truth value")
		}
		c.Values = append(c.Values, v)
	}
	return c, nil
}

func pathPart(v any) (any, bool) {
	switch x := v.(type) {
	case nil:
		return nil, true
	case string:
		return x, x != ""
	case int:
		return x, x >= 0
	case float64:
		return int(x), x >= 0 && x == math.Trunc(x) && x < 1e6
	case json.Number:
		n, err := strconv.Atoi(x.String())
		return n, err == nil && n >= 0
	}
	return nil, false
}

func sets(m map[string]any, known map[string]bool) ([]SetQuery, error) {
	raw, err := list(m, "", "credential_sets", maxSets)
	if err != nil {
		return nil, err
	}
	var out []SetQuery
	for i, one := range raw {
		at := fmt.Sprintf(".credential_sets[%d]", i)
		s, ok := one.(map[string]any)
		if !ok {
			return nil, bad(at, "must be an object")
		}
		options, err := list(s, at, "options", maxSets)
		if err != nil {
			return nil, err
		}
		if options == nil {
			return nil, bad(at+".options", "is missing")
		}
		required, err := flag(s, at, "required", true)
		if err != nil {
			return nil, err
		}
		set := SetQuery{Optional: !required}
		for j, o := range options {
			ids, err := group(o, fmt.Sprintf("%s.options[%d]", at, j), known)
			if err != nil {
				return nil, err
			}
			set.Options = append(set.Options, ids)
		}
		out = append(out, set)
	}
	return out, nil
}

// group reads a non-empty list of ids that are known.
func group(v any, at string, known map[string]bool) ([]string, error) {
	raw, ok := v.([]any)
	if !ok || len(raw) == 0 || len(raw) > maxClaims {
		return nil, bad(at, "must be a list of ids")
	}
	out := make([]string, len(raw))
	for i, one := range raw {
		s, ok := one.(string)
		if !ok || !known[s] {
			return nil, bad(fmt.Sprintf("%s[%d]", at, i), "names nothing that the query has")
		}
		out[i] = s
	}
	return out, nil
}

func words(m map[string]any, at, name string, most int) ([]string, error) {
	raw, err := list(m, at, name, most)
	if raw == nil || err != nil {
		return nil, err
	}
	out := make([]string, len(raw))
	for i, one := range raw {
		s, ok := one.(string)
		if !ok || s == "" {
			return nil, bad(fmt.Sprintf("%s.%s[%d]", at, name, i), "must be a string")
		}
		out[i] = s
	}
	return out, nil
}

// list gives a member that is a list, nil when it is not there. An empty one is refused, as the standard does.
func list(m map[string]any, at, name string, most int) ([]any, error) {
	v, there := m[name]
	if !there {
		return nil, nil
	}
	l, ok := v.([]any)
	switch {
	case !ok:
		return nil, bad(at+"."+name, "must be a list")
	case len(l) == 0:
		return nil, bad(at+"."+name, "must not be empty")
	case len(l) > most:
		return nil, bad(at+"."+name, "has more than %d entries", most)
	}
	return l, nil
}

func flag(m map[string]any, at, name string, absent bool) (bool, error) {
	v, there := m[name]
	if !there {
		return absent, nil
	}
	b, ok := v.(bool)
	if !ok {
		return false, bad(at+"."+name, "must be true or false")
	}
	return b, nil
}
