package clearance

import (
	"fmt"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/competency"
)

var london = mustLondon()

func mustLondon() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		return time.UTC
	}
	return l
}

// lastDay is the last day, in London, on which something that ends at until still holds. An end at midnight belongs to the
// day before.
func lastDay(until time.Time) string {
	return until.Add(-time.Nanosecond).In(london).Format("2 Jan 2006")
}

// words reads a code aloud: "registered nurse" for registered_nurse.
func words(code string) string { return strings.ReplaceAll(code, "_", " ") }

func bandWords(band string) string {
	if band == "medical" {
		return "a medical grade"
	}
	return "band " + band
}

func workforceWords(workforce string) string {
	if workforce == "both" {
		return "adult and child"
	}
	return workforce
}

func competencyTitle(a Ask) string {
	title := competency.Title(a.Framework, a.Code)
	if a.Level > 1 {
		return fmt.Sprintf("%s level %d", title, a.Level)
	}
	return title
}
