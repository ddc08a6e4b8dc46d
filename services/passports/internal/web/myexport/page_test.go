package myexport_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/myexport"
)

func TestTheRecordHasAllOfItAndNoReasonOfAHold(t *testing.T) {
	t.Parallel()
	s := myexport.Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("name", "Sample Person")
	p.Has("person", "RVV", "In good standing", "Hold on deployment")
	p.Has("check-dbs", "Enhanced barred")
	p.Has("disclosures", "Sample Hospitals (RWF)", "Authorised")
	p.Has("adjustments", "A chair without arms.")
	p.Has("credentials", "Identity", "Issued by RVV")
	p.Has("more", "Looks at the passport in the file: 1.")
	offer := myexport.Stories()[0]
	pagetest.Render(t, offer.Component, offer.Principal).Has("download", "JSON")
}
