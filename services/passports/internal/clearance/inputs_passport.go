package clearance

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/induction"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

type passportInputs struct {
	ID            id.ID
	HomeEmployer  string
	Status        worker.Status
	Version       int64
	Engagements   []worker.Engagement
	Checks        []checkInputs
	Competencies  []competencyInputs
	Registrations []registration.Record
	Holds         []holdInputs
	Inductions    []inductionInputs `json:",omitempty"`
}

type checkInputs struct {
	ID              id.ID         `json:"id"`
	Type            check.Type    `json:"type"`
	Outcome         check.Outcome `json:"outcome"`
	Level           string        `json:"level,omitempty"`
	Workforce       string        `json:"workforce,omitempty"`
	CheckedOn       time.Time     `json:"checked_on"`
	RecordedAt      time.Time     `json:"recorded_at"`
	ValidUntil      *time.Time    `json:"valid_until,omitempty"`
	EPPClearedUntil *time.Time    `json:"epp_cleared_until,omitempty"`
	Restrictions    []string      `json:"restrictions,omitempty"`
	Org             string        `json:"org,omitempty"`
	// RankedAt is left out where it is RecordedAt.
	RankedAt time.Time `json:"ranked_at,omitzero"`
}

func inputsOf(c check.Record) checkInputs {
	in := checkInputs{
		ID: c.ID, Type: c.Type, Outcome: c.Outcome, Level: c.Level, Workforce: c.Workforce, CheckedOn: c.CheckedOn, RecordedAt: c.RecordedAt,
		ValidUntil: c.ValidUntil, EPPClearedUntil: c.EPPClearedUntil, Restrictions: c.Restrictions, Org: c.By.Org,
	}
	if !c.RankedAt.Equal(c.RecordedAt) {
		in.RankedAt = c.RankedAt
	}
	return in
}

func (c checkInputs) check() check.Check {
	return check.Rehydrate(check.Record{
		ID: c.ID, Type: c.Type, Outcome: c.Outcome, Level: c.Level, Workforce: c.Workforce, CheckedOn: c.CheckedOn, RecordedAt: c.RecordedAt,
		ValidUntil: c.ValidUntil, EPPClearedUntil: c.EPPClearedUntil, Restrictions: c.Restrictions, By: check.Checker{Org: c.Org}, RankedAt: c.RankedAt,
	})
}

type competencyInputs struct {
	ID          id.ID      `json:"id"`
	Framework   string     `json:"framework"`
	Code        string     `json:"code"`
	Level       int        `json:"level"`
	AchievedOn  time.Time  `json:"achieved_on"`
	RecordedAt  time.Time  `json:"recorded_at"`
	ValidUntil  *time.Time `json:"valid_until,omitempty"`
	Provisional bool       `json:"provisional,omitempty"`
	// RefreshVersion is that by which ValidUntil was reckoned, when it was reckoned by a table that an operator set.
	RefreshVersion int64 `json:"refresh_version,omitempty"`
}

// inductionInputs are those of the site alone.
type inductionInputs struct {
	Employer   string     `json:"employer"`
	Site       string     `json:"site"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
}

// holdInputs leave out why: no decision looks at it.
type holdInputs struct {
	ID       id.ID      `json:"id"`
	From     time.Time  `json:"from"`
	Until    *time.Time `json:"until,omitempty"`
	LiftedAt *time.Time `json:"lifted_at,omitempty"`
}

func passportOf(r worker.Record, b Booking) *passportInputs {
	p := &passportInputs{ID: r.ID, HomeEmployer: r.HomeEmployer, Status: r.Status, Version: r.Version, Engagements: r.Engagements}
	for _, k := range r.Checks {
		c := k.Record()
		p.Checks = append(p.Checks, inputsOf(c))
	}
	for _, k := range r.Inductions {
		if i := k.Record(); i.Employer == b.HostEmployer && i.Site == b.Site {
			p.Inductions = append(p.Inductions, inductionInputs{Employer: i.Employer, Site: i.Site, ValidUntil: i.ValidUntil})
		}
	}
	for _, k := range r.Competencies {
		c := k.Record()
		p.Competencies = append(p.Competencies, competencyInputs{
			ID: c.ID, Framework: c.Framework, Code: c.Code, Level: c.Level, AchievedOn: c.AchievedOn, RecordedAt: c.RecordedAt, ValidUntil: c.ValidUntil,
			Provisional: c.Provisional, RefreshVersion: c.RefreshVersion,
		})
	}
	for _, k := range r.Registrations {
		p.Registrations = append(p.Registrations, k.Record())
	}
	for _, k := range r.Holds {
		h := k.Record()
		p.Holds = append(p.Holds, holdInputs{ID: h.ID, From: h.From, Until: h.Until, LiftedAt: h.LiftedAt})
	}
	return p
}

func (p *passportInputs) record() worker.Record {
	r := worker.Record{ID: p.ID, HomeEmployer: p.HomeEmployer, Status: p.Status, Version: p.Version, Engagements: p.Engagements}
	for _, c := range p.Checks {
		r.Checks = append(r.Checks, c.check())
	}
	for _, i := range p.Inductions {
		r.Inductions = append(r.Inductions, induction.Rehydrate(induction.Record{Employer: i.Employer, Site: i.Site, ValidUntil: i.ValidUntil}))
	}
	for _, c := range p.Competencies {
		r.Competencies = append(r.Competencies, competency.Rehydrate(competency.Record{
			ID: c.ID, Framework: c.Framework, Code: c.Code, Level: c.Level, AchievedOn: c.AchievedOn, RecordedAt: c.RecordedAt, ValidUntil: c.ValidUntil,
			Provisional: c.Provisional, RefreshVersion: c.RefreshVersion,
		}))
	}
	for _, g := range p.Registrations {
		r.Registrations = append(r.Registrations, registration.Rehydrate(g))
	}
	for _, h := range p.Holds {
		r.Holds = append(r.Holds, hold.Rehydrate(hold.Record{ID: h.ID, From: h.From, Until: h.Until, LiftedAt: h.LiftedAt}))
	}
	return r
}
