package fillrate

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// shift is a shift at one version.
type shift struct {
	id      string
	version int64
	fact.Shift
}

// fatal is what both kinds of tests can do.
type fatal interface{ Fatal(args ...any) }

func (s shift) fact(t fatal) fact.Fact { return known(t, s.id, s.version, s.Shift) }

func known(t fatal, key string, version int64, s fact.State) fact.Fact {
	f, err := fact.New(key, version, s)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// open is a shift that starts this evening.
func open() shift {
	return shift{id: id.New().String(), version: 1, Shift: fact.Shift{
		Employer: "RVV", Site: "RVV01", Ward: "KIN", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5",
		StartsAt: noon.Add(8 * time.Hour), EndsAt: noon.Add(20 * time.Hour), NetMinutes: 660, Status: "open",
	}}
}

// work is a booking whose hours are approved, at one version.
type work struct {
	id      string
	version int64
	fact.Booking
}

func (w work) fact(t fatal) fact.Fact { return known(t, w.id, w.version, w.Booking) }

func approved(in time.Duration, version int64, channel string, minutes int64) work {
	return work{id: id.New().String(), version: version, Booking: fact.Booking{
		HostEmployer: "RVV", StaffGroup: "nursing_midwifery", Channel: channel, StartsAt: noon.Add(in),
		EndsAt: noon.Add(in + 12*time.Hour), Status: "worked", Hours: "approved", WorkedMinutes: minutes,
	}}
}
