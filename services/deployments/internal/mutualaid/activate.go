package mutualaid

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// MostShifts is how many shifts may be opened at once; whoever needs more activates again.
const MostShifts = 100

// Order is what a lead asks for.
type Order struct {
	ID        id.ID
	Shifts    []Shift
	Why, Note string
	By        string
	// Until is when it closes by itself.
	Until time.Time
}

// Standing is the agreement under which shifts are opened, as it is now.
type Standing struct {
	Agreement id.ID
	Terms     int64
	Title     string
	// InForce tells that it is in force now, EndsAt when it stops covering work; nil is never.
	InForce bool
	EndsAt  *time.Time
	// Parties are the employers that take part now.
	Parties []string
	// MaxHours is for how long at most its clause allows mutual aid; 0 is not at all.
	MaxHours int
}

// Activate opens the shifts to the workers of all parties of a standing agreement. The agreement must be in force until the
// mutual aid closes, and its clause on mutual aid must allow it for as long. Each shift is at a party and has not started.
func Activate(o Order, under Standing, now time.Time) (MutualAid, error) {
	switch {
	case under.MaxHours == 0:
		return MutualAid{}, rule.Conflict("mutual_aid_not_agreed",
			"The agreement “%s” has no clause on mutual aid. Choose one that has, or ask its parties to amend it.", under.Title)
	case !under.InForce:
		return MutualAid{}, rule.Conflict("agreement_not_in_force", "The agreement “%s” is not in force now. Choose another.", under.Title)
	}
	if err := o.check(under, now); err != nil {
		return MutualAid{}, err
	}
	r := Record{
		ID: o.ID, Version: 1, Agreement: under.Agreement, Terms: under.Terms, Parties: under.Parties, Shifts: o.Shifts, Why: o.Why, Note: o.Note,
		By: o.By, OpenedAt: now.UTC().Truncate(time.Microsecond), ClosesAt: o.Until.UTC().Truncate(time.Microsecond), Status: Active,
	}
	return MutualAid{r: r.clone()}, nil
}

func (o Order) check(under Standing, now time.Time) error {
	var bad rule.Check
	reasons := make([]string, len(Reasons))
	for i, r := range Reasons {
		reasons[i] = r.Code
	}
	bad.OneOf("why", o.Why, reasons...)
	bad.Line("note", o.Note, 300)
	bad.That(o.Until.After(now), "until", "Choose a time that is still to come.")
	bad.That(!o.Until.After(now.Add(time.Duration(under.MaxHours)*time.Hour)), "until",
		"The agreement allows mutual aid for at most %d hours at a time. Choose an earlier end.", under.MaxHours)
	bad.That(under.EndsAt == nil || !o.Until.After(*under.EndsAt), "until", "The agreement ends before that. Choose an earlier end.")
	bad.That(len(o.Shifts) > 0, "shifts", "Choose at least one shift.")
	bad.That(len(o.Shifts) <= MostShifts, "shifts", "Choose at most %d shifts at once.", MostShifts)
	bad.That(len(under.Parties) >= 2, "agreement_id", "The agreement has fewer than two parties now. Choose another.")
	seen := make(map[id.ID]bool, len(o.Shifts))
	for _, s := range o.Shifts {
		bad.That(!seen[s.ID], "shifts", "Name each shift once.")
		seen[s.ID] = true
		bad.That(slices.Contains(under.Parties, s.Host), "shifts", "%s is no party of the agreement. Leave its shifts out, or choose another agreement.", s.Host)
		bad.That(s.StartsAt.After(now), "shifts", "A shift that has started cannot be opened. Leave it out.")
	}
	return bad.Err("mutual_aid_invalid", "The shifts cannot be opened as it stands.")
}
