package auth

import "context"

// Heirs is who stands now for the codes that employers were once known by.
type Heirs interface {
	// Of is who stands for a code: the code itself where nobody follows it.
	Of(code string) string
	// Codes is every code for which the same employer stands, the code itself first.
	Codes(code string) []string
}

type heirsKey struct{}

// WithHeirs puts into ctx who stands for whom now. A principal in it becomes one of the heir: whoever signs in with the code of an
// employer that another has followed acts for that other.
func WithHeirs(ctx context.Context, h Heirs) context.Context {
	if who, ok := From(ctx); ok && who.Employer != "" {
		who.Employer = h.Of(who.Employer)
		ctx = With(ctx, who)
	}
	return context.WithValue(ctx, heirsKey{}, h)
}

// Heir is who stands now for an employer's code; the code itself where nobody has said.
func Heir(ctx context.Context, code string) string {
	if h, ok := ctx.Value(heirsKey{}).(Heirs); ok && code != "" {
		return h.Of(code)
	}
	return code
}

// Codes is every code under which something of an employer may have been written down, its own first; none for an empty one.
func Codes(ctx context.Context, employer string) []string {
	if employer == "" {
		return nil
	}
	if h, ok := ctx.Value(heirsKey{}).(Heirs); ok {
		return h.Codes(employer)
	}
	return []string{employer}
}

// Is tells whether the principal's employer is the one that a code means now.
func (p Principal) Is(ctx context.Context, code string) bool {
	return p.Employer != "" && Heir(ctx, p.Employer) == Heir(ctx, code)
}

// As is the principal under the first of its employer's codes that something names; as it is where it names none.
func (p Principal) As(ctx context.Context, names func(code string) bool) Principal {
	for _, code := range Codes(ctx, p.Employer) {
		if names(code) {
			p.Employer = code
			return p
		}
	}
	return p
}
