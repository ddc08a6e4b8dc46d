// Package calendar writes a worker's bookings as an iCalendar feed (RFC 5545) that their phone subscribes to.
package calendar

import (
	"fmt"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Entry is one booking as the calendar shows it. No entry names a person.
type Entry struct {
	// UID stays the same for the life of the booking; Sequence rises with each change.
	UID      string
	Sequence int64
	// StartsAt and EndsAt are absolute; the phone shows them in its own zone.
	StartsAt, EndsAt time.Time
	// ChangedAt is when the entry came to stand as it does.
	ChangedAt time.Time
	// Summary is the line in the calendar, Location where to go, Detail what else to know, URL the page of the booking.
	Summary, Location, Detail, URL string
	// Cancelled entries are struck through by the phone instead of vanishing without a word.
	Cancelled bool
	// Tentative entries are not confirmed yet.
	Tentative bool
}

// Refresh is how often phones are asked to look again.
const Refresh = 15 * time.Minute

// Feed writes the entries as text/calendar. Lines end with CR LF, as RFC 5545 section 3.1 wants it.
func Feed(entries []Entry) []byte {
	cal := ics.NewCalendarFor("Muster")
	cal.SetMethod(ics.MethodPublish)
	cal.SetName("Muster shifts")
	cal.SetXWRCalName("Muster shifts")
	every := fmt.Sprintf("PT%dM", int(Refresh/time.Minute))
	cal.SetRefreshInterval(every, ics.WithValue("DURATION"))
	cal.SetXPublishedTTL(every)
	for _, e := range entries {
		add(cal, e)
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows))
}

func add(cal *ics.Calendar, e Entry) {
	ev := cal.AddEvent(e.UID)
	ev.SetDtStampTime(e.ChangedAt)
	ev.SetModifiedAt(e.ChangedAt)
	ev.SetSequence(int(e.Sequence))
	ev.SetStartAt(e.StartsAt)
	ev.SetEndAt(e.EndsAt)
	ev.SetSummary(e.Summary)
	ev.SetLocation(e.Location)
	ev.SetDescription(e.Detail)
	ev.SetURL(e.URL)
	ev.SetClass(ics.ClassificationPrivate)
	switch {
	case e.Cancelled:
		ev.SetStatus(ics.ObjectStatusCancelled)
		ev.SetTimeTransparency(ics.TransparencyTransparent)
	case e.Tentative:
		ev.SetStatus(ics.ObjectStatusTentative)
	default:
		ev.SetStatus(ics.ObjectStatusConfirmed)
	}
}
