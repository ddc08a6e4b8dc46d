package app

import (
	"context"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/due"
)

// FindDue asks for a page of what is due over an employer's workers.
type FindDue struct {
	Employer string
	// What is a kind and code such as check:dbs or competency:cstf:FIRE; empty for everything.
	What string
	// Days is how far ahead to look; 0 is what is due by now.
	Days       int
	Role, Site string
	After      DuePlace
	Limit      int
}

// DueView is one piece of evidence of one worker, for the home employer's people with the duty to verify.
type DueView struct {
	WorkerID   string    `json:"worker_id" format:"uuid"`
	Name       string    `json:"name"`
	StaffGroup string    `json:"staff_group"`
	Role       string    `json:"role"`
	Band       string    `json:"band"`
	Kind       string    `json:"kind" enum:"check,registration,competency,engagement"`
	Code       string    `json:"code"`
	Level      int       `json:"level,omitempty"`
	State      string    `json:"state" enum:"held,missing,not_in_place,blocked,by_approval"`
	Asked      bool      `json:"asked" doc:"Nobody in the role works without it."`
	DueAt      time.Time `json:"due_at" doc:"When it stops to hold, or since when it is not in place."`
	// Renewal is what can be recorded from the row; nil when the whole form is needed.
	Renewal *Renewal `json:"-"`
}

// Renewal is what a row offers to record.
type Renewal struct {
	// DoneOn is today; Until the end that is usual for it, nil when none is.
	DoneOn time.Time
	Until  *time.Time
}

// DuePage is a page of the queue. Next is nil on the last.
type DuePage struct {
	Lines []DueView
	Next  *DuePlace
}

// FindDue gives a page of the queue, the longest due first.
func (p *Passports) FindDue(ctx context.Context, q FindDue) (DuePage, error) {
	if _, err := Policy.Check(ctx, MayListDue, auth.Facts{Home: q.Employer, ICS: p.ICS}); err != nil {
		return DuePage{}, err
	}
	return p.duePage(ctx, q)
}

// duePage gives the page to whoever may have it, and keeps the look at each worker on it.
func (p *Passports) duePage(ctx context.Context, q FindDue) (DuePage, error) {
	query, err := q.query(p.Clock.Now())
	if err != nil {
		return DuePage{}, err
	}
	lines, err := p.Dues.DueLines(ctx, query)
	if err != nil {
		return DuePage{}, err
	}
	page := DuePage{Lines: []DueView{}}
	if len(lines) > q.Limit {
		lines = lines[:q.Limit]
		last := lines[q.Limit-1]
		page.Next = &DuePlace{At: *last.DueAt, Worker: last.Worker, Kind: string(last.Kind), Code: last.Code}
	}
	ids := make([]id.ID, len(lines))
	for i, l := range lines {
		ids[i] = l.Worker
	}
	periods, _, err := p.refreshes(ctx)
	if err != nil {
		return DuePage{}, err
	}
	names, err := p.namesSeen(ctx, unique(ids)...)
	for _, l := range lines {
		page.Lines = append(page.Lines, dueView(l, names[l.Worker], periods, query.Now))
	}
	return page, err
}

// furthest is how far ahead anybody may look, in days.
const furthest = 366

func (q FindDue) query(now time.Time) (DueQuery, error) {
	out := DueQuery{Employer: q.Employer, Now: now, Role: q.Role, Site: q.Site, After: q.After, Limit: q.Limit + 1}
	if q.Days < 0 || q.Days > furthest {
		return out, FieldFault("within", "Give a number of days from 0 to 366.")
	}
	out.Until = now.AddDate(0, 0, q.Days)
	if q.What == "" {
		return out, nil
	}
	kind, code, ok := strings.Cut(q.What, ":")
	known := false
	for _, k := range due.Kinds {
		known = known || k == kind
	}
	if !known || !ok || code == "" {
		return out, FieldFault("what", "Give a kind and a code, for example check:dbs, registration:NMC or competency:cstf:FIRE.")
	}
	out.Kind, out.Code = kind, code
	return out, nil
}

func dueView(l DueLine, who Personal, periods competency.Refreshes, now time.Time) DueView {
	return DueView{
		WorkerID: l.Worker.String(), Name: who.Name(), StaffGroup: l.StaffGroup, Role: l.Role, Band: l.Band, Kind: string(l.Kind), Code: l.Code,
		Level: l.Level, State: string(l.State), Asked: l.Asked, DueAt: *l.DueAt, Renewal: renewal(l.Line, who, periods, now),
	}
}

// renewal is offered where nothing but dates has to be said: the rest is as it was recorded before.
func renewal(l due.Line, who Personal, periods competency.Refreshes, now time.Time) *Renewal {
	today := now.In(clock.London)
	r := &Renewal{DoneOn: time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, clock.London).UTC()}
	switch l.Kind {
	case due.Check:
		switch {
		case l.Code == "identity", l.Code == "references", l.Code == "right_to_work":
			return r
		case l.Code == "dbs" && l.State == due.Held:
			return r
		}
	case due.Registration:
		if l.State == due.Held && who.Numbers[l.Code] != "" {
			return r
		}
	case due.Competency:
		r.Until = lasts(l, r.DoneOn, periods)
		return r
	case due.Engagement:
	}
	return nil
}

func unique(ids []id.ID) []id.ID {
	seen := map[id.ID]bool{}
	out := ids[:0:0]
	for _, one := range ids {
		if !seen[one] {
			out = append(out, one)
		}
		seen[one] = true
	}
	return out
}
