package app

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/registration"
)

// newCompetency is the competency of a row as it is recorded. The name in the Electronic Staff Record is kept with it.
func (p *Passports) newCompetency(k recordimport.Kind, b RowBody) NewCompetency {
	c, source := b.Competency, "csv"
	if k == recordimport.ESR {
		source = "esr_csv"
	}
	return NewCompetency{Framework: c.Framework, Code: c.Code, Level: c.Level, AchievedOn: c.AchievedOn, ValidUntil: c.ValidUntil,
		AwardingBody: c.AwardingBody, Source: source, Raw: b.Name, Derived: c.Derived, RefreshVersion: c.RefreshVersion}
}

// entry is what a register said of a number at a time.
func entry(e RowEntry, number string, asOf, now time.Time, known registration.Registers) (registration.Registration, error) {
	return registration.New(registration.Record{
		ID: id.New(), Body: e.Body, Status: registration.Status(e.Status), CheckedAt: asOf, RecordedAt: now, ValidUntil: e.ValidUntil, Licence: e.Licence,
	}, number, known)
}

func sameLicence(a, b registration.Record) bool {
	if a.Licence == nil || b.Licence == nil {
		return a.Licence == b.Licence
	}
	return *a.Licence == *b.Licence
}

// enrolmentOf is the person of a row.
func enrolmentOf(b RowBody, employer string) EnrolWorker {
	w := b.Worker
	in := EnrolWorker{
		Personal:     Personal{GivenName: w.GivenName, FamilyName: w.FamilyName, Email: w.Email, StaffNumber: b.Ref},
		HomeEmployer: employer, Engagements: []NewEngagement{w.Engagement}, Checks: w.Checks,
	}
	in.Engagements[0].Employer = employer
	if w.Registration != nil {
		in.Registrations = []NewRegistration{*w.Registration}
	}
	return in
}
