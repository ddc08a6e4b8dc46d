package app

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/hours"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// NewEngagement is a post or bank membership to be recorded.
type NewEngagement struct {
	Employer, Kind, StaffGroup, Role, Band string
	From                                   time.Time
	Until                                  *time.Time
}

func (n NewEngagement) engagement() worker.Engagement {
	return worker.Engagement{ID: id.New(), Employer: n.Employer, Kind: n.Kind, StaffGroup: n.StaffGroup, Role: n.Role, Band: n.Band, From: n.From, Until: n.Until}
}

// NewCheck is an employment check that was done.
type NewCheck struct {
	Type, Outcome, Method, Level, Workforce string
	CheckedOn                               time.Time
	ValidUntil, EPPClearedUntil             *time.Time
}

func (n NewCheck) check(now time.Time) (check.Check, error) {
	return check.New(check.Record{
		ID: id.New(), Type: check.Type(n.Type), Outcome: check.Outcome(n.Outcome), Method: n.Method, Level: n.Level, Workforce: n.Workforce,
		CheckedOn: n.CheckedOn, RecordedAt: now, ValidUntil: n.ValidUntil, EPPClearedUntil: n.EPPClearedUntil,
	})
}

// NewCompetency is a competency that was achieved.
type NewCompetency struct {
	Framework, Code string
	Level           int
	AchievedOn      time.Time
	ValidUntil      *time.Time
}

func (n NewCompetency) competency(now time.Time) (competency.Competency, error) {
	return competency.New(competency.Record{
		ID: id.New(), Framework: n.Framework, Code: n.Code, Level: n.Level, AchievedOn: n.AchievedOn, RecordedAt: now, ValidUntil: n.ValidUntil,
	})
}

// NewRegistration is what a register says. Number is personal.
type NewRegistration struct {
	Body, Number, Status string
	ValidUntil           *time.Time
}

func (n NewRegistration) registration(now time.Time) (registration.Registration, error) {
	return registration.New(registration.Record{
		ID: id.New(), Body: n.Body, Status: registration.Status(n.Status), CheckedAt: now, RecordedAt: now, ValidUntil: n.ValidUntil,
	}, n.Number)
}

// NewHours is what limits a worker's hours, in place of what was recorded before.
type NewHours struct {
	Contract     string
	OptOut       *hours.Period
	Cap, Sponsor string
	Terms        []hours.Period
}

func (n NewHours) hours(now time.Time) (hours.Hours, error) {
	return hours.New(hours.Record{ID: id.New(), RecordedAt: now, Contract: n.Contract, OptOut: n.OptOut, Cap: n.Cap, Sponsor: n.Sponsor, Terms: n.Terms})
}
