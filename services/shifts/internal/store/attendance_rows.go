package store

import (
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// attendanceOf reads what happened to a booking from its check-in on.
func attendanceOf(b sqlcgen.Booking) (booking.Attendance, error) {
	a := booking.Attendance{
		StartedAt: b.StartedAt, StartedBy: text(b.StartedBy), LateMinutes: int(b.LateMinutes), LeftAt: b.LeftAt, SentHome: b.SentHome,
		ApprovedPence: b.ApprovedPence,
	}
	for _, doc := range []struct {
		name string
		body []byte
		into any
	}{{"hours", b.Sheet, &a.Sheet}, {"dispute", b.Dispute, &a.Dispute}, {"consequence", b.Consequence, &a.Consequence}} {
		if len(doc.body) == 0 {
			continue
		}
		if err := json.Unmarshal(doc.body, doc.into); err != nil {
			return a, fmt.Errorf("read the %s of a booking: %w", doc.name, err)
		}
	}
	return a, nil
}

// putAttendance fills in the part of a save that attendanceOf reads.
func putAttendance(p *sqlcgen.SaveBookingParams, a booking.Attendance) error {
	p.StartedAt, p.StartedBy, p.LateMinutes, p.LeftAt, p.SentHome = a.StartedAt, some(a.StartedBy), int32(a.LateMinutes), a.LeftAt, a.SentHome
	p.ApprovedPence = a.ApprovedPence
	var err error
	if a.Sheet != nil {
		if p.Sheet, err = json.Marshal(a.Sheet); err != nil {
			return err
		}
	}
	if a.Dispute != nil {
		if p.Dispute, err = json.Marshal(a.Dispute); err != nil {
			return err
		}
	}
	if a.Consequence != nil {
		p.Consequence, err = json.Marshal(a.Consequence)
	}
	return err
}
