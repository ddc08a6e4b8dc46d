package shift

import (
	"fmt"
	"regexp"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

var agencyName = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N} &'.,()_-]{0,79}$`)

// AgencyFill is an agency that fills a shift. RatePence is what it charges an hour.
type AgencyFill struct {
	// Framework tells whether the agency is booked through an approved framework.
	Framework bool
	Agency    string
	RatePence int64
}

// FillFromAgency gives an open shift to an agency. Before BankClosesAt that needs an override.
func (s *Shift) FillFromAgency(f AgencyFill, now time.Time) error {
	var ps problems
	ps.unless(agencyName.MatchString(f.Agency), "agency", "Give the agency's name, at most 80 letters.")
	ps.unless(f.RatePence >= 1 && f.RatePence <= MaxRatePence, "rate_pence", "Give the hourly charge in pence, from 1 to %d.", MaxRatePence)
	if len(ps) > 0 {
		return &Invalid{Problems: ps}
	}
	switch {
	case s.s.Status == Held:
		return refuse("shift_taken", "A bank worker is taking this shift now; look again in a few seconds.")
	case s.s.Status == Filled:
		return refuse("shift_taken", "This shift is already filled.")
	case s.s.Status != Open:
		return refuse("shift_ended", "This shift is over or no longer needed.")
	case s.s.Override == nil && now.Before(s.s.BankClosesAt):
		return refuse(CodeBankHasTime, fmt.Sprintf("The banks have this shift until %s. Ask an executive for an override if it cannot wait.", s.s.BankClosesAt.Format("2006-01-02 15:04 MST")))
	}
	if err := s.s.KeptFrom(id.Nil); err != nil {
		return err
	}
	s.s.Agency, s.s.AgencyRatePence = f.Agency, f.RatePence
	by := OffFrameworkAgency
	if f.Framework {
		by = FrameworkAgency
	}
	s.fill(by, now)
	return nil
}

// CodeBankHasTime is the code of the refusal of an agency before the bank had its time.
const CodeBankHasTime = "bank_has_time"
