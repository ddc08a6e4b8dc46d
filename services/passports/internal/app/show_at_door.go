package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// DoorLife is how long a door code may be scanned.
const DoorLife = 5 * time.Minute

// The verdicts at a door.
const (
	DoorFit    = "fit"     // booked, and fit to the end of the shift
	DoorLook   = "look"    // booked and fit, with something that the ward should read on the card
	DoorNotFit = "not_fit" // booked, and not fit
	DoorFree   = "free"    // not booked; says how the passport itself stands
	DoorBarred = "barred"  // suspended, or on hold
)

// DoorPass is what a worker shows at the door, and what whoever scans its code sees: name, role and verdict, and no reason.
type DoorPass struct {
	Name, Role, Band, HomeEmployer string
	// Host, Site, StartsAt and EndsAt are of the booking that is on or comes next; empty without one.
	Host, Site       string
	StartsAt, EndsAt time.Time
	Verdict          string
	At               time.Time
	// Link is what the QR code holds, good until Until; empty for whoever scanned it.
	Link  string
	Until time.Time
}

// ShowAtDoor gives workers their door pass with a fresh code. The code lasts five minutes and shows nothing but the pass.
func (p *Passports) ShowAtDoor(ctx context.Context) (DoorPass, error) {
	workerID, _, err := p.own(ctx, MayShowAtDoor)
	if err != nil {
		return DoorPass{}, err
	}
	pass, err := p.doorPass(ctx, workerID)
	if err != nil {
		return DoorPass{}, err
	}
	code := secret()
	pass.Until = pass.At.Add(DoorLife)
	pass.Link = p.Addresses.Public + "/verify/d/" + code
	return pass, p.Doors.MakeDoorCode(ctx, workerID, code, pass.At, pass.Until)
}

// LookThroughDoor gives the pass behind a code to whoever scanned it, and tells the worker that somebody looked.
func (p *Passports) LookThroughDoor(ctx context.Context, code string) (DoorPass, error) {
	workerID, err := p.Doors.WorkerBehind(ctx, code, p.Clock.Now())
	if err != nil {
		return DoorPass{}, err
	}
	pass, err := p.doorPass(ctx, workerID)
	if err != nil {
		return DoorPass{}, err
	}
	who, _ := auth.From(ctx)
	look := Look{ID: id.New(), Employer: who.Employer, Viewer: who.Subject, Purpose: LookDoor, Kinds: []string{"name", "role", "fitness"}, At: pass.At}
	if look.Employer == "" {
		look.Employer, look.Viewer = pass.Host, "door"
	}
	return pass, p.Looks.Looked(ctx, look, workerID)
}

func (p *Passports) doorPass(ctx context.Context, workerID id.ID) (DoorPass, error) {
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return DoorPass{}, err
	}
	personal, err := p.Workers.Personal(ctx, workerID)
	if err != nil {
		return DoorPass{}, err
	}
	now := p.Clock.Now()
	pass := DoorPass{Name: personal[workerID].Name(), HomeEmployer: w.HomeEmployer(), At: now}
	r, err := p.Doors.NextBooking(ctx, workerID, now)
	if fault.Is(err, fault.NotFound) {
		return withoutBooking(pass, w, now), nil
	}
	if err != nil {
		return DoorPass{}, err
	}
	around, err := p.Clearances.Around(ctx, r.Booking)
	if err != nil {
		return DoorPass{}, err
	}
	b := r.Booking
	pass.Role, pass.Band, pass.Host, pass.Site, pass.StartsAt, pass.EndsAt = b.Role, b.Band, b.HostEmployer, b.Site, b.StartsAt, b.EndsAt
	pass.Verdict = doorVerdict(p.judge(w, b, around, "", now).Decision)
	return pass, nil
}

func doorVerdict(d clearance.Decision) string {
	switch light(d) {
	case "green":
		return DoorFit
	case "amber":
		return DoorLook
	}
	return DoorNotFit
}

// withoutBooking says how the passport stands by itself: of a worker who is not booked nobody has asked for what.
func withoutBooking(pass DoorPass, w *worker.Worker, now time.Time) DoorPass {
	r := w.Record()
	pass.Verdict = DoorFree
	if r.Status != worker.Active {
		pass.Verdict = DoorBarred
	}
	for _, h := range r.Holds {
		if h.Bars(now, now.Add(time.Nanosecond)) {
			pass.Verdict = DoorBarred
		}
	}
	for _, e := range r.Engagements {
		if !e.From.After(now) && (e.Until == nil || e.Until.After(now)) {
			pass.Role, pass.Band = e.Role, e.Band
		}
	}
	return pass
}
