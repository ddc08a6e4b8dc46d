package clearance

import (
	"fmt"

	inductions "github.com/muster-ics/muster/services/passports/internal/induction"
)

// siteInduction asks whether the host has shown the worker round the site. It warns and never bars: the host sees to it as
// the shift begins. At home it is part of the post.
func siteInduction(j *judgement) {
	b := j.Booking
	if !j.away() || b.Site == "" {
		return
	}
	r := j.add("site_induction", b.Site)
	if !inductions.At(j.Passport.Inductions, b.HostEmployer, b.Site, b.EndsAt) {
		r.fails(Flag, "INDUCTION_MISSING", fmt.Sprintf("No induction at the site %s is recorded.", b.Site)).
			fix(ByHost, "Show the worker round before the shift begins, and record it.")
	}
}
