package shift

import "time"

// NoticeBand is how long before its start something happened to a shift.
type NoticeBand string

// The bands of notice and of lead time, shortest first. They are the ones in which temporary staffing is measured: under
// 0 is after the start.
const (
	NoticeAfterStart NoticeBand = "after_start"
	Notice0To4h      NoticeBand = "0_4h"
	Notice4To24h     NoticeBand = "4_24h"
	Notice1To3d      NoticeBand = "1_3d"
	Notice3To7d      NoticeBand = "3_7d"
	Notice7To28d     NoticeBand = "7_28d"
	Notice28To42d    NoticeBand = "28_42d"
	NoticeOver42d    NoticeBand = "over_42d"
)

// noticeBands are the bands by their upper ends, in elapsed time. A notice at an end belongs to the longer band.
var noticeBands = []struct {
	under time.Duration
	band  NoticeBand
}{
	{0, NoticeAfterStart},
	{4 * time.Hour, Notice0To4h},
	{24 * time.Hour, Notice4To24h},
	{3 * 24 * time.Hour, Notice1To3d},
	{7 * 24 * time.Hour, Notice3To7d},
	{28 * 24 * time.Hour, Notice7To28d},
	{42 * 24 * time.Hour, Notice28To42d},
}

// NoticeBandOf is the band of a notice given so long before the start.
func NoticeBandOf(notice time.Duration) NoticeBand {
	for _, b := range noticeBands {
		if notice < b.under {
			return b.band
		}
	}
	return NoticeOver42d
}

// Words says the band to people.
func (b NoticeBand) Words() string {
	switch b {
	case NoticeAfterStart:
		return "after the start"
	case Notice0To4h:
		return "less than 4 hours before the start"
	case Notice4To24h:
		return "4 to 24 hours before the start"
	case Notice1To3d:
		return "1 to 3 days before the start"
	case Notice3To7d:
		return "3 to 7 days before the start"
	case Notice7To28d:
		return "7 to 28 days before the start"
	case Notice28To42d:
		return "28 to 42 days before the start"
	case NoticeOver42d:
		return "more than 42 days before the start"
	}
	return ""
}
