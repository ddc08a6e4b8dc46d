package dcql

import "slices"

// Credential is one that a holder has, or that was presented: with all claims that it could tell, or did tell.
type Credential struct {
	ID, Type string
	Claims   map[string]any
	// Bound tells that its holder's key is known.
	Bound bool
}

// Candidate is one credential that answers a query.
type Candidate struct {
	Credential string
	// Claims are the names at the top that the receiver would like to be told, Least those without which it does not do.
	Claims, Least []string
}

// Optional are the claims that the holder may leave out.
func (c Candidate) Optional() []string {
	var out []string
	for _, name := range c.Claims {
		if !slices.Contains(c.Least, name) {
			out = append(out, name)
		}
	}
	return out
}

// Answer is how credentials answer a query.
type Answer struct {
	// By has, by the id of each credential query, those that answer it.
	By map[string][]Candidate
	// Missing are the ids that nothing answers and without which the query is not satisfied, sorted as asked.
	Missing   []string
	Satisfied bool
}

// Match tells which credentials answer a query, and whether it is satisfied.
func Match(q Query, held []Credential) Answer {
	a := Answer{By: map[string][]Candidate{}}
	for _, c := range q.Credentials {
		for _, h := range held {
			if got, ok := c.match(h); ok {
				a.By[c.ID] = append(a.By[c.ID], got)
			}
		}
	}
	a.Missing = q.missing(func(id string) bool { return len(a.By[id]) > 0 })
	a.Satisfied = len(a.Missing) == 0
	return a
}

// Satisfied judges what was presented in answer to each credential query: each must answer the query that it was given
// for, no more than one where one was asked for, and every needed query has an answer. It gives the ids that have none.
func Satisfied(q Query, presented map[string][]Credential) (missing []string, ok bool) {
	for id, given := range presented {
		c, known := q.Of(id)
		if !known || (len(given) > 1 && !c.Multiple) {
			return []string{id}, false
		}
		for _, one := range given {
			if _, answers := c.match(one); !answers {
				return []string{id}, false
			}
		}
	}
	missing = q.missing(func(id string) bool { return len(presented[id]) > 0 })
	return missing, len(missing) == 0
}

// missing follows section 6.4.2: without sets all are needed, with sets one option of each that is required.
func (q Query) missing(have func(string) bool) []string {
	var out []string
	if len(q.Sets) == 0 {
		for _, c := range q.Credentials {
			if !have(c.ID) {
				out = append(out, c.ID)
			}
		}
		return out
	}
	for _, s := range q.Sets {
		whole := func(option []string) bool {
			return !slices.ContainsFunc(option, func(id string) bool { return !have(id) })
		}
		if s.Optional || slices.ContainsFunc(s.Options, whole) {
			continue
		}
		for _, id := range s.Options[0] {
			if !have(id) && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// Needed tells whether the query cannot be satisfied without the credential that it asks for by this id.
func (q Query) Needed(id string) bool {
	return len(q.missing(func(other string) bool { return other != id })) > 0
}

// match follows section 6.4.1: the first claim set that the credential can answer is the one that counts; the last that
// it can answer is the least with which the receiver does.
func (c CredentialQuery) match(h Credential) (Candidate, bool) {
	if c.Format != Format || !slices.Contains(c.Types, h.Type) || (!c.Unbound && !h.Bound) {
		return Candidate{}, false
	}
	got := Candidate{Credential: h.ID}
	if len(c.ClaimSets) == 0 {
		for _, claim := range c.Claims {
			if !claim.answers(h.Claims) {
				return Candidate{}, false
			}
			got.Claims = add(got.Claims, claim.Path.Top())
		}
		got.Least = got.Claims
		return got, true
	}
	found := false
	for _, set := range c.ClaimSets {
		names, ok := c.answered(set, h.Claims)
		if !ok {
			continue
		}
		if !found {
			got.Claims, found = names, true
		}
		got.Least = names
	}
	return got, found
}

func (c CredentialQuery) answered(set []string, claims map[string]any) ([]string, bool) {
	names := []string{}
	for _, id := range set {
		for _, claim := range c.Claims {
			if claim.ID != id {
				continue
			}
			if !claim.answers(claims) {
				return nil, false
			}
			names = add(names, claim.Path.Top())
		}
	}
	return names, true
}

func add(names []string, name string) []string {
	if slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}
