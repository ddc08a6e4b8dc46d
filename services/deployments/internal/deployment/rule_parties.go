package deployment

import (
	"fmt"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"
)

func none(f Facts) reason.Reason {
	if f.OneEmployer {
		return no(AgreementNone, nil,
			fmt.Sprintf("%s and %s are one employer when this shift starts, and no agreement between the two is left to cover it.", f.name(f.Placement.Home), f.name(f.Placement.Host)),
			"Once the worker's post is recorded with the employer that the two have become, no agreement is needed.")
	}
	return no(AgreementNone, nil,
		fmt.Sprintf("No workforce-sharing agreement names both %s and %s.", f.name(f.Placement.Home), f.name(f.Placement.Host)),
		"An approver of either employer can draft one. It covers shifts that start after all its parties have signed.")
}

// signed wants every party's signature before the shift starts.
func signed(j *judgement) {
	at := j.c.InForceAt
	switch {
	case at == nil:
		missing := make([]string, len(j.c.Unsigned))
		for i, code := range j.c.Unsigned {
			missing[i] = j.name(code)
		}
		who := strings.Join(missing, ", ")
		j.no(AgreementNone, nil, fmt.Sprintf("%s has not been signed by %s.", j.title(), who), fmt.Sprintf("An executive of %s can sign it.", who))
	case at.After(j.Placement.StartsAt):
		j.no(AgreementNone, at, fmt.Sprintf("%s was not signed by all its parties before the shift starts.", j.title()),
			"It covers shifts that start after the last signature.")
	}
}

func started(j *judgement) {
	if from := j.c.From; j.Placement.StartsAt.Before(from) {
		j.no(AgreementNone, &from, fmt.Sprintf("%s covers shifts only from %s.", j.title(), date(from)),
			"Choose a shift that starts on or after that date.")
	}
}

// parties wants both employers to take part when the shift starts. One that joined later covers from its own signature.
func parties(j *judgement) {
	starts := j.Placement.StartsAt
	for _, s := range []Side{j.c.Home, j.c.Host} {
		switch {
		case j.c.InForceAt == nil: // Who has not signed is told already.
		case s.SignedAt == nil:
			j.no(AgreementNone, nil, fmt.Sprintf("%s has not signed %s.", j.name(s.Party), j.titleWithin()),
				fmt.Sprintf("An executive of %s can sign it.", j.name(s.Party)))
		case s.SignedAt.After(starts) && !j.c.InForceAt.After(starts):
			j.no(AgreementNone, s.SignedAt, fmt.Sprintf("%s signed %s only on %s, after the shift starts.", j.name(s.Party), j.titleWithin(), date(*s.SignedAt)),
				"Choose a shift that starts after that.")
		}
		if s.From != nil && s.From.After(starts) {
			j.no(AgreementNone, s.From, fmt.Sprintf("%s takes part in %s only from %s.", j.name(s.Party), j.titleWithin(), date(*s.From)),
				"Choose a shift that starts on or after that date.")
		}
	}
}

func direction(j *judgement) {
	if !j.c.Lends && !j.aided() {
		j.no(AgreementDirection, nil,
			fmt.Sprintf("%s does not let %s lend workers to %s.", j.title(), j.name(j.c.Home.Party), j.name(j.c.Host.Party)),
			"The parties can sign a version of it that does.")
	}
}

// lasts refuses a shift that outlasts the agreement or one employer's part in it: the whole shift must be covered, not
// only its start.
func lasts(j *judgement) {
	ends := j.Placement.EndsAt
	if at := j.c.EndsAt; at != nil && ends.After(*at) {
		j.no(AgreementEnds, nil, fmt.Sprintf("%s ends on %s, before the shift does.", j.title(), date(*at)),
			"The parties can sign a new agreement that lasts until the shift ends.")
	}
	// Of a version that was replaced only shifts that had started are covered. A later version that names both employers
	// has been judged in its place.
	if at := j.c.ReplacedAt; at != nil && !at.After(j.Placement.StartsAt) {
		j.no(AgreementEnds, nil, fmt.Sprintf("%s was replaced on %s by a version that leaves out %s or %s.", j.title(), date(*at), j.name(j.c.Home.Party), j.name(j.c.Host.Party)),
			"The parties can sign a version that names both.")
	}
	for _, s := range []Side{j.c.Home, j.c.Host} {
		if s.Until == nil || !ends.After(*s.Until) {
			continue
		}
		if s.Closed {
			j.no(AgreementEnds, nil, fmt.Sprintf("%s closes on %s, before the shift ends, and no employer follows it.", j.name(s.Party), date(*s.Until)),
				"Choose a shift that ends before that.")
			continue
		}
		j.no(AgreementEnds, nil, fmt.Sprintf("%s leaves %s on %s, before the shift ends.", j.name(s.Party), j.titleWithin(), date(*s.Until)),
			"Choose a shift that ends before that, or ask the parties for a new version.")
	}
}

func (j *judgement) no(code string, from *time.Time, message, fix string) {
	j.reasons = append(j.reasons, no(code, from, message, fix))
}

func (j *judgement) note(code, message, fix string) {
	j.reasons = append(j.reasons, reason.Reason{Code: code, Weight: reason.Soft, Message: message, Fix: fix})
}

func no(code string, from *time.Time, message, fix string) reason.Reason {
	return reason.Reason{Code: code, Weight: reason.Hard, Message: message, Fix: fix, From: from}
}

func (j *judgement) title() string { return "The " + strings.TrimPrefix(j.titleWithin(), "the ") }

func (j *judgement) titleWithin() string { return "the agreement “" + j.c.Title + "”" }

// date is a moment as people in the ward read it: by the clock in London.
func date(t time.Time) string { return t.In(clock.London).Format("2 January 2006 at 15:04") }
