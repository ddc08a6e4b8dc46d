package eligibility

import (
	"fmt"
	"slices"
	"strings"
)

// topUpWords are the usual top-ups; onTheRound those that are part of being shown round a site.
var (
	topUpWords = map[string]string{
		"local_induction": "a local induction to the ward", "fire_exits": "the fire exits and assembly points of the site",
		"patient_record": "access to and training in the electronic patient record", "medicines_policy": "the local medicines policy",
		"resuscitation_equipment": "the place of the resuscitation equipment and the emergency number",
	}
	onTheRound = []string{"local_induction", "fire_exits", "resuscitation_equipment"}
)

// topUps asks for what the host adds to the training of others: a no when it is due before the first shift, a reminder
// when it is given on that shift.
func (c *crossing) topUps() {
	if len(c.a.TopUps) == 0 {
		return
	}
	var before, on []string
	for _, u := range c.a.topUpsAt(c.host.Employer) {
		switch {
		case c.shows(u.Code):
		case u.When == "before_first_shift":
			before = append(before, u.Code)
		default:
			on = append(on, u.Code)
		}
	}
	const asks = "%s asks for %s %s the first shift at %s, and your passport does not show it%s."
	if len(before) > 0 {
		c.no("TOP_UP_MISSING", nil, fmt.Sprintf(asks, c.title(), inTopUpWords(before), "before", c.name(c.s.Employer), ""), c.topUpFix(before))
	}
	if len(on) > 0 {
		c.note("TOP_UP_MISSING", fmt.Sprintf(asks, c.title(), inTopUpWords(on), "on", c.name(c.s.Employer), " yet"), c.topUpFix(on))
	}
}

// topUpsAt are those of one host. What is due twice is due at the earlier time.
func (a *Agreement) topUpsAt(host string) []TopUp {
	var out []TopUp
	for _, u := range a.TopUps {
		if u.Host != "" && u.Host != host {
			continue
		}
		if i := slices.IndexFunc(out, func(o TopUp) bool { return o.Code == u.Code }); i < 0 {
			out = append(out, u)
		} else if u.When == "before_first_shift" {
			out[i].When = u.When
		}
	}
	return out
}

// shows tells whether a top-up is on record to the end of the shift: as training of the host's own, or by an induction at
// the site. What passports did not say is not asked for.
func (c *crossing) shows(code string) bool {
	round := slices.Contains(onTheRound, code)
	for _, k := range c.w.Competencies {
		if k.Framework == "local_"+c.s.Employer && (k.Code == strings.ToUpper(code) || round && k.Code == "INDUCTION") && validAt(k.ValidUntil, c.s.EndsAt) {
			return true
		}
	}
	return round && (c.w.Inductions == nil || inductedAt(c.w, c.s))
}

func (c *crossing) topUpFix(codes []string) string {
	host := c.name(c.s.Employer)
	var fixes []string
	if slices.ContainsFunc(codes, func(code string) bool { return slices.Contains(onTheRound, code) }) {
		fixes = append(fixes, fmt.Sprintf("Ask %s to show you round the site and to record the induction.", host))
	}
	for _, code := range codes {
		if !slices.Contains(onTheRound, code) {
			fixes = append(fixes, fmt.Sprintf("Ask %s for %s, then %s to record it as %s of local_%s.", host, topUpWords[code], c.name(c.w.HomeEmployer), strings.ToUpper(code), c.s.Employer))
		}
	}
	return strings.Join(fixes, " ")
}

func inTopUpWords(codes []string) string {
	words := make([]string, len(codes))
	for i, code := range codes {
		words[i] = topUpWords[code]
	}
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
