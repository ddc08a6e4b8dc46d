package measure

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// LeadBands are how long before its start something happened, from after the start to six weeks ahead and more. Notice of
// a cancellation is told in the same bands.
var LeadBands = []string{"after_start", "0_4h", "4_24h", "1_3d", "3_7d", "7_28d", "28_42d", "over_42d"}

var leadLimits = []time.Duration{0, 4 * time.Hour, 24 * time.Hour, 3 * 24 * time.Hour, 7 * 24 * time.Hour, 28 * 24 * time.Hour, SixWeeks}

// SixWeeks is how far ahead shifts should be out: NHS England's aim for rosters.
const SixWeeks = 42 * 24 * time.Hour

// LeadBand names the band of a time before a start. A limit itself belongs to the longer band.
func LeadBand(before time.Duration) string {
	for i, limit := range leadLimits {
		if before < limit {
			return LeadBands[i]
		}
	}
	return LeadBands[len(LeadBands)-1]
}

// AskedAt is when temporary staff was first asked for: the posting, or its approval where the employer approves.
func AskedAt(s fact.Shift) time.Time {
	if s.ApprovedAt != nil {
		return *s.ApprovedAt
	}
	return s.PostedAt
}

// Lead is how long before its start a shift was asked for; negative when it was posted afterwards.
func Lead(s fact.Shift) time.Duration { return s.StartsAt.Sub(AskedAt(s)) }

// Bands is a count for each of LeadBands.
type Bands [8]int64

// Plus adds two counts.
func (b Bands) Plus(o Bands) Bands {
	for i := range b {
		b[i] += o[i]
	}
	return b
}

// Sum is all of them.
func (b Bands) Sum() (n int64) {
	for _, x := range b {
		n += x
	}
	return n
}

// Of is the count of one band.
func (b Bands) Of(band string) int64 {
	if i := slices.Index(LeadBands, band); i >= 0 {
		return b[i]
	}
	return 0
}

func (b *Bands) count(band string) {
	if i := slices.Index(LeadBands, band); i >= 0 {
		b[i]++
	}
}
