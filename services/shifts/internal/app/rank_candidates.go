package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/application"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/offer"
	"github.com/muster-ics/muster/services/shifts/internal/ranking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

// CouldWork is a worker who could work a shift, and where they stand with it.
type CouldWork struct {
	ranking.Ranked
	HomeEmployer string
	// Reasons are what the ward should know or agree to; none of them is hard.
	Reasons       []reason.Reason
	NeedsApproval bool
	// ApplicationID, OfferID and PlaceID are set for those who have applied, are offered the shift or wait for it.
	ApplicationID, OfferID, PlaceID id.ID
}

// Experience is what became of a worker's bookings at one employer.
type Experience struct {
	OnWard, OnSite, Late, Absent int
}

// Experiences reads it for several workers at once; one without any is not there. Sickness is in no count.
type Experiences interface {
	Of(ctx context.Context, workers []id.ID, s shift.State, now, since time.Time) (map[id.ID]Experience, error)
}

// candidatesJudged is how many workers are judged for one list. Applicants are always among them.
const candidatesJudged = 120

// experienceDays is how far back cancellations and absences are counted.
const experienceDays = 90

// Candidates ranks who could work a shift of the caller's employer, with the reasons: those who applied first, since they
// asked, then the others who are eligible. limit bounds the list. It names nobody: workers are opaque ids.
func (a *App) Candidates(ctx context.Context, shiftID id.ID, limit int) ([]CouldWork, error) {
	s, err := a.ownShift(ctx, ReadCandidates, shiftID)
	if err != nil {
		return nil, err
	}
	stand, err := a.whoStands(ctx, shiftID)
	if err != nil {
		return nil, err
	}
	could, err := a.judgedCandidates(ctx, s, stand)
	if err != nil || len(could) == 0 {
		return nil, err
	}
	now := a.clock.Now()
	past, err := a.experiences.Of(ctx, ids(could, func(c CouldWork) id.ID { return c.WorkerID }), s, now, now.AddDate(0, 0, -experienceDays))
	if err != nil {
		return nil, err
	}
	byID := make(map[id.ID]CouldWork, len(could))
	plain := make([]ranking.Candidate, len(could))
	for i, c := range could {
		x := past[c.WorkerID]
		c.OnWard, c.OnSite, c.Late, c.Absent = x.OnWard, x.OnSite, x.Late, x.Absent
		byID[c.WorkerID], plain[i] = c, c.Candidate
	}
	var asked, others []CouldWork
	for _, r := range ranking.Rank(plain, ranking.DefaultWeights()) {
		c := byID[r.WorkerID]
		c.Ranked = r
		if c.ApplicationID != id.Nil || c.OfferID != id.Nil {
			asked = append(asked, c)
		} else {
			others = append(others, c)
		}
	}
	out := append(asked, others...)
	return out[:min(len(out), limit)], nil
}

// whoStands gives those who have something under way about the shift.
func (a *App) whoStands(ctx context.Context, shiftID id.ID) (map[id.ID]*CouldWork, error) {
	out := map[id.ID]*CouldWork{}
	at := func(w id.ID) *CouldWork {
		if out[w] == nil {
			out[w] = &CouldWork{}
		}
		return out[w]
	}
	live := func(statuses ...string) RequestFilter {
		return RequestFilter{ShiftID: shiftID, Statuses: statuses, Limit: candidatesJudged}
	}
	applications, err := a.applications.List(ctx, live(string(application.Submitted)))
	if err != nil {
		return nil, err
	}
	for _, x := range applications {
		at(x.WorkerID).ApplicationID = x.ID
	}
	offers, err := a.offers.List(ctx, live(string(offer.Open)))
	if err != nil {
		return nil, err
	}
	for _, x := range offers {
		at(x.WorkerID).OfferID = x.ID
	}
	places, err := a.waiting.List(ctx, live(string(waiting.Waiting)))
	if err != nil {
		return nil, err
	}
	for _, x := range places {
		at(x.WorkerID).PlaceID = x.ID
	}
	return out, nil
}

// judgedCandidates are those who could work the shift, applicants before those whom the list in memory finds.
func (a *App) judgedCandidates(ctx context.Context, s shift.State, stand map[id.ID]*CouldWork) ([]CouldWork, error) {
	found, err := a.whoCould(ctx, s)
	if err != nil {
		return nil, err
	}
	var wanted []id.ID
	for w := range stand {
		wanted = append(wanted, w)
	}
	for _, c := range found {
		if stand[c.WorkerID] == nil {
			wanted = append(wanted, c.WorkerID)
		}
	}
	members, err := a.crowd(ctx, s, a.clock.Now())
	if err != nil {
		return nil, err
	}
	var out []CouldWork
	err = members.each(ctx, wanted[:min(len(wanted), candidatesJudged)], func(m member) error {
		d := a.judge(m.Worker, s, m.Facts)
		if d.Outcome == eligibility.Ineligible {
			return nil
		}
		c := couldWork(m, s, d, !a.cross(m.Worker, s))
		if st := stand[m.ID]; st != nil {
			c.ApplicationID, c.OfferID, c.PlaceID = st.ApplicationID, st.OfferID, st.PlaceID
		}
		out = append(out, c)
		return nil
	})
	return out, err
}

func couldWork(m member, s shift.State, d eligibility.Decision, own bool) CouldWork {
	c := CouldWork{HomeEmployer: m.HomeEmployer, Reasons: toWard(d.Reasons), NeedsApproval: d.Outcome == eligibility.NeedsApproval}
	c.WorkerID, c.Home, c.ShiftMinutes = m.ID, own, s.NetMinutes()
	c.RestBefore, c.RestAfter, c.WeekMinutes = around(s, m.Facts.Diary.Entries)
	return c
}

// around is the rest on both sides of a shift, as far as four days, and the working time of its week from Monday by the
// London calendar.
func around(s shift.State, diary []eligibility.Entry) (before, after *time.Duration, week int) {
	const far = 96 * time.Hour
	start := s.StartsAt.In(clock.London)
	monday := time.Date(start.Year(), start.Month(), start.Day()-(int(start.Weekday())+6)%7, 0, 0, 0, 0, clock.London)
	next := time.Date(monday.Year(), monday.Month(), monday.Day()+7, 0, 0, 0, 0, clock.London)
	for _, e := range diary {
		if !e.Work() {
			continue
		}
		if !e.StartsAt.Before(monday) && e.StartsAt.Before(next) {
			week += int(e.Net() / time.Minute)
		}
		if gap := s.StartsAt.Sub(e.EndsAt); gap >= 0 && gap < far && (before == nil || gap < *before) {
			before = &gap
		}
		if gap := e.StartsAt.Sub(s.EndsAt); gap >= 0 && gap < far && (after == nil || gap < *after) {
			after = &gap
		}
	}
	return before, after, week
}
