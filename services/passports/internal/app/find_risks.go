package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/due"
)

// RiskPlace is a place in the list of bookings at risk.
type RiskPlace struct {
	At      time.Time `json:"a"`
	Booking id.ID     `json:"b"`
}

// FindRisks asks for the bookings ahead of an employer's workers of whom something runs out before the shift ends.
type FindRisks struct {
	Employer string
	// Days is how far ahead shifts may start.
	Days  int
	After RiskPlace
	Limit int
}

// Risk is one booking that loses its ground.
type Risk struct {
	BookingID string     `json:"booking_id" format:"uuid"`
	ShiftID   string     `json:"shift_id" format:"uuid"`
	WorkerID  string     `json:"worker_id" format:"uuid"`
	Name      string     `json:"name"`
	Host      string     `json:"host_employer"`
	Site      string     `json:"site"`
	Ward      string     `json:"ward"`
	Role      string     `json:"role"`
	Band      string     `json:"band"`
	StartsAt  time.Time  `json:"starts_at"`
	EndsAt    time.Time  `json:"ends_at"`
	Causes    []RiskItem `json:"causes"`

	booking, worker id.ID
}

// RiskItem is one piece of evidence that runs out.
type RiskItem struct {
	Kind  string    `json:"kind"`
	Code  string    `json:"code"`
	Level int       `json:"level,omitempty"`
	State string    `json:"state"`
	DueAt time.Time `json:"due_at"`
	// Ends tells that the shift asks for it: without a renewal the booking ends. Else only the profile of the role does.
	Ends bool `json:"ends"`
}

// RiskPage is a page of them. Next is nil on the last.
type RiskPage struct {
	Risks []Risk
	Next  *RiskPlace
}

// causesAtMost bounds the pieces of evidence of one booking, so that a page holds whole bookings.
const causesAtMost = 20

// FindRisks gives the bookings, the soonest first.
func (p *Passports) FindRisks(ctx context.Context, q FindRisks) (RiskPage, error) {
	if _, err := Policy.Check(ctx, MayListDue, auth.Facts{Home: q.Employer, ICS: p.ICS}); err != nil {
		return RiskPage{}, err
	}
	if q.Days < 1 || q.Days > furthest {
		return RiskPage{}, FieldFault("within", "Give a number of days from 1 to 366.")
	}
	now := p.Clock.Now()
	lines, err := p.Dues.AtRisk(ctx, RiskQuery{
		Employer: q.Employer, Now: now, Until: now.AddDate(0, 0, q.Days), AfterAt: q.After.At, After: q.After.Booking, Limit: q.Limit * causesAtMost,
	})
	if err != nil {
		return RiskPage{}, err
	}
	page := gather(lines, q.Limit)
	ids := make([]id.ID, 0, len(page.Risks))
	for _, r := range page.Risks {
		ids = append(ids, r.worker)
	}
	names, err := p.namesSeen(ctx, unique(ids)...)
	for i, r := range page.Risks {
		page.Risks[i].Name = names[r.worker].Name()
	}
	return page, err
}

// gather makes whole bookings of the lines.
func gather(lines []RiskLine, limit int) RiskPage {
	page := RiskPage{Risks: []Risk{}}
	for _, l := range lines {
		b := l.Reliance.Booking
		if n := len(page.Risks); n == 0 || page.Risks[n-1].booking != b.ID {
			if n == limit {
				page.Next = page.Risks[n-1].place()
				return page
			}
			page.Risks = append(page.Risks, Risk{
				booking: b.ID, worker: b.WorkerID,
				BookingID: b.ID.String(), ShiftID: b.ShiftID.String(), WorkerID: b.WorkerID.String(), Host: b.HostEmployer, Site: b.Site, Ward: l.Reliance.Ward,
				Role: b.Role, Band: b.Band, StartsAt: b.StartsAt, EndsAt: b.EndsAt, Causes: []RiskItem{},
			})
		}
		r := &page.Risks[len(page.Risks)-1]
		r.Causes = append(r.Causes, RiskItem{Kind: string(l.Kind), Code: l.Code, Level: l.Level, State: string(l.State), DueAt: *l.DueAt, Ends: asks(b, l.Line)})
	}
	if n := len(page.Risks); len(lines) == limit*causesAtMost && n > 1 {
		// The last booking may have been cut off: it begins the next page.
		page.Risks = page.Risks[:n-1]
		page.Next = page.Risks[n-2].place()
	}
	return page
}

func (r Risk) place() *RiskPlace { return &RiskPlace{At: r.StartsAt, Booking: r.booking} }

// asks tells whether a shift asks for a piece of evidence.
func asks(b clearance.Booking, l due.Line) bool {
	want := b.Requirements
	switch l.Kind {
	case due.Check:
		switch l.Code {
		case "dbs":
			return want.DBSLevel != ""
		case due.EPP:
			return want.EPP
		}
		return true
	case due.Registration:
		return want.RegistrationBody == l.Code
	case due.Competency:
		return slices.ContainsFunc(want.Competencies, func(a clearance.Ask) bool { return a.Framework+":"+a.Code == l.Code })
	case due.Engagement:
	}
	return true
}

// What is the name under which the queue is filtered for a piece of evidence.
func (r RiskItem) What() string { return r.Kind + ":" + r.Code }
