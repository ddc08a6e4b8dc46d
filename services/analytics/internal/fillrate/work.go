package fillrate

import (
	"errors"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Work is the approved hours of one booking, at one version of it. What an agency's worker has worked is on the agency's own
// timesheet and in no Work.
type Work struct {
	// Booking is what was worked; a shift whose worker left early has its rest worked by another booking.
	Booking id.ID
	Version int64
	// Employer is the host's ODS code; the hours count where the shift counts.
	Employer, StaffGroup string
	// Channel is own_bank or collaborative_bank.
	Channel string
	// StartsAt is when the shift was to start.
	StartsAt time.Time
	// Minutes are net: the break that was taken is not in them.
	Minutes int64
}

// Validate checks that the hours can be counted.
func (w Work) Validate() error {
	switch {
	case w.Booking == id.Nil:
		return errors.New("worked hours must name their booking")
	case w.Version < 1:
		return fmt.Errorf("booking %s: versions count from 1, not %d", w.Booking, w.Version)
	case w.Employer == "" || w.StaffGroup == "" || w.StartsAt.IsZero():
		return fmt.Errorf("booking %s: employer, staff group and start must be set", w.Booking)
	case w.Minutes < 0:
		return fmt.Errorf("booking %s: hours cannot be negative", w.Booking)
	case w.Channel != "own_bank" && w.Channel != "collaborative_bank":
		return fmt.Errorf("booking %s: work by %q cannot be counted", w.Booking, w.Channel)
	}
	return nil
}

// Group is where the hours count.
func (w Work) Group() Group { return Group{Employer: w.Employer, StaffGroup: w.StaffGroup} }

// Line is the hours in canonical form, for the hash over a projection.
func (w Work) Line() string {
	return fmt.Sprintf("worked %s %d %q %q %q %s %d", w.Booking, w.Version, w.Employer, w.StaffGroup, w.Channel, stamp(w.StartsAt), w.Minutes)
}

// Worked is approved minutes by which bank worked them.
type Worked struct{ OwnBank, CollaborativeBank int64 }

// Bank is all of them.
func (w Worked) Bank() int64 { return w.OwnBank + w.CollaborativeBank }

// Plus adds two amounts.
func (w Worked) Plus(o Worked) Worked {
	return Worked{OwnBank: w.OwnBank + o.OwnBank, CollaborativeBank: w.CollaborativeBank + o.CollaborativeBank}
}

// Add counts minutes under the channel that worked them.
func (w *Worked) Add(channel string, minutes int64) {
	if channel == "collaborative_bank" {
		w.CollaborativeBank += minutes
		return
	}
	w.OwnBank += minutes
}

// WorkedBankFill is the approved hours of bank workers over net requested work, beside BankFill, which is as booked.
func (f Figures) WorkedBankFill() Rate {
	return Rate{Of: f.Worked.Bank(), Over: f.Minutes.NetRequested()}
}
