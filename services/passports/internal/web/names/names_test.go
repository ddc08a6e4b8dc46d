package names_test

import (
	"context"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/names"
)

func TestCodesAreSaidByName(t *testing.T) {
	t.Parallel()
	ctx := names.With(context.Background(), app.Names{Employers: map[string]string{"RVV": "Sample Hospitals"}, Sites: map[string]string{"RVV02": "The Sample Infirmary"}})
	for _, c := range []struct{ got, want string }{
		{names.Employer(ctx, "RVV"), "Sample Hospitals (RVV)"},
		{names.Site(ctx, "RVV02"), "The Sample Infirmary (RVV02)"},
		{names.Employer(ctx, "RWF"), "RWF"},
		{names.Site(ctx, "RVV"), "RVV"},
		{names.Employer(context.Background(), "RVV"), "RVV"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
