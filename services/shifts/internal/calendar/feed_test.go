package calendar_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	goical "github.com/emersion/go-ical"

	"github.com/muster-ics/muster/services/shifts/internal/calendar"
)

func entries() []calendar.Entry {
	at := time.Date(2026, 10, 24, 19, 0, 0, 0, time.UTC)
	return []calendar.Entry{
		{UID: "0192f3c4-0000-7000-8000-000000000001@muster", Sequence: 2, StartsAt: at, EndsAt: at.Add(12*time.Hour + 30*time.Minute), ChangedAt: at.Add(-time.Hour),
			Summary: "Registered nurse, band 5; night, Ward 7", Location: "Queen Elizabeth The Queen Mother Hospital, Margate, where the line is long enough to be folded – twice, even",
			Detail: "Host: East Kent\nBreak: 60 min", URL: "https://muster.example.test/bookings/1"},
		{UID: "0192f3c4-0000-7000-8000-000000000002@muster", Sequence: 5, StartsAt: at.Add(48 * time.Hour), EndsAt: at.Add(60 * time.Hour), ChangedAt: at, Summary: "Cancelled: Ward 9", Cancelled: true},
		{UID: "0192f3c4-0000-7000-8000-000000000003@muster", Sequence: 1, StartsAt: at.Add(72 * time.Hour), EndsAt: at.Add(80 * time.Hour), ChangedAt: at, Summary: "Ward 10", Tentative: true},
	}
}

func TestFeedIsReadByAnotherReader(t *testing.T) {
	t.Parallel()
	cal, err := goical.NewDecoder(bytes.NewReader(calendar.Feed(entries()))).Decode()
	if err != nil {
		t.Fatal(err)
	}
	got := cal.Events()
	if len(got) != 3 {
		t.Fatalf("%d events, want 3", len(got))
	}
	for i, want := range entries() {
		e := got[i]
		starts, err1 := e.DateTimeStart(time.UTC)
		ends, err2 := e.DateTimeEnd(time.UTC)
		if err1 != nil || err2 != nil || !starts.Equal(want.StartsAt) || !ends.Equal(want.EndsAt) {
			t.Errorf("%d: from %v to %v (%v, %v)", i, starts, ends, err1, err2)
		}
		text := func(name string) string { s, _ := e.Props.Text(name); return s }
		if text("SUMMARY") != want.Summary || text("LOCATION") != want.Location || text("DESCRIPTION") != want.Detail || text("UID") != want.UID {
			t.Errorf("%d: reads %q at %q, %q (%s)", i, text("SUMMARY"), text("LOCATION"), text("DESCRIPTION"), text("UID"))
		}
	}
	for i, status := range []string{"CONFIRMED", "CANCELLED", "TENTATIVE"} {
		if got := got[i].Props.Get("STATUS").Value; got != status {
			t.Errorf("%d: %s, want %s", i, got, status)
		}
	}
	if got[1].Props.Get("SEQUENCE").Value != "5" {
		t.Errorf("sequence %s, want 5", got[1].Props.Get("SEQUENCE").Value)
	}
}

func TestFeedLinesEndAndFoldAsTheStandardWants(t *testing.T) {
	t.Parallel()
	feed := string(calendar.Feed(entries()))
	if strings.Count(feed, "\n") != strings.Count(feed, "\r\n") || strings.Count(feed, "\r") != strings.Count(feed, "\r\n") || !strings.HasSuffix(feed, "END:VCALENDAR\r\n") {
		t.Error("a line does not end with CR LF")
	}
	for _, line := range strings.Split(feed, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("a line of %d bytes, or a letter cut in two: %q", len(line), line)
		}
	}
	for _, want := range []string{"DTSTART:20261024T190000Z", "DTEND:20261025T073000Z", "METHOD:PUBLISH", "TRANSP:TRANSPARENT"} {
		if !strings.Contains(feed, want+"\r\n") {
			t.Errorf("no %s", want)
		}
	}
}

func TestFeedOfNothingIsACalendar(t *testing.T) {
	t.Parallel()
	feed := string(calendar.Feed(nil))
	if !strings.HasPrefix(feed, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") {
		t.Errorf("an empty feed: %q", feed)
	}
}
