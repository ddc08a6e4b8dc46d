package shift

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/odscode"
)

// The limits of a posting.
const (
	MaxLength       = 24 * time.Hour
	MaxLeadTime     = 400 * 24 * time.Hour
	MaxAge          = 35 * 24 * time.Hour // a shift may be recorded this long after its end
	MaxPlaces       = 50
	MaxRatePence    = 50_000 // £500 an hour: above it somebody has typed a daily rate
	maxCompetencies = 50
)

// Posting is what a ward asks for: one or more equal places.
type Posting struct {
	Employer, Site, Ward   string
	StaffGroup, Role, Band string
	StartsAt, EndsAt       time.Time
	BreakMinutes           int
	Reason, CostCode       string
	RatePence              int64
	Requirements           Requirements
	Places                 int
	// BookingMode is how the shift is given; empty is SelfBook.
	BookingMode string

	// Approval is why the employer's policy asks for approval; empty when it does not. By is the opaque id of who posts.
	Approval, By string
	// PreferredWorker has the shift alone first, for as long as the ladder says; the zero id is nobody.
	PreferredWorker id.ID
	// FallbackBand is the lower band to which the ladder may open the shift; empty is none.
	FallbackBand string
	// Ladder is the employer's; nil is the default.
	Ladder *release.Ladder
}

func (p Posting) mode() string {
	if p.BookingMode == "" {
		return SelfBook
	}
	return p.BookingMode
}

var (
	token    = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	costCode = regexp.MustCompile(`^[A-Za-z0-9/_.-]{0,32}$`)
)

// Post makes one open shift for each place. newID gives the id of the posting first, then of each shift. The error is an
// *Invalid with every problem.
func Post(p Posting, newID func() id.ID, now time.Time) ([]*Shift, error) {
	if problems := p.Problems(now); len(problems) > 0 {
		return nil, &Invalid{Problems: problems}
	}
	if p.Approval != "" && !p.StartsAt.After(now) {
		return nil, refuse("approval_too_late", "This shift has already started, and your employer approves shifts before they open. Ask your temporary staffing team how to record it.")
	}
	posting := newID()
	shifts := make([]*Shift, p.Places)
	for i := range shifts {
		shifts[i] = &Shift{s: State{
			ID: newID(), PostingID: posting, Employer: p.Employer, Site: p.Site, Ward: p.Ward,
			StaffGroup: p.StaffGroup, Role: p.Role, Band: p.Band,
			StartsAt: p.StartsAt.UTC(), EndsAt: p.EndsAt.UTC(), BreakMinutes: p.BreakMinutes,
			Reason: p.Reason, CostCode: p.CostCode, RatePence: p.RatePence, Requirements: p.Requirements,
			Status: Open, PostedAt: now, BookingMode: p.mode(), Offering: Offering{PreferredWorker: p.PreferredWorker, FallbackBand: p.FallbackBand},
		}}
		shifts[i].layOut(p.ladder(), now)
		if p.Approval != "" {
			shifts[i].submit(p.Approval, p.By, now)
			continue
		}
		shifts[i].happened(EventPosted)
	}
	return shifts, nil
}

type problems []Problem

func (ps *problems) unless(ok bool, field, format string, args ...any) {
	if !ok {
		*ps = append(*ps, Problem{Field: field, Message: fmt.Sprintf(format, args...)})
	}
}

