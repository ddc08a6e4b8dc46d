package history

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/demoidp"
)

// Worker is a synthetic person whom passports has enrolled.
type Worker struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Home       string `json:"home"`
	Role       string `json:"role"`
	StaffGroup string `json:"staff_group"`
	Band       string `json:"band"`
	// Lapsing is the training subject that has run out, if any.
	Lapsing string `json:"lapsing,omitempty"`
	// Detail says what sets the worker's passport apart, if anything.
	Detail string `json:"detail,omitempty"`
	// Substantive workers have a post of their own, with a roster, beside the bank.
	Substantive bool `json:"substantive,omitempty"`
}

// Population is who lives in the demonstration, and how much of its history is made. It is kept in the data folder so
// that a second start resumes.
type Population struct {
	Workers []Worker `json:"workers"`
	// Founded tells that employers, agreements and people are all there.
	Founded bool `json:"founded"`
	// Shared tells that workers have said which hosts may rely on their passports.
	Shared bool `json:"shared"`
	// Arranged tells that employers and workers have set up what they set up for themselves.
	Arranged bool `json:"arranged"`
	// Detailed tells that some passports have been set apart.
	Detailed bool `json:"detailed"`
	// Started is when the demonstration was first opened; all of its history lies before.
	Started time.Time `json:"started"`
	// DaysDone counts the days of history that are complete.
	DaysDone int `json:"days_done"`
}

const populationFile = "population.json"

// LoadPopulation gives the population of the data folder; found is false before the demonstration was first opened.
func LoadPopulation(data string) (p Population, found bool, err error) {
	body, err := os.ReadFile(filepath.Join(data, populationFile))
	if errors.Is(err, fs.ErrNotExist) {
		return p, false, nil
	}
	if err != nil {
		return p, false, err
	}
	return p, true, json.Unmarshal(body, &p)
}

