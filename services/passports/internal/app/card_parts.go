package app

import (
	"strings"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/induction"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// CardRegister is what the register that the shift asks for says, as far as a ward may know: its effect, never a number, a
// reason or a date of the register.
type CardRegister struct {
	Body   string
	Effect string
	// ReadAt is when the register was last read for the worker.
	ReadAt time.Time
}

func cardRegister(r worker.Record, body string, read RegistersRead) *CardRegister {
	g, found := registration.Newest(r.Registrations, body)
	if body == "" || !found {
		return nil
	}
	return &CardRegister{Body: body, Effect: string(g.Effect()), ReadAt: g.LastRead(read[body])}
}

// restrictions are those that the ward has to keep to, by code; of a check that names none there is one, other.
func restrictions(r worker.Record) []string {
	c, found := check.Newest(r.Checks, check.OccupationalHealth)
	if !found || !c.Satisfied() || !c.Restricted() {
		return nil
	}
	if named := c.Record().Restrictions; len(named) > 0 {
		return named
	}
	return []string{"other"}
}

// inWords says what codes of restrictions ask of the ward. One that is no more in the table is read aloud.
func inWords(codes []string, known check.Restrictions) []string {
	var out []string
	for _, c := range codes {
		words := known.Words(c)
		if words == "" {
			words = strings.ReplaceAll(c, "_", " ")
		}
		out = append(out, words)
	}
	return out
}

// supervised are the competencies that the worker may use only under supervision, in words: those of which no signed-off
// record lasts.
func supervised(r worker.Record, now time.Time) []string {
	var out []string
	lasts := func(c competency.Record) bool { return c.ValidUntil == nil || c.ValidUntil.After(now) }
	for _, one := range longest(r.Competencies) {
		if !one.Provisional || !lasts(one) || signedOff(r, one, lasts) {
			continue
		}
		name := DueName("competency", one.Framework+":"+one.Code, one.Level)
		if one.Title != "" {
			name = one.Title
		}
		out = append(out, name)
	}
	return out
}

func signedOff(r worker.Record, of competency.Record, lasts func(competency.Record) bool) bool {
	for _, c := range r.Competencies {
		k := c.Record()
		if k.Framework == of.Framework && k.Code == of.Code && k.Level >= of.Level && !k.Provisional && lasts(k) {
			return true
		}
	}
	return false
}

// inductionsAt are the inductions with a host, by site and as they were recorded.
func inductionsAt(r worker.Record, host string) []InductionView {
	out := []InductionView{}
	for _, i := range r.Inductions {
		if k := i.Record(); k.Employer == host {
			out = append(out, InductionView{Employer: k.Employer, Site: k.Site, DoneOn: k.DoneOn, ValidUntil: k.ValidUntil})
		}
	}
	return out
}

// inducted tells whether nobody has to show the worker round before the shift ends.
func inducted(r worker.Record, host, site string, end time.Time) bool {
	return induction.At(r.Inductions, host, site, end)
}
