package overview_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/overview"
)

func story(t *testing.T, n int) pagetest.Page {
	t.Helper()
	s := overview.Stories()[n]
	return pagetest.Render(t, s.Component, s.Principal)
}

func TestTheOverallFigureIsARatioOfSumsWithBothBankRatesLabelled(t *testing.T) {
	t.Parallel()
	p := story(t, 0)
	p.Has("overall", "72.8%") // (9240 + 1380) / (13200 + 1380)
	p.Has("bank-fill", "63.8%")
	p.Has("bank-share", "87.6%")
	p.Has("unfilled", "6 shifts")
	p.Has("withdrawn", "3 shifts")
	p.Has("as-of", "As of 09:00:12", "Tue 10 Mar 2026 at 09:00")
}

func TestTheSplitShowsFivePartsInATableBesideTheBar(t *testing.T) {
	t.Parallel()
	p := story(t, 0)
	p.Has("split-own_bank", "Own bank", "133", "12")
	p.Has("split-collaborative_bank", "9.1%")
	p.Has("split-framework_agency", "4.5%")
	p.Has("split-off_framework_agency", "4.5%")
	p.Has("split-unfilled", "27.2%", "66", "6")
	p.Has("split-bar", "Own bank 54.7%, Collaborative bank 9.1%")
}

func TestEachCellSaysWhatIsTheCase(t *testing.T) {
	t.Parallel()
	p := story(t, 0)
	p.Has("cell-RVV-nursing_midwifery", "70%", "Low", "6 unfilled")
	if got := p.One("cell-RVV-clinical_support"); got != "100%" {
		t.Errorf("a full cell reads %q", got)
	}
	if got := p.One("cell-RWF-allied_health"); got != "Nothing requested –" {
		t.Errorf("a cell whose only shift was withdrawn reads %q: it has no percentage", got)
	}
	p.Has("age-RVV", "Under 1 min old")
	p.Has("age-RWF", "3 h old")
	p.Has("age-RXY", "No data yet")
}

func TestUpdatesCanBePaused(t *testing.T) {
	t.Parallel()
	live, paused := story(t, 0), story(t, 1)
	if len(live.All("live")) != 1 || len(live.All("pause")) != 1 {
		t.Error("the live page does not move, or cannot be paused")
	}
	if len(paused.All("live")) != 0 || len(paused.All("resume")) != 1 || len(paused.All("refresh")) != 1 {
		t.Error("the paused page moves, or cannot be resumed or refreshed")
	}
}

func TestBeforeTheFirstEventNothingIsAPercentage(t *testing.T) {
	t.Parallel()
	p := story(t, 2)
	if got := p.One("overall"); strings.Contains(got, "%") {
		t.Errorf("the overall figure is %q", got)
	}
	p.Has("nothing-requested", "Nothing is requested")
	p.Has("no-employers", "No employer")
	p.Has("as-of", "no event yet")
}

func TestTheTrendHasATableWithEveryDay(t *testing.T) {
	t.Parallel()
	p := story(t, 0)
	days := p.All("trend-day")
	if len(days) != 28 {
		t.Fatalf("%d days", len(days))
	}
	if !strings.Contains(days[9], "–") || strings.Contains(days[9], "%") {
		t.Errorf("a day without requests reads %q", days[9])
	}
	p.Has("trend-chart", "Fill rate by day", "of 27 days with requests")
}

func TestWorkedFillStandsLabelledBesideBookedFillOnceShiftsAreOver(t *testing.T) {
	t.Parallel()
	p := story(t, 3)
	p.Has("bank-fill", "63.8%")
	p.Has("worked-bank-fill", "58.4%") // 8520 / 14580
	if n := len(story(t, 0).All("worked-bank-fill")); n != 0 {
		t.Errorf("%d worked figures stand over shifts that have not begun", n)
	}
}
