package worker

import (
	"encoding/json"

	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/disclosure"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/induction"
	"github.com/muster-ics/muster/services/passports/internal/registration"
)

// Canonical encodes the passport so that equal passports give equal bytes. It holds no personal data, and it is what audit
// hashes and decision digests are taken of.
func (w *Worker) Canonical() []byte { return w.r.Canonical() }

// Canonical encodes the record; see Worker.Canonical.
func (r Record) Canonical() []byte {
	plain := struct {
		Record
		Checks        []check.Record
		Competencies  []competency.Record
		Registrations []registration.Record
		Holds         []hold.Record
		Disclosures   []disclosure.Record `json:",omitempty"`
		Inductions    []induction.Record  `json:",omitempty"`
	}{Record: r}
	for _, c := range r.Checks {
		plain.Checks = append(plain.Checks, c.Record())
	}
	for _, c := range r.Competencies {
		plain.Competencies = append(plain.Competencies, c.Record())
	}
	for _, g := range r.Registrations {
		plain.Registrations = append(plain.Registrations, g.Record())
	}
	for _, h := range r.Holds {
		plain.Holds = append(plain.Holds, h.Record())
	}
	for _, d := range r.Disclosures {
		plain.Disclosures = append(plain.Disclosures, d.Record())
	}
	for _, i := range r.Inductions {
		plain.Inductions = append(plain.Inductions, i.Record())
	}
	b, err := json.Marshal(plain)
	if err != nil {
		// Only ids, codes, numbers and times in years 0 to 9999 are inside, and those always encode.
		return nil
	}
	return b
}