// Problems are what keeps the posting from being made at a moment; none for a good one.
func (p Posting) Problems(now time.Time) []Problem {
	var ps problems
	ps.unless(odscode.Valid(p.Employer), "employer", "Give the employer's ODS code, for example RVV.")
	ps.unless(odscode.Valid(p.Site), "site", "Give the ODS code of one of the employer's sites.")
	ps.unless(token.MatchString(p.Ward), "ward", "Give the ward's code: letters, digits, _ and -, at most 64.")
	ps.unless(slices.Contains(StaffGroups, p.StaffGroup), "staff_group", "Choose a staff group: %s.", strings.Join(StaffGroups, ", "))
	ps.unless(token.MatchString(p.Role), "role", "Give the job role's code, for example registered_nurse.")
	ps.unless(slices.Contains(Bands, p.Band), "band", "Choose a band: %s.", strings.Join(Bands, ", "))
	ps.unless(slices.Contains(RequestReasons, p.Reason), "reason", "Choose a reason: %s.", strings.Join(RequestReasons, ", "))
	ps.unless(costCode.MatchString(p.CostCode), "cost_code", "Use at most 32 letters, digits and / _ . - in a cost code.")
	ps.unless(p.RatePence >= 1 && p.RatePence <= MaxRatePence, "rate_pence", "Give an hourly rate of at most £%d; without one there must be a rate card for this work.", MaxRatePence/100)
	ps.unless(p.Places >= 1 && p.Places <= MaxPlaces, "places", "Ask for 1 to %d places.", MaxPlaces)
	ps.unless(p.mode() == SelfBook || p.mode() == RequestApprove, "booking_mode", "Choose self_book or request_approve, or leave it out.")
	p.timeProblems(&ps, now)
	p.releaseProblems(&ps)
	p.Requirements.problems(&ps)
	return ps
}

func (p Posting) timeProblems(ps *problems, now time.Time) {
	if p.StartsAt.IsZero() || p.EndsAt.IsZero() {
		ps.unless(!p.StartsAt.IsZero(), "starts_at", "Give the start with its date, time and zone.")
		ps.unless(!p.EndsAt.IsZero(), "ends_at", "Give the end with its date, time and zone.")
		return
	}
	length := p.EndsAt.Sub(p.StartsAt)
	ps.unless(p.StartsAt.Equal(p.StartsAt.Truncate(time.Minute)), "starts_at", "Give the start to the minute.")
	ps.unless(p.EndsAt.Equal(p.EndsAt.Truncate(time.Minute)), "ends_at", "Give the end to the minute.")
	ps.unless(length > 0, "ends_at", "The end must be after the start.")
	ps.unless(length <= MaxLength, "ends_at", "A shift is at most 24 hours long; post two shifts instead.")
	ps.unless(!p.StartsAt.After(now.Add(MaxLeadTime)), "starts_at", "The start is more than 400 days ahead; post it nearer the time.")
	ps.unless(!p.EndsAt.Before(now.Add(-MaxAge)), "ends_at", "The end is more than 35 days ago, which is too late to record it.")
	ps.unless(p.BreakMinutes >= 0, "break_minutes", "The break cannot be shorter than nothing.")
	if length > 0 && p.BreakMinutes >= 0 {
		ps.unless(time.Duration(p.BreakMinutes)*time.Minute < length, "break_minutes", "The break must be shorter than the shift.")
	}
}

func (r Requirements) problems(ps *problems) {
	ps.unless(r.RegistrationBody == "" || token.MatchString(r.RegistrationBody), "requirements.registration_body", "Give the register's code, for example NMC, or leave it out.")
	ps.unless(r.DBSLevel == "" || slices.Contains(DBSLevels, r.DBSLevel), "requirements.dbs_level", "Choose a DBS level: %s, or leave it out.", strings.Join(DBSLevels, ", "))
	ps.unless(r.DBSWorkforce == "" || slices.Contains(DBSWorkforces, r.DBSWorkforce), "requirements.dbs_workforce", "Choose a workforce: %s, or leave it out.", strings.Join(DBSWorkforces, ", "))
	ps.unless((r.DBSLevel == "") == (r.DBSWorkforce == "") || r.DBSLevel != "", "requirements.dbs_level", "A DBS workforce needs a DBS level too.")
	ps.unless(len(r.Competencies) <= maxCompetencies, "requirements.competencies", "Ask for at most %d competencies.", maxCompetencies)
	seen := make(map[[2]string]bool, len(r.Competencies))
	for i, c := range r.Competencies {
		field := fmt.Sprintf("requirements.competencies[%d]", i)
		ps.unless(token.MatchString(c.Framework), field+".framework", "Give the framework: cstf, clinical or local_<ods>.")
		ps.unless(token.MatchString(c.Code), field+".code", "Give the subject's code, for example FIRE.")
		ps.unless(c.Level >= 1 && c.Level <= 9, field+".level", "Give a level from 1 to 9.")
		key := [2]string{c.Framework, c.Code}
		ps.unless(!seen[key], field, "This competency is asked for twice; keep the higher level.")
		seen[key] = true
	}
}