// Save replaces the file in one step, so that a kill leaves the old or the new one.
func (p Population) Save(data string) error {
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	path := filepath.Join(data, populationFile)
	if err := os.WriteFile(path+".new", body, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// Principal is the worker as the issuer's claims describe them.
func (w Worker) Principal(ics string) auth.Principal {
	return auth.Principal{Subject: "worker-" + w.ID, Name: w.Name, Role: auth.Worker, WorkerID: w.ID, Employer: w.Home, ICS: ics}
}

// Staff is the principal of an employer's temporary staffing team, with every duty.
func Staff(ics, ods string) auth.Principal {
	return auth.Principal{Subject: "staffing-" + ods, Name: "Staffing team " + ods + " (synthetic)", Role: auth.Employer, Employer: ods, ICS: ics,
		Duties: []string{auth.Post, auth.Approve, auth.Verify, auth.Finance, auth.Executive}}
}

// Founder is who enrols an employer's workers with the whole record, work health assessments too. Nobody signs in as it.
func Founder(ics, ods string) auth.Principal {
	p := Staff(ics, ods)
	p.Subject, p.Duties = "founder-"+ods, []string{auth.Verify, auth.Health}
	return p
}

// OccupationalHealth is the principal of an employer's occupational health team, which alone records work health
// assessments.
func OccupationalHealth(ics, ods string) auth.Principal {
	return auth.Principal{Subject: "health-" + ods, Name: "Occupational health " + ods + " (synthetic)", Role: auth.Employer, Employer: ods, ICS: ics,
		Duties: []string{auth.Health}}
}

// Verifier is the principal of somebody at an employer who verifies passports and decides nothing else.
func Verifier(ics, ods string) auth.Principal {
	return auth.Principal{Subject: "verifier-" + ods, Name: "Passport team " + ods + " (synthetic)", Role: auth.Employer, Employer: ods, ICS: ics,
		Duties: []string{auth.Verify}}
}

// Executive is the principal of an employer's executive on call, who decides what takes a second person.
func Executive(ics, ods string) auth.Principal {
	return auth.Principal{Subject: "executive-" + ods, Name: "Executive on call " + ods + " (synthetic)", Role: auth.Employer, Employer: ods, ICS: ics,
		Duties: []string{auth.Executive}}
}

// Ward is the principal of a ward manager of an employer, who posts.
func Ward(ics, ods string) auth.Principal {
	return auth.Principal{Subject: "ward-" + ods, Name: "Ward manager " + ods + " (synthetic)", Role: auth.Employer, Employer: ods, ICS: ics,
		Duties: []string{auth.Post}}
}

// Lead is the principal of the system's workforce lead.
func Lead(ics string) auth.Principal {
	return auth.Principal{Subject: "lead-" + ics, Name: "Workforce lead (synthetic)", Role: auth.Lead, ICS: ics}
}

// Auditor is the principal of the system's auditor.
func Auditor(ics string) auth.Principal {
	return auth.Principal{Subject: "auditor-" + ics, Name: "Auditor (synthetic)", Role: auth.Auditor, ICS: ics}
}

// Picker lists whom one may sign in as: every employer's team, the lead, the auditor, and a few workers of each employer
// with at least one whose training has run out.
func Picker(w seed.World, p Population) []demoidp.Person {
	people := []demoidp.Person{
		{Principal: Lead(w.ICS), Group: "Integrated care system", Note: "Watches the fill rate of " + w.Name},
		{Principal: Auditor(w.ICS), Group: "Integrated care system", Note: "Reads everything, changes nothing"},
	}
	for _, e := range w.Employers {
		people = append(people,
			demoidp.Person{Principal: Ward(w.ICS, e.ODS), Group: e.Name, Note: "Posts shifts"},
			demoidp.Person{Principal: Staff(w.ICS, e.ODS), Group: e.Name, Note: "Posts, approves, verifies passports, signs agreements"},
			demoidp.Person{Principal: OccupationalHealth(w.ICS, e.ODS), Group: e.Name, Note: "Records work health assessments"})
		people = append(people, workersOf(w.ICS, e, p.Workers)...)
	}
	return people
}

const workersShown = 5

func workersOf(ics string, e seed.Employer, all []Worker) []demoidp.Person {
	var shown []demoidp.Person
	lapsed := false
	for _, w := range all {
		if w.Home != e.ODS || (w.Lapsing != "" && lapsed) || (w.Lapsing == "" && len(shown) >= workersShown-1 && !lapsed) {
			continue
		}
		note := inWords(w)
		if w.Lapsing != "" {
			lapsed, note = true, note+"; "+trainingIn(w.Lapsing)+" has run out"
		}
		if shown = append(shown, demoidp.Person{Principal: w.Principal(ics), Group: e.Name, Note: note}); len(shown) == workersShown {
			break
		}
	}
	// The last ones are those whose passports are set apart: two of them, so that what they see is seen.
	for i, n := len(all)-1, 0; i >= 0 && n < detailsShown; i-- {
		if w := all[i]; w.Home == e.ODS && w.Detail != "" {
			n++
			shown = append(shown, demoidp.Person{Principal: w.Principal(ics), Group: e.Name, Note: inWords(w) + "; " + w.Detail})
		}
	}
	return shown
}

const detailsShown = 2

// inWords says who a worker is for choosing one: "Bank worker: registered nurse, band 5".
// training is the subjects of the framework as people call them.
var training = map[string]string{
	"EDHR": "equality and diversity", "HSW": "health and safety", "CR": "conflict resolution", "FIRE": "fire safety", "IPC": "infection prevention",
	"MH": "moving and handling", "SA": "safeguarding adults", "SC": "safeguarding children", "PREV": "preventing radicalisation", "RES": "resuscitation",
	"IGDS": "data security",
}

func trainingIn(subject string) string { return cmp.Or(training[subject], subject) + " training" }

func inWords(w Worker) string {
	role := strings.ReplaceAll(w.Role, "_", " ")
	if w.Band == "medical" {
		return "Bank worker: " + role
	}
	return "Bank worker: " + role + ", band " + w.Band
}
