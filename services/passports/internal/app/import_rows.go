package app

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/esr"
	"github.com/muster-ics/muster/services/passports/internal/importfile"
	"github.com/muster-ics/muster/services/passports/internal/register"
)

// reading collects what is wrong with one row while its cells are read.
type reading struct {
	row      importfile.Row
	problems []importfile.Problem
}

func (r *reading) wrong(f importfile.Field, message, fix string) {
	r.problems = append(r.problems, r.row.Problem(f, message, fix))
}

func (r *reading) needed(f importfile.Field) string {
	if r.row.Get(f) == "" {
		r.wrong(f, "This cell is empty.", "Fill it in.")
	}
	return r.row.Get(f)
}

func (r *reading) begin(f importfile.Field) time.Time {
	at, p := r.row.Begin(f)
	if p != nil {
		r.problems = append(r.problems, *p)
	}
	return at
}

func (r *reading) neededDay(f importfile.Field) time.Time {
	if r.needed(f) == "" {
		return time.Time{}
	}
	return r.begin(f)
}

func (r *reading) end(f importfile.Field) *time.Time {
	at, p := r.row.End(f)
	if p != nil {
		r.problems = append(r.problems, *p)
	}
	return at
}

// ref is a number of a person in the form in which it is compared: capitals, no blanks.
func ref(cell string) string { return strings.ToUpper(strings.Join(strings.Fields(cell), "")) }

// esrRow reads a row of the Electronic Staff Record's export. What its name means is not decided yet.
func esrRow(row importfile.Row) ImportRow {
	r := &reading{row: row}
	name := r.needed(importfile.CompetencyName)
	if _, err := esr.Parse(name); name != "" && err != nil {
		r.wrong(importfile.CompetencyName, "This is not how the Electronic Staff Record names a competency.", esrFix(err))
		name = ""
	}
	c := &RowCompetency{AchievedOn: r.neededDay(importfile.DateStart), ValidUntil: r.end(importfile.ExpiryDate)}
	return ImportRow{Number: row.Number, Problems: r.problems, Body: RowBody{Ref: ref(row.Get(importfile.WorkerRef)), Name: name, Competency: c}}
}

func esrFix(err error) string {
	if errors.Is(err, esr.ErrPrefix) {
		return "Begin with NHS or the three digits of the trust, e.g. NHS|CSTF|Fire Safety - 2 Years|."
	}
	return "Write it as NHS|CSTF|Fire Safety - 2 Years|."
}

// competencyRow reads a row of Muster's own template.
func competencyRow(row importfile.Row) ImportRow {
	r := &reading{row: row}
	c := &RowCompetency{
		Framework: framework(r.needed(importfile.Framework)), Code: strings.ToUpper(r.needed(importfile.Code)), Level: 1,
		AchievedOn: r.neededDay(importfile.AchievedOn), ValidUntil: r.end(importfile.ExpiresOn), AwardingBody: row.Get(importfile.AwardingBody),
	}
	if cell := row.Get(importfile.Level); cell != "" {
		n, err := strconv.Atoi(strings.TrimSuffix(cell, ".0"))
		if err != nil || n < 1 || n > 9 {
			r.wrong(importfile.Level, "This is not a level.", "Give a level from 1 to 9, or leave it empty for 1.")
		}
		c.Level = n
	}
	return ImportRow{Number: row.Number, Problems: r.problems, Body: RowBody{Ref: ref(row.Get(importfile.WorkerRef)), Competency: c}}
}

// framework takes local:RVV for local_RVV, as both are in use.
func framework(cell string) string {
	kind, of, _ := strings.Cut(strings.Replace(cell, ":", "_", 1), "_")
	if strings.EqualFold(kind, "local") && of != "" {
		return "local_" + strings.ToUpper(of)
	}
	return strings.ToLower(cell)
}

// workerRow reads a person with the first engagement and what was checked.
func workerRow(row importfile.Row) ImportRow {
	r := &reading{row: row}
	w := &RowWorker{
		GivenName: r.needed(importfile.GivenName), FamilyName: r.needed(importfile.FamilyName), Email: row.Get(importfile.Email),
		Engagement: NewEngagement{
			Kind: strings.ToLower(r.needed(importfile.Kind)), StaffGroup: strings.ToLower(r.needed(importfile.StaffGroup)),
			Role: strings.ToLower(r.needed(importfile.Role)), Band: strings.ToLower(r.needed(importfile.Band)), From: r.neededDay(importfile.EngagedFrom),
		},
	}
	if row.Get(importfile.Body) != "" {
		w.Registration = &NewRegistration{Body: row.Get(importfile.Body), Number: r.needed(importfile.Number), Status: strings.ToLower(r.needed(importfile.Status)), ValidUntil: r.end(importfile.ValidUntil)}
		if cell := row.Get(importfile.Licence); cell != "" {
			held, ok := register.Licensed(cell)
			if !ok {
				r.wrong(importfile.Licence, "It does not say whether there is a licence to practise.", "Write yes or no.")
			}
			w.Registration.LicenceToPractise = &held
		}
	}
	for _, k := range []struct {
		kind      string
		on, until importfile.Field
		level     importfile.Field
	}{
		{"identity", importfile.IdentityOn, "", ""}, {"right_to_work", importfile.RightToWorkOn, importfile.RightToWorkUntil, ""},
		{"references", importfile.ReferencesOn, "", ""}, {"dbs", importfile.DBSOn, "", importfile.DBSLevel},
	} {
		if row.Get(k.on) == "" {
			continue
		}
		c := NewCheck{Type: k.kind, Outcome: "satisfied", CheckedOn: r.begin(k.on), ValidUntil: r.end(k.until), Level: strings.ToLower(row.Get(k.level))}
		if k.kind == "dbs" {
			c.Workforce = strings.ToLower(row.Get(importfile.DBSWorkforce))
		}
		w.Checks = append(w.Checks, c)
	}
	return ImportRow{Number: row.Number, Problems: r.problems, Body: RowBody{Ref: ref(r.needed(importfile.WorkerRef)), Worker: w}}
}
