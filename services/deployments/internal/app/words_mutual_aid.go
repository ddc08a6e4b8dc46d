package app

import "github.com/muster-ics/muster/services/deployments/internal/mutualaid"

// The laid-open values in which pages and API speak of mutual aid.
type (
	MutualAid       = mutualaid.MutualAid
	MutualAidRecord = mutualaid.Record
)

// AidReasons are why a lead may open shifts, in the order in which they are offered.
var AidReasons = mutualaid.Reasons

// AidActive is the status of a mutual aid that is open.
const AidActive = string(mutualaid.Active)
