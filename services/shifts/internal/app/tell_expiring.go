package app

import (
	"context"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
)

// ExpiryNews is something of a worker's passport that runs out, as passports tells it 90, 60, 28 and 7 days before.
type ExpiryNews struct {
	NoticeID, WorkerID id.ID
	// Kind is check, competency, registration or engagement; Code says which.
	Kind, Code string
	Level      int
	ValidUntil time.Time
	Days       int
	At         time.Time
}

// TellExpiring tells a worker that something of their passport runs out, while there is time to renew it. The phone rings
// in the last four weeks only.
func (a *App) TellExpiring(ctx context.Context, n ExpiryNews) error {
	if a.clock.Now().Sub(n.At) > staleNews {
		return nil
	}
	last := n.ValidUntil.Add(-time.Nanosecond).In(clock.London).Format("2 January 2006")
	t := Telling{
		WorkerID: n.WorkerID, Key: "expiring:" + n.NoticeID.String(), Kind: NoticePassport, Headline: evidenceName(n) + " runs out on " + last,
		Detail: "Your passport says who does what to renew it. A shift that ends later cannot be booked, and bookings that need it end.",
		Link:   "/passport", At: n.At, Ring: n.Days <= ringDays,
	}
	return a.telling.Notices.Tell(ctx, []Telling{t})
}

// ringDays is from how many days before the end on a phone rings.
const ringDays = 28

// evidenceNames are what workers call the evidence that passports tells by code.
var evidenceNames = map[string]string{
	"identity": "Your identity check", "right_to_work": "Your right to work check", "references": "Your references", "dbs": "Your criminal record check (DBS)",
	"occupational_health": "Your work health assessment", "epp": "Your clearance for exposure-prone procedures", "post": "Your post or bank membership",
	"EDHR": "Your Equality, Diversity and Human Rights", "HSW": "Your Health, Safety and Welfare", "CR": "Your Conflict Resolution", "IGDS": "Your Information Governance and Data Security",
	"FIRE": "Your Fire Safety", "IPC": "Your Infection Prevention and Control", "MH": "Your Moving and Handling", "SA": "Your Safeguarding Adults",
	"SC": "Your Safeguarding Children", "PREV": "Your Preventing Radicalisation", "RES": "Your Resuscitation",
}

func evidenceName(n ExpiryNews) string {
	name, known := evidenceNames[n.Code]
	switch {
	case n.Kind == "registration":
		return "Your registration with the " + n.Code
	case !known:
		name = "Your " + InWords(n.Code)
	}
	if n.Kind == "competency" && n.Level > 1 {
		name += " level " + strconv.Itoa(n.Level)
	}
	return name
}
