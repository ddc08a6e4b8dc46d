// Package release says when a shift may be offered to whom.
package release

import "time"

// longBankWindow is how long before the start agencies may be asked at the earliest for a shift that was posted early.
const longBankWindow = 7 * 24 * time.Hour

// BankClosesAt is the moment before which no agency may fill a shift posted at postedAt and starting at startsAt: the
// later of seven days before the start and a quarter of the lead time after posting. A shift posted late therefore still
// gives the banks their quarter, and one posted early keeps agencies out until its last week. It is the one ladder that
// every employer has until ladders are data. A shift posted after its start has no bank window left.
func BankClosesAt(postedAt, startsAt time.Time) time.Time {
	lead := startsAt.Sub(postedAt)
	if lead <= 0 {
		return postedAt
	}
	quarter := postedAt.Add((lead / 4).Truncate(time.Microsecond))
	if lastWeek := startsAt.Add(-longBankWindow); lastWeek.After(quarter) {
		return lastWeek
	}
	return quarter
}
