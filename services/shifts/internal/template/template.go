// Package template is what a ward usually asks for, kept so that posting it takes a day and a number.
package template

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
)

// Content is what people choose about a template.
type Content struct {
	// Name says it to the ward, e.g. Night, RN.
	Name                   string
	Site, Ward             string
	StaffGroup, Role, Band string
	// Span is by the clock on the wall in Europe/London.
	Span         walltime.Span
	BreakMinutes int
	// Reason is the default; CostCode may be empty.
	Reason, CostCode string
	// RatePence is the basic pay an hour; 0 for that of the employer's rate card on the day.
	RatePence    int64
	Requirements shift.Requirements
	// BookingMode is how the shifts are given, empty for what the employer's policy says; FallbackBand is the band that
	// may take them later, empty for none.
	BookingMode, FallbackBand string
}

// State is a template at one version.
type State struct {
	ID       id.ID
	Employer string
	Content
	// RemovedAt is set once nobody may post from it any more.
	RemovedAt *time.Time
	Version   int64
}

// maxName is the longest name, in letters.
const maxName = 60

// New makes the first version of a template. The error is a *shift.Invalid with every problem.
func New(templateID id.ID, employer string, c Content) (State, error) {
	s := State{ID: templateID, Employer: employer, Content: c, Version: 1}
	return s, s.check()
}

// Change replaces the content, which is a new version.
func (s State) Change(c Content) (State, error) {
	if s.RemovedAt != nil {
		return s, &shift.Refusal{Code: "template_removed", Message: "This template has been removed; make a new one."}
	}
	s.Content = c
	s.Version++
	return s, s.check()
}

// Remove takes the template out of use. The shifts that were posted from it stay.
func (s State) Remove(now time.Time) (State, error) {
	if s.RemovedAt != nil {
		return s, &shift.Refusal{Code: "template_removed", Message: "This template has been removed already."}
	}
	s.RemovedAt = &now
	s.Version++
	return s, nil
}

// check holds the template against the rules of a posting from it.
func (s State) check() error {
	var found []shift.Problem
	name := strings.TrimSpace(s.Name)
	if name == "" || name != s.Name || utf8.RuneCountInString(name) > maxName || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }) {
		found = append(found, shift.Problem{Field: "name", Message: "Give a name of 1 to 60 letters, for example Night, RN."})
	}
	// Any day on which clocks do not change will do: what is wrong then is wrong always.
	quiet := walltime.Day{Year: 2026, Month: time.January, Day: 14}
	now := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	p, err := s.Posting(Ask{Day: quiet, Places: 1})
	if err != nil {
		return err
	}
	if p.RatePence == 0 {
		p.RatePence = 1 // The rate card's; whether there is one is asked when a shift is posted.
	}
	found = append(found, p.Problems(now)...)
	if len(found) == 0 {
		return nil
	}
	for i, problem := range found {
		// The template has wall times where the posting has moments.
		found[i].Field = strings.TrimSuffix(problem.Field, "_at")
	}
	return &shift.Invalid{Problems: found}
}

// Ask is what is said when a shift is posted from a template: at most three things and, in the night of a clock change,
// which clock.
type Ask struct {
	Day    walltime.Day
	Zone   walltime.Zone
	Places int
	// Reason is the template's when it is empty.
	Reason string
	// PreferredWorker has the shift alone first, where the ladder gives them time; the zero id is nobody.
	PreferredWorker id.ID
}

// Posting is what the template asks for on a day. The error is a *shift.Invalid that names date, since the time is not
// clear on that day.
func (s State) Posting(a Ask) (shift.Posting, error) {
	starts, ends, err := s.Span.Moments(a.Day, a.Zone)
	if err != nil {
		return shift.Posting{}, &shift.Invalid{Problems: []shift.Problem{{Field: "date", Message: err.Error()}}}
	}
	if a.Reason == "" {
		a.Reason = s.Reason
	}
	return shift.Posting{
		Employer: s.Employer, Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band,
		StartsAt: starts, EndsAt: ends, BreakMinutes: s.BreakMinutes, Reason: a.Reason, CostCode: s.CostCode, RatePence: s.RatePence,
		Requirements: s.Requirements, Places: a.Places, BookingMode: s.BookingMode, FallbackBand: s.FallbackBand, PreferredWorker: a.PreferredWorker,
	}, nil
}
