// Package charts draws the charts of analytics as SVG on the server. Each has a title, a description and a table with the
// same figures.
package charts

import (
	"fmt"
	"strconv"

	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// Part is one of the five parts of a split as it is shown.
type Part struct {
	Code, Name string
	// Fill is the colour of the part in the bar and in the table.
	Fill string
	// OnDark is its colour on a dark wall.
	OnDark         string
	Hours, Shifts  string
	Share          string
	x, width       string
	minutes, total int64
}

// Split is the five-way split as it is shown.
type Split struct {
	Parts []Part
	// Hours and Shifts are the whole.
	Hours, Shifts string
	Description   string
}

// SplitOf prepares a split. The shares are of net requested minutes.
func SplitOf(f fillrate.Figures) Split {
	total := f.Minutes.NetRequested()
	s := Split{Hours: words.Hours(total), Shifts: words.Thousands(f.Shifts.NetRequested())}
	m, n := f.Minutes, f.Shifts
	s.Parts = []Part{
		part("own_bank", "Own bank", "#005eb8", "#4da3ff", m.OwnBank, n.OwnBank, total),
		part("collaborative_bank", "Collaborative bank", "#41b6e6", "#9be4ff", m.CollaborativeBank, n.CollaborativeBank, total),
		part("framework_agency", "Framework agency", "#ffb81c", "#ffb81c", m.FrameworkAgency, n.FrameworkAgency, total),
		part("off_framework_agency", "Off-framework agency", "#7c2855", "#ff8fd0", m.OffFrameworkAgency, n.OffFrameworkAgency, total),
		part("unfilled", "Unfilled", "#aeb7bd", "#aeb7bd", m.Unfilled, n.Unfilled, total),
	}
	var before int64
	for i := range s.Parts {
		p := &s.Parts[i]
		if total > 0 {
			p.x, p.width = tenths(before*barWidth*10/total), tenths((before+p.minutes)*barWidth*10/total-before*barWidth*10/total)
		}
		before += p.minutes
		if i > 0 {
			s.Description += ", "
		}
		s.Description += p.Name + " " + p.Share
	}
	return s
}

const barWidth = 600

func part(code, name, fill, onDark string, minutes, shifts, total int64) Part {
	return Part{
		Code: code, Name: name, Fill: fill, OnDark: onDark, Hours: words.Hours(minutes), Shifts: words.Thousands(shifts),
		Share: fillrate.Rate{Of: minutes, Over: total}.String(), minutes: minutes, total: total,
	}
}

func tenths(n int64) string { return strconv.FormatFloat(float64(n)/10, 'f', 1, 64) }

// Day is one day of a trend as it is shown.
type Day struct {
	Date              string
	FillRate          string
	BankFill          string
	Requested, Filled string
	// Low marks a day under the floor.
	Low                 bool
	x, y, width, height string
	known               bool
}

// Trend is a chart of daily fill rates.
type Trend struct {
	Days        []Day
	Description string
	floorY      string
}

const (
	trendHeight = 100
	trendWidth  = 600
)

// TrendOf prepares a trend. Days on which nothing was asked for have no bar.
func TrendOf(t app.Trend) Trend {
	top := int64(1000) // Per mille at the top of the chart: 100 %, or more when a day has more.
	for _, d := range t.Days {
		top = max(top, d.Figures.Minutes.FillRate().PerMille())
	}
	out := Trend{floorY: tenths((top - fillrate.FloorPerMille) * trendHeight * 10 / top)}
	step := int64(trendWidth*10) / max(int64(len(t.Days)), 1)
	var low, known int
	for i, d := range t.Days {
		rate := d.Figures.Minutes.FillRate()
		height := rate.PerMille() * trendHeight * 10 / top
		out.Days = append(out.Days, Day{
			Date: d.Date.Format("Mon 2 Jan"), FillRate: rate.String(), BankFill: d.Figures.Minutes.BankFill().String(),
			Requested: words.Hours(d.Figures.Minutes.NetRequested()), Filled: words.Hours(d.Figures.Minutes.Filled()),
			Low: rate.BelowFloor(), known: rate.Known(),
			x: tenths(int64(i)*step + step/10), width: tenths(step * 8 / 10), y: tenths(trendHeight*10 - height), height: tenths(height),
		})
		if rate.Known() {
			known++
		}
		if rate.BelowFloor() {
			low++
		}
	}
	out.Description = fmt.Sprintf("The fill rate was below 85%% on %d of %d days with requests.", low, known)
	return out
}
