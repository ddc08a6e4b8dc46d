// Package analytics holds what the analytics service tells the others: figures, each reproducible from events.
package analytics

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
	"github.com/muster-ics/muster/events/shifts"
)

// Split is the five-way split of net requested work. The five add up to the whole.
type Split struct {
	OwnBank            int64 `json:"own_bank"`
	CollaborativeBank  int64 `json:"collaborative_bank"`
	FrameworkAgency    int64 `json:"framework_agency"`
	OffFrameworkAgency int64 `json:"off_framework_agency"`
	Unfilled           int64 `json:"unfilled"`
}

// NetRequested is the whole: what was asked for and not withdrawn.
func (s Split) NetRequested() int64 {
	return s.OwnBank + s.CollaborativeBank + s.FrameworkAgency + s.OffFrameworkAgency + s.Unfilled
}

// Filled is everything but the unfilled part.
func (s Split) Filled() int64 { return s.NetRequested() - s.Unfilled }

// Bank is what own and collaborative bank fill.
func (s Split) Bank() int64 { return s.OwnBank + s.CollaborativeBank }

// Worked is approved minutes of bank workers, by which bank worked them. Hours of agencies' workers are not in it.
type Worked struct {
	OwnBank           int64 `json:"own_bank"`
	CollaborativeBank int64 `json:"collaborative_bank"`
}

// FillRateChangedV1 says: the figures of one cell have changed. The aggregate id is the cell.
type FillRateChangedV1 struct {
	// Cell is <employer>_<staff group>_<window>.
	Cell       string `json:"cell"`
	ICS        string `json:"ics"`
	Employer   string `json:"employer"`
	StaffGroup string `json:"staff_group" jsonschema:"enum=medical_dental,enum=students,enum=nursing_midwifery,enum=allied_health,enum=additional_scientific,enum=healthcare_scientists,enum=clinical_support,enum=admin_clerical,enum=estates_ancillary,enum=supplementary"`
	// Window is the span of shift starts that is counted: next_24h, next_72h, next_14d or last_28d.
	Window string `json:"window" jsonschema:"enum=next_24h,enum=next_72h,enum=next_14d,enum=last_28d"`
	// Minutes and Shifts are the split in net minutes and in shifts. Booked fill, not worked fill.
	Minutes Split `json:"minutes"`
	Shifts  Split `json:"shifts"`
	// WithdrawnShifts left the denominator.
	WithdrawnShifts int64 `json:"withdrawn_shifts"`
	// WorkedMinutes is the approved hours of the shifts of the window: worked fill, beside booked fill. Absent from tellers that
	// did not count it yet.
	WorkedMinutes *Worked `json:"worked_minutes,omitempty"`
	// Watermark is the time of the newest event counted; AsOf is when the figures were taken.
	Watermark time.Time `json:"watermark"`
	AsOf      time.Time `json:"as_of"`
	// NewestEventAt is the time of the employer's newest event; absent before the first. Silent says that nothing has been heard
	// of the employer since for longer than is usual with it, so that the figures may be out of date; told again when it is heard.
	NewestEventAt *time.Time `json:"newest_event_at,omitempty"`
	Silent        bool       `json:"silent,omitempty"`
}

// Windows are the spans of shift starts for which cells are kept.
var Windows = []string{"next_24h", "next_72h", "next_14d", "last_28d"}

// EventName implements events.Event.
func (FillRateChangedV1) EventName() string { return "muster.analytics.fill_rate.changed.v1" }

// Validate implements events.Event.
func (e FillRateChangedV1) Validate() error {
	var c check.Errors
	c.Token("cell", e.Cell)
	c.ODS("ics", e.ICS)
	c.ODS("employer", e.Employer)
	c.OneOf("staff_group", e.StaffGroup, shifts.StaffGroups...)
	c.OneOf("window", e.Window, Windows...)
	for _, s := range []Split{e.Minutes, e.Shifts} {
		c.That(s.OwnBank >= 0 && s.CollaborativeBank >= 0 && s.FrameworkAgency >= 0 && s.OffFrameworkAgency >= 0 && s.Unfilled >= 0, "no part of a split is negative")
	}
	c.That(e.WorkedMinutes == nil || e.WorkedMinutes.OwnBank >= 0 && e.WorkedMinutes.CollaborativeBank >= 0, "worked_minutes are not negative")
	c.Time("as_of", e.AsOf)
	return c.Err()
}
