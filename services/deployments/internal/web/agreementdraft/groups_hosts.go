package agreementdraft

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
)

// askPartsOf asks of each party when it joins and leaves, where that is not the agreement's own time.
func askPartsOf(c app.Clauses, p people) (out []Question) {
	for _, party := range c.Parties {
		first, last := "", ""
		if party.AccedesAt != nil {
			first = londonday.Short(*party.AccedesAt)
		}
		if party.ExitsAt != nil {
			last = londonday.Last(*party.ExitsAt)
		}
		name := p.names.Of(party.Employer)
		out = append(out,
			asDay("joins."+party.Employer, name+": first day, if later than the agreement's (optional)", "", first),
			asDay("leaves."+party.Employer, name+": last day, if earlier than the agreement's (optional)", "", last))
	}
	return out
}

// readPartOf takes the dates of one party. A day that is not changed keeps its very moment; a form that does not ask keeps
// what there was.
func (r *reader) readPartOf(p app.Party) app.Party {
	p.AccedesAt = r.moment("joins."+p.Employer, p.AccedesAt, londonday.Short, londonday.Start)
	p.ExitsAt = r.moment("leaves."+p.Employer, p.ExitsAt, londonday.Last, londonday.Next)
	return p
}

func (r *reader) moment(name string, was *time.Time, shown func(time.Time) string, read func(field, day string) (time.Time, error)) *time.Time {
	day := r.text(name)
	switch {
	case !r.form.Has(name), was != nil && day == shown(*was):
		return was
	case day == "":
		return nil
	}
	at, err := read("form."+name, day)
	if err != nil {
		r.complain(name, "Enter a date, such as 2026-04-01.")
		return was
	}
	return &at
}

// askOwnTopUps asks for what single hosts add to what every host does.
func askOwnTopUps(c app.Clauses, p people) Question {
	var lines []string
	for _, u := range c.Training.TopUps {
		if u.Host != "" {
			lines = append(lines, p.names.Of(u.Host)+"; "+app.Label(app.TopUpKinds, u.Code)+"; "+app.Label(app.TopUpTimes, u.When))
		}
	}
	var kinds []string
	for _, w := range app.TopUpKinds {
		kinds = append(kinds, "“"+w.Label+"”")
	}
	return asText("training.own_top_ups", "What do single hosts add? (optional)",
		"One line for each: employer or its code; what; when. What is one of "+strings.Join(kinds, ", ")+". When is “Before the first shift” or “On the first shift”.",
		strings.Join(lines, "\n"))
}

// ownTopUps reads those lines. A line that cannot be read is named by its number.
func (r *reader) ownTopUps(name string, p people) (out []app.TopUp) {
	n := 0
	for l := range strings.Lines(r.form.Get(name)) {
		n++
		if strings.TrimSpace(l) == "" {
			continue
		}
		parts := strings.Split(l, ";")
		if len(parts) != 3 {
			r.complain(name, "Line "+strconv.Itoa(n)+": enter employer; what; when.")
			return out
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		u := app.TopUp{Host: p.code(parts[0]), Code: codeOf(app.TopUpKinds, parts[1]), When: codeOf(app.TopUpTimes, parts[2])}
		if u.Host == "" || !isOne(app.TopUpKinds, u.Code) || !isOne(app.TopUpTimes, u.When) {
			r.complain(name, "Line "+strconv.Itoa(n)+": name a party, then what and when in the words above.")
			return out
		}
		out = append(out, u)
	}
	return out
}

func isOne(words []app.Word, code string) bool {
	return slices.ContainsFunc(words, func(w app.Word) bool { return w.Code == code })
}

// code reads an employer's code, its name, or both as pages show them; empty when there is none.
func (p people) code(text string) string {
	for code, name := range p.names {
		if strings.EqualFold(text, code) || strings.EqualFold(text, name) || strings.EqualFold(text, p.names.Of(code)) {
			return code
		}
	}
	return ""
}
