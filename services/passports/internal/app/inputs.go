package app

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
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

// NewCompetency is a competency that was achieved.
type NewCompetency struct {
	Framework, Code string
	Level           int
	AchievedOn      time.Time
	ValidUntil      *time.Time

	// Title, AwardingBody and AssessorOrg are empty when they were not given; see competency.Record.
	Title, AwardingBody, AssessorOrg string
	// Source is one of manual, esr_csv, csv and credential; Raw the line that was read. Derived marks a reckoned ValidUntil.
	Source, Raw string
	Derived     bool
	// RefreshVersion is that of the table by which it was reckoned.
	RefreshVersion int64
	// Provisional: supervised until somebody signs it off.
	Provisional bool
}

func (n NewCompetency) competency(now time.Time) (competency.Competency, error) {
	return competency.New(competency.Record{
		ID: id.New(), Framework: n.Framework, Code: n.Code, Level: n.Level, AchievedOn: n.AchievedOn, RecordedAt: now, ValidUntil: n.ValidUntil,
		Title: n.Title, AwardingBody: n.AwardingBody, AssessorOrg: n.AssessorOrg, Source: n.Source, Raw: n.Raw, Derived: n.Derived, RefreshVersion: n.RefreshVersion, Provisional: n.Provisional,
	})
}

// NewRegistration is what a register says. Number is personal.
type NewRegistration struct {
	Body, Number, Status string
	ValidUntil           *time.Time
	// Parts are codes of the register; LicenceToPractise is nil for registers that give none.
	Parts             []string
	LicenceToPractise *bool
}

func (n NewRegistration) registration(now time.Time, registers registration.Registers) (registration.Registration, error) {
	return registration.New(registration.Record{
		ID: id.New(), Body: n.Body, Status: registration.Status(n.Status), CheckedAt: now, RecordedAt: now, ValidUntil: n.ValidUntil,
		Parts: n.Parts, Licence: n.LicenceToPractise,
	}, n.Number, registers)
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
