// Package workingtime judges whether one more shift keeps a worker within the law, the contract, the visa and the host
// employer's own caps. It sees the whole diary, at whichever employers, and says every rule that the shift would break
// with its figures. Lengths are elapsed time; days and weeks are those of Europe/London.
//
// The figures come as parameters (params.go, policy.go) with their source. They are reference data that an adopter
// verifies; nothing here is legal advice.
package workingtime

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Kind is what an entry of a diary is.
type Kind string

// The kinds of entries. Leave and sickness are no work: their days are left out of averages.
const (
	Booking     Kind = "booking"
	Substantive Kind = "substantive"
	Leave       Kind = "leave"
	Sick        Kind = "sick"
)

// Entry is one line of a worker's diary.
type Entry struct {
	// BookingID is set for bookings.
	BookingID id.ID
	// Kind is booking when it is empty.
	Kind Kind
	// Host is the ODS code of where the work is; Employer of who employs the worker for it. They are the same unless an
	// agreement leaves the home employer the employer.
	Host, Employer   string
	StartsAt, EndsAt time.Time
	// NetMinutes is the working time: the elapsed length less the unpaid break. 0 means without a break.
	NetMinutes int
}

// Work tells whether the entry is working time.
func (e Entry) Work() bool { return e.Kind != Leave && e.Kind != Sick }

// Net is the working time of the entry.
func (e Entry) Net() time.Duration {
	if e.NetMinutes > 0 {
		return time.Duration(e.NetMinutes) * time.Minute
	}
	return e.EndsAt.Sub(e.StartsAt)
}

// within is the part of the working time that lies in [from, to). A break is spread over the whole shift, since nobody
// records when it was taken.
func (e Entry) within(from, to time.Time) time.Duration {
	from, to = later(from, e.StartsAt), earlier(to, e.EndsAt)
	part, whole := to.Sub(from), e.EndsAt.Sub(e.StartsAt)
	switch {
	case part <= 0:
		return 0
	case part == whole:
		return e.Net()
	}
	return time.Duration(float64(e.Net()) * (float64(part) / float64(whole)))
}

// Reach is how far to both sides of a shift a rule looks: the longest reference period is 26 weeks, and days left out of
// it move its end on.
const Reach = 30 * 7 * 24 * time.Hour

// Diary is what a worker has agreed to, by start, as far as Reach to both sides of what is judged.
type Diary struct {
	// Version counts the changes that may add working time; a claim holds only on the version that was judged.
	Version int64
	Entries []Entry
}

// Without is the diary less one booking, for judging another time for it.
func (d Diary) Without(bookingID id.ID) Diary {
	out := Diary{Version: d.Version}
	for _, e := range d.Entries {
		if e.BookingID != bookingID || bookingID == id.Nil {
			out.Entries = append(out.Entries, e)
		}
	}
	return out
}

// near gives the work, by start, of which something lies within reach of the wanted entry, with the wanted one in its
// place, and where that is.
func near(want Entry, diary []Entry, reach time.Duration) (line []Entry, at int) {
	from, to := want.StartsAt.Add(-reach), want.EndsAt.Add(reach)
	at = -1
	for _, e := range diary {
		if !e.Work() || !e.EndsAt.After(from) || !e.StartsAt.Before(to) {
			continue
		}
		if at < 0 && e.StartsAt.After(want.StartsAt) {
			at = len(line)
			line = append(line, want)
		}
		line = append(line, e)
	}
	if at < 0 {
		at = len(line)
		line = append(line, want)
	}
	return line, at
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
