package policy

import "slices"

// KindBookingMode is how workers come to a shift of the employer.
const KindBookingMode Kind = "booking_mode"

// The two ways in which a shift is given.
const (
	// SelfBook: the first eligible worker who accepts has the shift.
	SelfBook = "self_book"
	// RequestApprove: workers apply, and the ward chooses.
	RequestApprove = "request_approve"
)

// Modes are the codes of the two.
var Modes = []string{SelfBook, RequestApprove}

// BookingMode is how workers come to shifts, and what happens when one hands a shift over.
type BookingMode struct {
	// Mode holds where no override does.
	Mode string `json:"mode"`
	// Overrides are asked in order; the first that covers the shift holds.
	Overrides []BookingModeOverride `json:"overrides"`
	// SwapNeedsApproval asks the ward before another worker takes a booking over.
	SwapNeedsApproval bool `json:"swap_needs_approval"`
	// WaitingHoldMinutes is how long a shift that opens again is kept for each worker on its waiting list in turn.
	WaitingHoldMinutes int `json:"waiting_hold_minutes"`
}

// BookingModeOverride is another mode for some shifts. Empty fields do not narrow.
type BookingModeOverride struct {
	StaffGroup string   `json:"staff_group"`
	Bands      []string `json:"bands"`
	Mode       string   `json:"mode"`
}

// DefaultBookingMode is what holds for an employer that has decided nothing: workers book by themselves and swap without
// being asked. A waiting list's offer is kept for a quarter of an hour ‡: long enough to see a message and answer it, short
// enough that the next in the list still has time.
func DefaultBookingMode() BookingMode {
	return BookingMode{Mode: SelfBook, Overrides: []BookingModeOverride{}, WaitingHoldMinutes: 15}
}

// Kind implements Settings.
func (BookingMode) Kind() Kind { return KindBookingMode }

// Title implements Settings.
func (BookingMode) Title() string { return "How workers come to a shift" }

// maxOverrides is more than an employer has groups of staff to tell apart.
const maxOverrides = 40

// Validate implements Settings.
func (b BookingMode) Validate() error {
	var ps Problems
	ps.Unless(slices.Contains(Modes, b.Mode), "mode", "Choose self_book or request_approve.")
	ps.Unless(len(b.Overrides) <= maxOverrides, "overrides", "Give at most %d overrides.", maxOverrides)
	ps.Unless(!slices.ContainsFunc(b.Overrides, func(o BookingModeOverride) bool { return !slices.Contains(Modes, o.Mode) }),
		"overrides", "Choose self_book or request_approve as the mode of every override.")
	ps.Unless(!slices.ContainsFunc(b.Overrides, func(o BookingModeOverride) bool { return o.StaffGroup == "" && len(o.Bands) == 0 }),
		"overrides", "Say for which staff group or bands each override is; for all shifts, change mode.")
	ps.Unless(b.WaitingHoldMinutes >= 5 && b.WaitingHoldMinutes <= 24*60, "waiting_hold_minutes", "Give 5 minutes to 24 hours (1440).")
	return ps.Err()
}

// For is the mode of a shift of a staff group and band.
func (b BookingMode) For(staffGroup, band string) string {
	for _, o := range b.Overrides {
		if (o.StaffGroup == "" || o.StaffGroup == staffGroup) && (len(o.Bands) == 0 || slices.Contains(o.Bands, band)) {
			return o.Mode
		}
	}
	return b.Mode
}
