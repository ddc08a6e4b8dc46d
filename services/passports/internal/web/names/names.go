// Package names says employers and sites by their names in pages, each with its code behind it. A code that nobody has
// told the name of stands for itself.
package names

import (
	"context"

	"github.com/muster-ics/muster/services/passports/internal/app"
)

type key struct{}

// With lets a page know the names.
func With(ctx context.Context, known app.Names) context.Context {
	return context.WithValue(ctx, key{}, known)
}

// Employer is an employer by its ODS code: Sample Hospitals (RVV).
func Employer(ctx context.Context, code string) string {
	known, _ := ctx.Value(key{}).(app.Names)
	return both(known.Employers, code)
}

// Site is a site by its ODS code.
func Site(ctx context.Context, code string) string {
	known, _ := ctx.Value(key{}).(app.Names)
	return both(known.Sites, code)
}

func both(known map[string]string, code string) string {
	if name := known[code]; name != "" {
		return name + " (" + code + ")"
	}
	return code
}
