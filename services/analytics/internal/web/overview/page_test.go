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
	if got := p.One("cell-RVV-clinical_support"); got != "Support 100%" {
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

func TestWorkedFillStandsLabelledBesideBookedFill(t *testing.T) {
	t.Parallel()
	p := story(t, 0)
	p.Has("bank-fill", "63.8%")
	p.Has("worked-bank-fill", "last 28 days", "booked 54.3%", "worked (approved hours) 58.4%") // 7920 and 8520 of 14580.
}

func TestWhatNeedsSomebodyFirstSaysWhyAndWhatCanBeDone(t *testing.T) {
	t.Parallel()
	p := story(t, 0)
	p.Has("gaps-counts", "3 shifts open in the next 24 hours", "4 shifts in the next 72", "Of high risk: 2")
	gaps := p.All("gap")
	if len(gaps) != 3 {
		t.Fatalf("%d gaps: two that are alike stand together", len(gaps))
	}
	for _, want := range []string{
		"High risk", "2 × Registered nurse", "Emergency", "William Harvey Hospital, East Kent Hospitals", "Registered nurse or midwife at night",
		"Open to: own bank, and collaborative bank since 08:40.", "Agencies from 10:30.", "Ask for mutual aid",
	} {
		if !strings.Contains(gaps[0], want) {
			t.Errorf("the first gap does not say %q: %s", want, gaps[0])
		}
	}
}

func TestAgenciesStandWithWhoAllowedThemAndWhy(t *testing.T) {
	t.Parallel()
	p := story(t, 0)
	p.Has("agency", "Off framework 1 shift", "£1,254.00", "1 of 2")
	p.Has("agency-shift", "Off-framework agency", "£62.00 an hour, above the cap of £48.00", "An executive let agencies in before the bank had its time: patient safety",
		"An executive approved an off-framework agency: patient safety", "Somebody allowed a charge above the cap: patient safety")
	p.Has("lending-RVV", "11.5 h", "22 h", "Borrows 10.5 h")
	p.Has("lending-RWF", "Few people")
	p.Has("alerts", "1 alert stands", "Registered nights: East Kent Hospitals University NHS Foundation Trust, nursing and midwifery. 70% filled of 20 shifts.", "Nobody has taken it on yet")
}

func TestWhatIsSaidToAScreenReaderIsOneSummary(t *testing.T) {
	t.Parallel()
	if got := story(t, 0).One("said"); got != "72.8% filled, next 72 hours. 6 shifts unfilled. 2 shifts of high risk within three days. 1 alert stands." {
		t.Errorf("it is said: %q", got)
	}
}

func TestTheWallSaysItInFewWordsAndAsksForNoHand(t *testing.T) {
	t.Parallel()
	p := story(t, 4)
	p.Has("wall-overall", "72.8%")
	p.Has("wall-unfilled", "6 shifts")
	p.Has("wall-alerts", "1 alert stands")
	p.Has("wall-gaps", "High risk", "Emergency", "2 × Registered nurse")
	p.Has("wall-employers", "East Kent Hospitals", "Low", "< 1 min", "None")
	if text := p.One("wall"); strings.Contains(text, "Sign out") || strings.Contains(text, "mutual aid") {
		t.Errorf("there is something to press on the wall: %s", text)
	}
}
