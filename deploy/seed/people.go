package seed

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// Person is one synthetic worker. The names say so.
type Person struct {
	Number                int
	GivenName, FamilyName string
	Home                  Employer
	Role                  Role
	Kind                  string // substantive or bank
	Registration          string // number, empty when the role needs none
	// Lapsing is a competency that has run out, so that an explained refusal can be seen; empty for most.
	Lapsing string
}

var givenNames = []string{"Ada", "Bola", "Chen", "Dilys", "Esi", "Farah", "Grace", "Hana", "Imran", "Joan", "Kofi", "Lena", "Mercy", "Noor", "Olga", "Priya", "Quinn", "Ruth", "Sanjay", "Tom"}

// People makes the world's workers, the same for the same seed: spread over the employers by FTE and over the roles by
// share. About one in twelve has a training subject that has run out.
func (w World) People(seed uint64) []Person {
	rng := rand.New(rand.NewPCG(seed, 1))
	people := make([]Person, 0, w.Workers)
	for n := 1; len(people) < w.Workers; n++ {
		home := w.pickEmployer(rng)
		role, ok := w.PickRole(rng, home.Kind)
		if !ok {
			continue
		}
		p := Person{Number: len(people) + 1, GivenName: givenNames[rng.IntN(len(givenNames))], Home: home, Role: role, Kind: "bank"}
		p.FamilyName = fmt.Sprintf("Synthetic-%03d", p.Number)
		if rng.IntN(3) == 0 {
			p.Kind = "substantive"
		}
		p.Registration = registrationNumber(role, p.Number)
		if rng.IntN(12) == 0 {
			cs := w.Competencies(role)
			p.Lapsing = cs[rng.IntN(len(cs))].Code
		}
		people = append(people, p)
	}
	return people
}

func registrationNumber(r Role, n int) string {
	switch {
	case r.Body == "NMC":
		return fmt.Sprintf("%02dZ%04dE", 10+n%15, n)
	case r.Body == "GMC":
		return fmt.Sprintf("9%06d", n)
	case r.Code == "paramedic":
		return fmt.Sprintf("PA%06d", n)
	case r.Body == "HCPC":
		return fmt.Sprintf("PH%06d", n)
	}
	return ""
}

func (w World) pickEmployer(rng *rand.Rand) Employer {
	total := 0
	for _, e := range w.Employers {
		total += e.FTE
	}
	at := rng.IntN(total)
	for _, e := range w.Employers {
		if at -= e.FTE; at < 0 {
			return e
		}
	}
	return w.Employers[0]
}

// PickRole draws a role that employers of this kind ask for, by share.
func (w World) PickRole(rng *rand.Rand, kind string) (Role, bool) {
	total := 0.0
	for _, r := range w.Roles {
		if r.Asks(kind) {
			total += r.Share
		}
	}
	at := rng.Float64() * total
	for _, r := range w.Roles {
		if !r.Asks(kind) {
			continue
		}
		if at -= r.Share; at < 0 {
			return r, true
		}
	}
	return Role{}, false
}

// Demand is one shift that the demonstration asks for.
type Demand struct {
	Employer   Employer
	Site       Site
	Ward       string
	Role       Role
	Start, End time.Time
	Break      int
	PostedAt   time.Time
	Reason     string
	Night      bool
}

// Draw makes one demand for a shift that starts on the given London day.
func (w World) Draw(rng *rand.Rand, day time.Time) Demand {
	for {
		e := w.pickEmployer(rng)
		role, ok := w.PickRole(rng, e.Kind)
		if !ok {
			continue
		}
		d := Demand{Employer: e, Site: e.Sites[rng.IntN(len(e.Sites))], Ward: w.Wards[rng.IntN(len(w.Wards))], Role: role, Break: 60, Reason: reasonOf(rng)}
		d.Night = rng.IntN(5) < 2 && role.StaffGroup != "admin_clerical"
		hour, minute, length := 7, 30, 12*time.Hour
		if d.Night {
			hour = 19
		}
		if role.StaffGroup == "admin_clerical" || role.Code == "physiotherapist" {
			hour, minute, length, d.Break = 8, 30, 8*time.Hour, 30
		}
		d.Start = time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, day.Location()).UTC()
		d.End = d.Start.Add(length)
		d.PostedAt = d.Start.Add(-leadTime(rng))
		return d
	}
}

// leadTime follows the bands that boards look at: a third six weeks ahead, a third within the last week, some on the day.
func leadTime(rng *rand.Rand) time.Duration {
	hours := func(from, to int) time.Duration { return time.Duration(from*60+rng.IntN((to-from)*60)) * time.Minute }
	switch n := rng.IntN(100); {
	case n < 8:
		return hours(2, 6)
	case n < 20:
		return hours(6, 24)
	case n < 40:
		return hours(24, 168)
	case n < 70:
		return hours(168, 672)
	}
	return hours(672, 1008)
}

func reasonOf(rng *rand.Rand) string {
	reasons := []string{"vacancy", "vacancy", "vacancy", "sickness", "sickness", "enhanced_care", "leave", "escalation", "maternity"}
	return reasons[rng.IntN(len(reasons))]
}
