package view

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
)

// Employer is for whom the caller acts.
func Employer(ctx context.Context) string {
	who, _ := auth.From(ctx)
	return who.Employer
}
