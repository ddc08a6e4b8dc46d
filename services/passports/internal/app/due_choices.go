package app

import (
	"context"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/due"
	"github.com/muster-ics/muster/services/passports/internal/registration"
)

// DueChoices are by what an employer's queue can be narrowed.
type DueChoices struct {
	// Whats are kinds and codes, as FindDue takes them, in the order in which people read them.
	Whats        []string
	Roles, Sites []string
	Registers    []RegisterStanding
}

// DueChoices gives them to the employer's people with the duty to verify.
func (p *Passports) DueChoices(ctx context.Context, employer string) (DueChoices, error) {
	if _, err := Policy.Check(ctx, MayListDue, auth.Facts{Home: employer, ICS: p.ICS}); err != nil {
		return DueChoices{}, err
	}
	now := p.Clock.Now()
	out := DueChoices{Whats: whats()}
	var err error
	if out.Roles, err = p.Dues.RolesOfStaff(ctx, employer, now); err != nil {
		return out, err
	}
	if out.Sites, err = p.Dues.SitesAhead(ctx, employer, now); err != nil {
		return out, err
	}
	read, err := p.Dues.Readings(ctx, employer)
	if err != nil {
		return out, err
	}
	out.Registers, err = p.registers(ctx, employer, now, read[employer])
	return out, err
}

func whats() []string {
	var out []string
	for _, t := range append(check.Types, due.EPP) {
		out = append(out, string(due.Check)+":"+t)
	}
	for _, body := range registration.Bodies {
		out = append(out, string(due.Registration)+":"+body)
	}
	for _, s := range Subjects() {
		out = append(out, string(due.Competency)+":cstf:"+s.Code)
	}
	return append(out, string(due.Engagement)+":"+due.Post)
}

var dueNames = map[string]string{
	"check:identity": "Identity", "check:right_to_work": "Right to work", "check:references": "Employment history and references",
	"check:dbs": "Criminal record (DBS)", "check:occupational_health": "Work health assessment", "check:epp": "Exposure-prone procedures",
	"engagement:post": "Post or bank membership",
}

// DueName is a piece of evidence in words: "Fire Safety level 2" for competency, cstf:FIRE and 2. A level below 2 is not
// said.
func DueName(kind, code string, level int) string {
	if name, ok := dueNames[kind+":"+code]; ok {
		return name
	}
	name := code
	switch due.Kind(kind) {
	case due.Registration:
		name = code + " registration"
	case due.Competency:
		framework, subject, _ := strings.Cut(code, ":")
		name = competency.Title(framework, subject)
	case due.Check, due.Engagement:
	}
	if level > 1 {
		name += " level " + strconv.Itoa(level)
	}
	return name
}
