package shift

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/wording"
)

var (
	agencyName   = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N} &'.,()_-]{0,79}$`)
	agencyWorker = regexp.MustCompile(`^[A-Za-z0-9/_.-]{0,40}$`)
)

// DearRatePence is the charge an hour from which an executive must book the agency: £100, as the agency rules have asked
// since 2018 ‡.
const DearRatePence = 10_000

// AgencyFill is an agency that fills a shift. RatePence is what it charges an hour.
type AgencyFill struct {
	// Framework tells whether the agency is booked through an approved framework; FrameworkName which, if it is given.
	Framework     bool
	FrameworkName string
	Agency        string
	// Tier is the agency's tier on the ladder; zero is the first.
	Tier      int
	RatePence int64
	// Worker is the agency's own reference for the person, optional; never a name.
	Worker string
	// CapPence is the price cap an hour; zero is none. OverCapWhy, one of OverrideReasons, allows a charge above it.
	CapPence   int64
	OverCapWhy string
	// OffFramework is the approval that an executive gives with the fill; nil when it was given before or is not needed.
	OffFramework *OffFramework
	// Executive tells that the caller has that duty.
	Executive bool
	// Lock is how long before the start a bank worker can no longer take the shift from the agency.
	Lock time.Duration
}

// FillFromAgency gives an open shift to an agency. Before BankClosesAt that needs an override.
func (s *Shift) FillFromAgency(f AgencyFill, now time.Time) error {
	if f.Framework && f.Tier == 0 {
		f.Tier = 1
	}
	if ps := f.problems(); len(ps) > 0 {
		return &Invalid{Problems: ps}
	}
	if err := s.agencyMayFill(f, now); err != nil {
		return err
	}
	f.CapPence = s.capOf(f)
	if err := f.priceAllowed(); err != nil {
		return err
	}
	if err := s.offFrameworkAllowed(f, now); err != nil {
		return err
	}
	s.s.Agency, s.s.AgencyRatePence = f.Agency, f.RatePence
	s.s.AgencyFramework, s.s.AgencyTier, s.s.AgencyWorker, s.s.CapPence = f.FrameworkName, f.Tier, f.Worker, f.CapPence
	if s.s.OverCap() || f.RatePence >= DearRatePence {
		s.s.OverCapWhy, s.s.OverCapRole = f.OverCapWhy, f.role()
	}
	locks := s.s.StartsAt.Add(-f.Lock)
	s.s.AgencyLocksAt = &locks
	by := OffFrameworkAgency
	if f.Framework {
		by = FrameworkAgency
	}
	s.fill(by, now)
	return nil
}

func (f AgencyFill) problems() []Problem {
	var ps problems
	ps.unless(agencyName.MatchString(f.Agency), "agency", "Give the agency's name, at most 80 letters.")
	ps.unless(f.FrameworkName == "" || agencyName.MatchString(f.FrameworkName), "framework_name", "Give the framework's name, at most 80 letters, or leave it out.")
	ps.unless(f.RatePence >= 1 && f.RatePence <= MaxRatePence, "rate_pence", "Give the hourly charge, from £0.01 to %s.", wording.Pounds(MaxRatePence))
	ps.unless(f.Tier >= 0 && f.Tier <= release.MaxSteps && (f.Framework || f.Tier == 0), "tier", "Give the tier of a framework agency, from 1; other agencies have none.")
	ps.unless(agencyWorker.MatchString(f.Worker), "worker_ref", "Give the agency's own reference, at most 40 letters, digits and / _ . -; never a name.")
	ps.unless(f.OverCapWhy == "" || slices.Contains(OverrideReasons, f.OverCapWhy), "over_cap_why", "Choose why: %s.", strings.Join(OverrideReasons, ", "))
	return ps
}

func (s *Shift) agencyMayFill(f AgencyFill, now time.Time) error {
	switch {
	case s.s.Status == Held:
		return refuse("shift_taken", "A bank worker is taking this shift now; look again in a few seconds.")
	case s.s.Status == Filled:
		return refuse("shift_taken", "This shift is already filled.")
	case s.s.Status != Open:
		return refuse("shift_ended", "This shift is over or no longer needed.")
	case s.bankHasTime(now):
		return refuse(CodeBankHasTime, fmt.Sprintf("The banks have this shift until %s. Ask an executive for an override if it cannot wait.", release.Moment(s.s.BankClosesAt)))
	}
	if i := s.s.Release.Find(release.FrameworkAgency, f.Tier); f.Framework && i >= 0 && s.s.Override == nil {
		if r := s.s.Release.Steps[i]; r.Progress != release.Opened && (r.Approver != "" || r.OpensAt.After(now)) {
			return refuse("tier_not_open", fmt.Sprintf("Agencies of tier %d are asked from %s. Ask a tier that is open, or an executive for an override.", r.Tier, release.Moment(r.OpensAt)))
		}
	}
	return s.s.KeptFrom(id.Nil)
}

// capOf is the lower of the price cap and the ceiling of the ladder's step.
func (s *Shift) capOf(f AgencyFill) int64 {
	kind := release.OffFrameworkAgency
	if f.Framework {
		kind = release.FrameworkAgency
	}
	most := f.CapPence
	if i := s.s.Release.Find(kind, f.Tier); i >= 0 {
		if c := s.s.Release.Steps[i].CeilingPence; c > 0 && (most == 0 || c < most) {
			most = c
		}
	}
	return most
}

func (f AgencyFill) priceAllowed() error {
	switch {
	case f.RatePence >= DearRatePence && !f.Executive:
		return refuse("needs_executive", "A charge of £100 an hour or more needs an executive; ask one to fill the shift.")
	case f.CapPence > 0 && f.RatePence > f.CapPence && f.OverCapWhy == "":
		return refuse("over_cap", fmt.Sprintf("This charge is above the cap of %s an hour. Agree a lower one, or choose why it cannot be helped.", wording.Pounds(f.CapPence)))
	}
	return nil
}

func (s *Shift) offFrameworkAllowed(f AgencyFill, now time.Time) error {
	switch {
	case f.Framework || s.s.OffFrameworkID != id.Nil:
		return nil
	case f.OffFramework == nil || !f.Executive:
		return refuse("off_framework_not_approved", "An off-framework agency needs an executive's approval, with a reason and a statement on the safety of patients.")
	}
	return s.approveOffFramework(*f.OffFramework, now)
}

func (f AgencyFill) role() string {
	if f.Executive {
		return release.Executive
	}
	return "post"
}

// CodeBankHasTime is the code of the refusal of an agency before the bank had its time.
const CodeBankHasTime = "bank_has_time"
