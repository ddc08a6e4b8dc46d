package forecastpage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/forecastpage"
)

func TestTheForecastStandsInAChartAndInATable(t *testing.T) {
	t.Parallel()
	s := forecastpage.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("forecast-chart", "About 54 shifts are expected to be unfilled over 14 days, most of them on Sunday 5 April.")
	days := p.All("forecast-day")
	if len(days) != 14 {
		t.Fatalf("%d days", len(days))
	}
	p.Has("forecast-table", "Fri 3 Apr", "Bank holiday", "2.5 to 6", "Week before")
	p.Has("trust", "wrong by 0.8 shifts on average", "by 1.3", "held 81 of 100 times")
}

func TestAForecastWithoutHistorySaysSo(t *testing.T) {
	t.Parallel()
	s := forecastpage.Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("forecast-chart", "No shift is expected to be unfilled")
	p.Has("trust", "too little history")
	p.Has("forecast-table", "–")
}
