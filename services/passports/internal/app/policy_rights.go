package app

import "github.com/muster-ics/muster/pkg/auth"

// What workers may do with their own passports.
const (
	MayShare         auth.Action = "disclosure.share"
	MaySeeLooks      auth.Action = "looks.read_own"
	MayExport        auth.Action = "passport.export"
	MayReadDecisions auth.Action = "decisions.read_own"
)

// rightsPolicy is the worker's alone.
var rightsPolicy = auth.Policy{
	MayShare: ownPassport, MaySeeLooks: ownPassport, MayExport: ownPassport, MayReadDecisions: ownPassport,
}
