package deployment

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// TopUp is one thing that a worker does at a host beside.
type TopUp struct {
	Code string `json:"code"`
	// When is before_first_shift or on_first_shift.
	When string `json:"when"`
}

// Induction is that the host has shown the worker round one of its sites.
type Induction struct {
	Site       string     `json:"site"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
}

// Local is one subject of the host's own training.
type Local struct {
	Code       string     `json:"code"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
}

const beforeFirstShift = "before_first_shift"

// onTheRound are the top-ups that are part of being shown round a site. The others are training of their own.
var onTheRound = []string{"local_induction", "fire_exits", "resuscitation_equipment"}

// topUpsAt are those of one host: its own and those of every host. What is due twice is due at the earlier time.
func topUpsAt(all []agreement.TopUp, host string) []TopUp {
	var out []TopUp
	for _, u := range all {
		if u.Host != "" && u.Host != host {
			continue
		}
		if i := slices.IndexFunc(out, func(o TopUp) bool { return o.Code == u.Code }); i >= 0 {
			if u.When == beforeFirstShift {
				out[i].When = u.When
			}
			continue
		}
		out = append(out, TopUp{Code: u.Code, When: u.When})
	}
	return out
}

// topUps asks for what the host adds to the training of others: a no when it is due before the first shift, a reminder
// when it is given on that shift. Passports knows what has been given.
func topUps(j *judgement) {
	if j.Passport == nil {
		return
	}
	var before, on []string
	for _, u := range j.c.TopUps {
		switch {
		case j.Passport.shows(u.Code, j.Placement.Site, j.Placement.EndsAt):
		case u.When == beforeFirstShift:
			before = append(before, u.Code)
		default:
			on = append(on, u.Code)
		}
	}
	host := j.name(j.Placement.Host)
	if len(before) > 0 {
		j.no(TopUpMissing, nil, fmt.Sprintf("%s asks for %s before the first shift at %s, and your passport does not show it.", j.title(), inWords(before), host), j.topUpFix(before))
	}
	if len(on) > 0 {
		j.note(TopUpMissing, fmt.Sprintf("%s asks for %s on the first shift at %s, and your passport does not show it yet.", j.title(), inWords(on), host), j.topUpFix(on))
	}
}

// shows tells whether a top-up is on record to the end of a shift. What passports did not say is not asked for.
func (p Passport) shows(code, site string, end time.Time) bool {
	lasts := func(until *time.Time) bool { return until == nil || !until.Before(end) }
	onRound := slices.Contains(onTheRound, code)
	if slices.ContainsFunc(p.Local, func(l Local) bool {
		return lasts(l.ValidUntil) && (l.Code == strings.ToUpper(code) || (onRound && l.Code == "INDUCTION"))
	}) {
		return true
	}
	return onRound && (p.Inductions == nil || slices.ContainsFunc(*p.Inductions, func(i Induction) bool { return i.Site == site && lasts(i.ValidUntil) }))
}

func (j *judgement) topUpFix(codes []string) string {
	var fixes []string
	if slices.ContainsFunc(codes, func(c string) bool { return slices.Contains(onTheRound, c) }) {
		fixes = append(fixes, fmt.Sprintf("Ask %s to show you round the site and to record the induction.", j.name(j.Placement.Host)))
	}
	for _, c := range codes {
		if !slices.Contains(onTheRound, c) {
			fixes = append(fixes, fmt.Sprintf("Ask %s for %s, then %s to record it as %s of local_%s.",
				j.name(j.Placement.Host), agreement.Sentence(agreement.TopUpKinds, c), j.name(j.Placement.Home), strings.ToUpper(c), j.Placement.Host))
		}
	}
	return strings.Join(fixes, " ")
}

func inWords(codes []string) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = agreement.Sentence(agreement.TopUpKinds, c)
	}
	if n := len(words) - 1; n > 0 {
		return strings.Join(words[:n], ", ") + " and " + words[n]
	}
	return words[0]
}
