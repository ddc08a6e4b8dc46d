package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
)

// LookView is one look as the worker reads it: never who looked, always for which employer.
type LookView struct {
	LookID    string    `json:"look_id" format:"uuid"`
	At        time.Time `json:"at"`
	Employer  string    `json:"employer" doc:"ODS code of the employer whose person looked, or of the receiver; empty for a receiver that has none."`
	Name      string    `json:"name,omitempty" doc:"The employer's name, if it is known."`
	Purpose   string    `json:"purpose" enum:"card,record,list,decision,presentation,door,export"`
	Kinds     []string  `json:"kinds" doc:"What was to be seen, as codes, e.g. name, fitness, checks."`
	BookingID string    `json:"booking_id,omitempty" format:"uuid" doc:"The booking that gave the right to look."`
}

// LookPage is a page of looks, latest first. Next is nil on the last.
type LookPage struct {
	Looks []LookView
	Next  *LookPlace
}

// farthest is behind every look.
var farthest = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// ShowLooks gives workers who has looked at their passports; before nil begins with the latest.
func (p *Passports) ShowLooks(ctx context.Context, before *LookPlace, limit int) (LookPage, error) {
	me, err := p.ownID(ctx, MaySeeLooks)
	if err != nil {
		return LookPage{}, err
	}
	from := LookPlace{At: farthest}
	if before != nil {
		from = *before
	}
	looks, err := p.Looks.LooksOf(ctx, me, from, limit+1)
	if err != nil {
		return LookPage{}, err
	}
	page := LookPage{Looks: []LookView{}}
	if len(looks) > limit {
		looks = looks[:limit]
		page.Next = &LookPlace{At: looks[limit-1].At, ID: looks[limit-1].ID}
	}
	names, err := p.Partners.EmployerNames(ctx, employersIn(looks)...)
	for _, l := range looks {
		v := LookView{LookID: l.ID.String(), At: l.At, Employer: l.Employer, Name: names[l.Employer], Purpose: string(l.Purpose), Kinds: l.Kinds}
		if l.Receiver != "" {
			v.Name = l.Receiver
		}
		if l.Booking != id.Nil {
			v.BookingID = l.Booking.String()
		}
		page.Looks = append(page.Looks, v)
	}
	return page, err
}

func employersIn(looks []Look) []string {
	var out []string
	for _, l := range looks {
		if !slices.Contains(out, l.Employer) {
			out = append(out, l.Employer)
		}
	}
	return out
}

// namesSeen gives the names for a list that the caller is about to see, and keeps that they were seen.
func (p *Passports) namesSeen(ctx context.Context, workers ...id.ID) (map[id.ID]Personal, error) {
	who, _ := auth.From(ctx)
	if err := p.looked(ctx, who, LookList, seenInList, workers...); err != nil {
		return nil, err
	}
	return p.Workers.Personal(ctx, workers...)
}

// looked keeps that somebody looked at passports. Workers who look at their own are not kept.
func (p *Passports) looked(ctx context.Context, who auth.Principal, purpose Purpose, kinds []string, workers ...id.ID) error {
	if who.Role == auth.Worker || len(workers) == 0 {
		return nil
	}
	return p.Looks.Looked(ctx, Look{Employer: who.Employer, Viewer: who.Subject, Purpose: purpose, Kinds: kinds, At: p.Clock.Now()}, workers...)
}
