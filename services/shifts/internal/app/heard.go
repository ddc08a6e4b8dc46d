package app

import (
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// The other direction of contracts.go: what others tell, in this service's own words.

// workerOf reads a passport as it was told.
func workerOf(passport json.RawMessage, floor int64) (eligibility.Worker, error) {
	var p passports.PassportState
	if err := json.Unmarshal(passport, &p); err != nil {
		return eligibility.Worker{}, fmt.Errorf("read a kept passport: %w", err)
	}
	return workerTold(p, floor)
}

// workerTold reads a passport, with the revocation floor that stands.
func workerTold(p passports.PassportState, floor int64) (eligibility.Worker, error) {
	workerID, err := id.Parse(p.WorkerID)
	if err != nil {
		return eligibility.Worker{}, fmt.Errorf("read a passport: %w", err)
	}
	w := eligibility.Worker{ID: workerID, HomeEmployer: p.HomeEmployer, Status: p.Status, Floor: max(floor, p.RevocationFloor), Hours: hoursOf(p)}
	for _, g := range p.Engagements {
		w.Engagements = append(w.Engagements, eligibility.Engagement{
			Employer: g.Employer, Kind: g.Kind, StaffGroup: g.StaffGroup, Role: g.Role, Band: g.Band, From: g.From, Until: g.Until})
	}
	for _, c := range p.Checks {
		w.Checks = append(w.Checks, eligibility.Check{
			Type: c.Type, Outcome: c.Outcome, Level: c.Level, Workforce: c.Workforce, EPPClearedUntil: c.EPPClearedUntil, ValidUntil: c.ValidUntil, CheckedOn: c.CheckedOn})
	}
	for _, c := range p.Competencies {
		w.Competencies = append(w.Competencies, eligibility.Competency{Framework: c.Framework, Code: c.Code, Level: c.Level, ValidUntil: c.ValidUntil,
			AchievedOn: c.AchievedOn, Provisional: c.Provisional})
	}
	for _, r := range p.Registrations {
		w.Registrations = append(w.Registrations, eligibility.Registration{Body: r.Body, Effect: string(r.Effect), ValidUntil: r.ValidUntil, LastReadAt: r.LastReadAt})
	}
	for _, h := range p.Holds {
		w.Holds = append(w.Holds, eligibility.Hold{From: h.From, Until: h.Until})
	}
	w.NoNights, w.WardAgrees = p.NoNights, p.WardAgrees
	if p.Disclosures != nil {
		w.Disclosures = make([]eligibility.Disclosure, len(p.Disclosures))
	}
	for i, d := range p.Disclosures {
		w.Disclosures[i] = eligibility.Disclosure{Host: d.Host, From: d.From, Until: d.Until, Version: d.AgreementVersion}
		w.Disclosures[i].Agreement, _ = id.Parse(d.AgreementID) // Empty when it was given for no agreement.
	}
	if p.Inductions != nil {
		w.Inductions = make([]eligibility.Induction, len(p.Inductions))
	}
	for i, n := range p.Inductions {
		w.Inductions[i] = eligibility.Induction{Host: n.Employer, Site: n.Site, ValidUntil: n.ValidUntil}
	}
	return w, nil
}

// hoursOf is what a passport says that decides about working time. A worker is new from their first engagement on.
func hoursOf(p passports.PassportState) workingtime.Worker {
	var w workingtime.Worker
	for _, g := range p.Engagements {
		if w.Since.IsZero() || g.From.Before(w.Since) {
			w.Since = g.From.UTC()
		}
	}
	told := p.WorkingTime
	if told == nil {
		return w
	}
	w.Contract = workingtime.Contract(told.Contract)
	if o := told.OptOut; o != nil {
		w.OptOut = &workingtime.Span{From: o.From, Until: o.Until}
	}
	if h := told.HourCap; h != nil {
		w.Visa = &workingtime.Visa{Kind: visaOf[h.Code], Sponsor: h.Sponsor}
		for _, t := range h.Terms {
			w.Visa.Terms = append(w.Visa.Terms, workingtime.Span{From: t.From, Until: t.Until})
		}
	}
	return w
}

// visaOf are the permissions behind the caps on weekly hours.
var visaOf = map[string]workingtime.VisaKind{
	"term_time_20": workingtime.StudentDegree, "term_time_10": workingtime.StudentBelowDegree, "other_employers_20": workingtime.SkilledWorker,
}
