// Package dcql has the rules of the Digital Credentials Query Language (OpenID for Verifiable Presentations 1.0,
// section 6): what a receiver asks for, which credentials answer it, and which claims of them have to be told.
package dcql

import "fmt"

// Format is the one credential format that passports speak.
const Format = "dc+sd-jwt"

// Limits keep a stranger's query small: a whole passport is far below them.
const (
	maxCredentials = 40
	maxClaims      = 60
	maxSets        = 20
	maxDepth       = 8
)

// Query is what a receiver asks for.
type Query struct {
	Credentials []CredentialQuery
	// Sets say which credentials are needed together; none means all of them.
	Sets []SetQuery
}

// CredentialQuery asks for one kind of credential.
type CredentialQuery struct {
	ID     string
	Format string
	// Types are the vct values, one of which the credential must have.
	Types []string
	// Multiple allows more than one credential in answer.
	Multiple bool
	// Unbound does without the proof that the presenter holds the credential's key. Passports never do.
	Unbound bool
	// Claims are what has to be told of it; none means no more than is told anyway.
	Claims []ClaimQuery
	// ClaimSets are choices of claim ids, the receiver's favourite first; none means all claims.
	ClaimSets [][]string
}

// ClaimQuery asks for one claim.
type ClaimQuery struct {
	ID   string
	Path Path
	// Values, when there are any, are those of which the claim must have one.
	Values []any
}

// SetQuery asks for one of several groups of credentials.
type SetQuery struct {
	Options  [][]string
	Optional bool
}

// Error says what is wrong with a query, and where.
type Error struct{ At, Message string }

// Error implements error.
func (e *Error) Error() string { return fmt.Sprintf("dcql_query%s: %s", e.At, e.Message) }

func bad(at, format string, args ...any) *Error {
	return &Error{At: at, Message: fmt.Sprintf(format, args...)}
}

// Of gives the query of one credential by its id.
func (q Query) Of(id string) (CredentialQuery, bool) {
	for _, c := range q.Credentials {
		if c.ID == id {
			return c, true
		}
	}
	return CredentialQuery{}, false
}

// Object is the query as JSON has it.
func (q Query) Object() map[string]any {
	credentials := make([]any, len(q.Credentials))
	for i, c := range q.Credentials {
		credentials[i] = c.object()
	}
	out := map[string]any{"credentials": credentials}
	if len(q.Sets) > 0 {
		sets := make([]any, len(q.Sets))
		for i, s := range q.Sets {
			sets[i] = map[string]any{"options": lists(s.Options), "required": !s.Optional}
		}
		out["credential_sets"] = sets
	}
	return out
}

func (c CredentialQuery) object() map[string]any {
	out := map[string]any{"id": c.ID, "format": c.Format, "meta": map[string]any{"vct_values": anys(c.Types)}}
	if c.Multiple {
		out["multiple"] = true
	}
	if c.Unbound {
		out["require_cryptographic_holder_binding"] = false
	}
	if len(c.Claims) > 0 {
		claims := make([]any, len(c.Claims))
		for i, one := range c.Claims {
			claims[i] = one.object()
		}
		out["claims"] = claims
	}
	if len(c.ClaimSets) > 0 {
		out["claim_sets"] = lists(c.ClaimSets)
	}
	return out
}

func (c ClaimQuery) object() map[string]any {
	out := map[string]any{"path": []any(c.Path)}
	if c.ID != "" {
		out["id"] = c.ID
	}
	if len(c.Values) > 0 {
		out["values"] = c.Values
	}
	return out
}

func lists(of [][]string) []any {
	out := make([]any, len(of))
	for i, one := range of {
		out[i] = anys(one)
	}
	return out
}

func anys(of []string) []any {
	out := make([]any, len(of))
	for i, s := range of {
		out[i] = s
	}
	return out
}
