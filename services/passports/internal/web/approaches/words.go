package approaches

import (
	"github.com/muster-ics/muster/services/passports/internal/approach"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

func titleOf(t approach.Told) string {
	if title := credential.Type(t.Type).Title(); title != "" {
		return title
	}
	return t.Type
}

func claimsOf(t approach.Told) string {
	if len(t.Claims) == 0 {
		return "That you hold it"
	}
	return view.ClaimNames(t.Claims)
}
