package ratespage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/ratespage"
)

func TestRatesThatLieApartComeFirst(t *testing.T) {
	t.Parallel()
	stories := ratespage.Stories()
	p := pagetest.Render(t, stories[0].Component, stories[0].Principal)
	p.Has("summary", "Rates lie apart for 1 of 2 kinds of work, furthest for Nursing and midwifery, Band 5, nights: 20%.")
	p.Has("spread", "£19.00 to £23.00 an hour: 20% apart.")
	p.Has("work-1", "Medway", "15% above", "£31.00", "East Kent Hospitals", "5% below")
	p.Has("level-row", "Clinical support, Band 3, days", "£13.60", "8", "2")
}

func TestOneEmployerStandsBesideTheMedianOfAll(t *testing.T) {
	t.Parallel()
	stories := ratespage.Stories()
	pagetest.Render(t, stories[1].Component, stories[1].Principal).Has("summary", "differs from that of all for 1 of 1 kinds of work", "5% below")
	pagetest.Render(t, stories[1].Component, stories[1].Principal).Has("spread", "Its median is £19.00, that of all £20.00: 5% below.")
	pagetest.Render(t, stories[2].Component, stories[2].Principal).Has("summary", "All employers pay the same for alike work.")
	pagetest.Render(t, stories[3].Component, stories[3].Principal).Has("summary", "No shift of these days has a rate to compare.")
	pagetest.Render(t, stories[4].Component, stories[4].Principal).Has("error-summary", "more than 92 days")
}
