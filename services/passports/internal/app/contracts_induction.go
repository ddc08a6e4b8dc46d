package app

import (
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/services/passports/internal/induction"
)

// publicInductions gives, of each site, the induction that holds longest, in the order in which they were first recorded.
func publicInductions(all []induction.Induction) []contract.Induction {
	out := []contract.Induction{}
	at := make(map[[2]string]int)
	for _, i := range all {
		r := i.Record()
		k := [2]string{r.Employer, r.Site}
		n, there := at[k]
		if !there {
			at[k] = len(out)
			out = append(out, contract.Induction{Employer: r.Employer, Site: r.Site, ValidUntil: r.ValidUntil})
			continue
		}
		if best := out[n].ValidUntil; best != nil && (r.ValidUntil == nil || r.ValidUntil.After(*best)) {
			out[n].ValidUntil = r.ValidUntil
		}
	}
	return out
}
