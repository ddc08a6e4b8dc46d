package app

import (
	"fmt"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// openShiftTelling is what a worker reads of an open shift.
func openShiftTelling(s shift.State, names Directory, now time.Time, raised bool) Telling {
	t := Telling{
		Kind: NoticeOpenShift, ShiftID: s.ID, StartsAt: s.StartsAt, At: now,
		Headline: InWords(s.Role) + ", " + when(s.StartsAt, s.EndsAt),
		Detail:   place(s, names) + ". You can take this shift.",
		Link:     "/shifts/" + s.ID.String() + "/accept",
	}
	switch {
	case s.BookingMode == shift.RequestApprove:
		t.Detail = place(s, names) + ". You can ask for this shift; the ward chooses."
	case raised:
		t.Headline = "Better paid: " + t.Headline
	}
	return t
}

// digest folds an alert into the one notice of its hour, for a worker who has had their fill of single ones. It does
// not ring again for each shift that comes on top.
func digest(t Telling, now time.Time) Telling {
	hour := now.UTC().Truncate(time.Hour)
	t.Kind, t.Key = NoticeDigest, "digest:"+hour.Format("2006010215")
	t.Headline, t.Detail = "More open shifts that you can take", "Several more shifts opened around "+clockOf(hour)+". See them all in your list."
	t.StartsAt, t.Link, t.Urgent = time.Time{}, "/open-shifts", false
	return t
}

// when says a span by the clock in London, e.g. "Tue 24 Nov, 19:30 to 08:00".
func when(starts, ends time.Time) string {
	return starts.In(clock.London).Format("Mon 2 Jan, 15:04") + " to " + clockOf(ends)
}

func clockOf(t time.Time) string { return t.In(clock.London).Format("15:04") }

// place says where, with the host first: a worker must see at once that it is another employer's.
func place(s shift.State, names Directory) string {
	return InWords(s.Ward) + ", " + names.Site(s.Site) + " (" + names.Employer(s.Employer) + ")"
}

// InWords makes a code readable: registered_nurse becomes Registered nurse.
func InWords(code string) string {
	words := strings.ReplaceAll(code, "_", " ")
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// aboutBooking begins what is told of a booking.
func aboutBooking(b Booked, names Directory, headline, detail string) Telling {
	return Telling{
		WorkerID: b.Booking.WorkerID, Kind: NoticeBooking, ShiftID: b.Shift.ID, StartsAt: b.Booking.StartsAt,
		Key:      fmt.Sprintf("booking:%s:%d", b.Booking.ID, b.Booking.Version),
		Headline: headline, Detail: when(b.Booking.StartsAt, b.Booking.EndsAt) + ", " + place(b.Shift, names) + ". " + detail,
		Link: "/bookings/" + b.Booking.ID.String(), Ring: true,
	}
}
