package view

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// SampleNow is the moment of every story.
var SampleNow = time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)

// Verifier is who manages passports in the stories.
var Verifier = auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Verify}}

// Sample is an evidently synthetic worker for the stories: something of everything.
func Sample() app.WorkerView {
	at := func(months int) *time.Time { t := SampleNow.AddDate(0, months, 0); return &t }
	check := func(kind, outcome, level string, until *time.Time) app.CheckView {
		return app.CheckView{Type: kind, Outcome: outcome, Level: level, CheckedOn: *at(-12), RecordedAt: *at(-12), ValidUntil: until, Current: true}
	}
	return app.WorkerView{
		WorkerID: "01957f00-0000-7000-8000-000000000001", Version: 3, GivenName: "Sample", FamilyName: "Person", HomeEmployer: "RVV", Status: "active", EnrolledAt: *at(-24),
		Engagements:   []app.EngagementView{{Employer: "RVV", Kind: "bank", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", From: *at(-24)}},
		Registrations: []app.RegistrationView{{Body: "NMC", Number: "00A0000A", Status: "registered", Effect: "allow", CheckedAt: *at(0), ValidUntil: at(10), Current: true}},
		Checks: []app.CheckView{
			check("identity", "satisfied", "", nil), check("right_to_work", "satisfied", "", at(2)), check("references", "satisfied", "", nil),
			check("dbs", "satisfied", "enhanced_barred", at(20)), check("occupational_health", "withdrawn", "fit", nil),
		},
		Competencies: []app.CompetencyView{
			{Framework: "cstf", Code: "FIRE", Title: "Fire Safety", Level: 1, AchievedOn: *at(-24), ValidUntil: at(-1)},
			{Framework: "cstf", Code: "RES", Title: "Resuscitation", Level: 2, AchievedOn: *at(-2), ValidUntil: at(10)},
		},
		Holds: []app.HoldView{{HoldID: "01957f00-0000-7000-8000-000000000002", Why: "sickness", From: *at(0), Until: at(1)}},
	}
}
