package oid4vp

import (
	"encoding/json"
	"net/url"

	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// Limits of one answer.
const (
	maxPresentations = 60
	maxAnswer        = 900 << 10
)

// Answer is what a wallet posts.
type Answer struct {
	State string
	// Presentations are the compact presentations by the id of the query that each answers.
	Presentations map[string][]string
	// Refusal is the wallet's error code when the worker said no or the wallet could not.
	Refusal string
}

// ReadAnswer reads the form of direct_post (section 8.2). Every member may stand once.
func ReadAnswer(form url.Values) (Answer, error) {
	for _, values := range form {
		if len(values) > 1 {
			return Answer{}, refuse("invalid_request", "A member of the form stands twice.")
		}
	}
	a := Answer{State: form.Get("state"), Refusal: form.Get("error")}
	raw := form.Get("vp_token")
	switch {
	case a.State == "":
		return a, refuse("invalid_request", "state is missing.")
	case a.Refusal != "" && raw != "":
		return a, refuse("invalid_request", "An answer is an error or a vp_token, and not both.")
	case a.Refusal != "":
		return a, nil
	case raw == "" || len(raw) > maxAnswer:
		return a, refuse("invalid_request", "vp_token is missing or too large.")
	}
	var err error
	a.Presentations, err = readToken(raw)
	return a, err
}

// Form is the answer as a wallet posts it by direct_post.
func (a Answer) Form() url.Values {
	form := url.Values{}
	if a.State != "" {
		form.Set("state", a.State)
	}
	if a.Refusal != "" {
		form.Set("error", a.Refusal)
		return form
	}
	// Lists of strings by name: this cannot fail.
	token, _ := json.Marshal(a.Presentations)
	form.Set("vp_token", string(token))
	return form
}

func readToken(raw string) (map[string][]string, error) {
	o, err := jws.Object([]byte(raw))
	if err != nil {
		return nil, refuse("invalid_request", "vp_token is no JSON object whose names stand once.")
	}
	out, n := map[string][]string{}, 0
	for id, v := range o {
		list, ok := v.([]any)
		if !ok || len(list) == 0 {
			return nil, refuse("invalid_request", "vp_token must have a list of presentations for each query.")
		}
		for _, one := range list {
			s, ok := one.(string)
			if n++; !ok || s == "" || n > maxPresentations {
				return nil, refuse("invalid_request", "vp_token holds what is no presentation, or too many.")
			}
			out[id] = append(out[id], s)
		}
	}
	if len(out) == 0 {
		return nil, refuse("invalid_request", "vp_token holds no presentation.")
	}
	return out, nil
}

// Asked tells whether the answer names only queries that were asked, and no more than one presentation for one.
func (a Answer) Asked(q dcql.Query) bool {
	for id, list := range a.Presentations {
		c, known := q.Of(id)
		if !known || (len(list) > 1 && !c.Multiple) {
			return false
		}
	}
	return true
}
