package credential

import "github.com/muster-ics/muster/services/passports/internal/check"

// OfCheck is the type that a satisfied check of a kind gives.
func OfCheck(t check.Type) (Type, bool) {
	of, ok := typeOfCheck[t]
	return of, ok
}
