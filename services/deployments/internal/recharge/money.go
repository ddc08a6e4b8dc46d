package recharge

import "fmt"

// whole is 100 % in basis points.
const whole = 10_000

// halfUp divides to the nearest penny, half a penny away from nothing, so that what is taken back is to the penny what
// was charged. This is the one rounding of the service. It is applied once to each component of a recharge and never to
// a sum: a statement is then exactly the sum of what it shows, one line can be disputed or taken back without moving
// another, and both employers come to the same total in whatever order they add.
func halfUp(n, by int64) int64 {
	if n < 0 {
		return -halfUp(-n, by)
	}
	return (n + by/2) / by
}

// share is so many basis points of an amount.
func share(pence, basisPoints int64) int64 { return halfUp(pence*basisPoints, whole) }

// timed is what minutes come to at a rate an hour with an uplift in basis points.
func timed(minutes int, hourly, uplift int64) int64 {
	return halfUp(int64(minutes)*hourly*(whole+uplift), 60*whole)
}

// Supplement is what is paid an hour beside a basic rate: so many basis points of it, not below the least and not above
// the most, where that is set.
func Supplement(basic, basisPoints, least, most int64) int64 {
	if basisPoints == 0 {
		return 0
	}
	out := max(share(basic, basisPoints), least)
	if most > 0 {
		out = min(out, most)
	}
	return out
}

// pounds is an amount in words for people.
func pounds(pence int64) string { return fmt.Sprintf("£%d.%02d", pence/100, pence%100) }
