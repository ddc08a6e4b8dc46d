package passports

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/induction"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// probeSubjects are what the probe's nurse was trained in, and the shift asks for.
var probeSubjects = []string{"FIRE", "RES", "MH", "IPC", "SA", "SC", "PREV", "EDHR", "HSW", "CR", "IGDS"}

// probeFacts are a nurse of SYN0 with everything that a ward of SYN1 asks for, and the booking there.
func probeFacts(now time.Time) clearance.Facts {
	kept, since := now.AddDate(2, 0, 0), now.AddDate(-1, 0, 0)
	w := worker.Record{
		ID: id.New(), HomeEmployer: "SYN0", Status: worker.Active, Version: 7, EnrolledAt: since,
		Engagements: []worker.Engagement{{ID: id.New(), Employer: "SYN0", Kind: "bank", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", From: since}},
		Inductions:  []induction.Induction{induction.Rehydrate(induction.Record{Employer: "SYN1", Site: "SYN10", DoneOn: now.AddDate(0, -1, 0), RecordedAt: now})},
		Registrations: []registration.Registration{registration.Rehydrate(registration.Record{
			Body: "NMC", Status: registration.Registered, CheckedAt: now.AddDate(0, 0, -1), RecordedAt: now, ValidUntil: &kept})},
	}
	for _, r := range []check.Record{
		{Type: check.Identity}, {Type: check.RightToWork, ValidUntil: &kept}, {Type: check.References},
		{Type: check.DBS, Level: "enhanced_barred", Workforce: "both", ValidUntil: &kept},
		{Type: check.OccupationalHealth, Level: "fit", ValidUntil: &kept, EPPClearedUntil: &kept},
	} {
		r.ID, r.Outcome, r.CheckedOn, r.RecordedAt = id.New(), check.Satisfied, since, since
		w.Checks = append(w.Checks, check.Rehydrate(r))
	}
	asked := clearance.Requirements{RegistrationBody: "NMC", DBSLevel: "enhanced", DBSWorkforce: "adult", EPP: true}
	for _, code := range probeSubjects {
		w.Competencies = append(w.Competencies, competency.Rehydrate(competency.Record{
			ID: id.New(), Framework: "cstf", Code: code, Level: 1, AchievedOn: now.AddDate(0, -6, 0), RecordedAt: now, ValidUntil: &kept}))
		asked.Competencies = append(asked.Competencies, clearance.Ask{Framework: "cstf", Code: code, Level: 1})
	}
	return clearance.Facts{
		Passport:    w,
		Disclosures: []clearance.Disclosure{{Host: "SYN1", From: since}},
		Model:       clearance.LicenceToAttend,
		Booking: clearance.Booking{
			ID: id.New(), ShiftID: id.New(), WorkerID: w.ID, HomeEmployer: "SYN0", HostEmployer: "SYN1", Site: "SYN10",
			StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", StartsAt: now.AddDate(0, 0, 9), EndsAt: now.AddDate(0, 0, 9).Add(12 * time.Hour),
			Requirements: asked,
		},
		At: now,
	}
}
