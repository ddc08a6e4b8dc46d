package eligibility

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"
)

func (f *Facts) noAgreement(home, host string) reason.Reason {
	return hard("AGREEMENT_NONE", fmt.Sprintf("No workforce-sharing agreement names both %s and %s.", f.name(home), f.name(host)),
		"An approver of either employer can draft one. It covers shifts that start after all its parties have signed.")
}

// signed wants every party's signature before the shift starts.
func (c *crossing) signed() {
	at := c.a.inForce()
	switch {
	case at == nil:
		var missing []string
		for _, p := range c.a.Parties {
			if p.SignedAt == nil {
				missing = append(missing, c.name(p.Employer))
			}
		}
		who := strings.Join(missing, ", ")
		c.no("AGREEMENT_NONE", nil, fmt.Sprintf("%s has not been signed by %s.", c.title(), who), fmt.Sprintf("An executive of %s can sign it.", who))
	case at.After(c.s.StartsAt):
		c.no("AGREEMENT_NONE", at, c.title()+" was not signed by all its parties before the shift starts.", "It covers shifts that start after the last signature.")
	}
}

func (c *crossing) started() {
	if from := c.a.From; c.s.StartsAt.Before(from) {
		c.no("AGREEMENT_NONE", &from, fmt.Sprintf("%s covers shifts only from %s.", c.title(), moment(from)), "Choose a shift that starts on or after that date.")
	}
}

// parties wants both employers to take part when the shift starts. One that joined later covers from its own signature.
func (c *crossing) parties() {
	starts, all := c.s.StartsAt, c.a.inForce()
	for _, p := range [...]Party{c.home, c.host} {
		switch {
		case all == nil: // Who has not signed is told already.
		case p.SignedAt == nil:
			c.no("AGREEMENT_NONE", nil, fmt.Sprintf("%s has not signed %s.", c.name(p.Employer), c.titleWithin()), fmt.Sprintf("An executive of %s can sign it.", c.name(p.Employer)))
		case p.SignedAt.After(starts) && !all.After(starts):
			c.no("AGREEMENT_NONE", p.SignedAt, fmt.Sprintf("%s signed %s only on %s, after the shift starts.", c.name(p.Employer), c.titleWithin(), moment(*p.SignedAt)),
				"Choose a shift that starts after that.")
		}
		if p.From != nil && p.From.After(starts) {
			c.no("AGREEMENT_NONE", p.From, fmt.Sprintf("%s takes part in %s only from %s.", c.name(p.Employer), c.titleWithin(), moment(*p.From)), "Choose a shift that starts on or after that date.")
		}
	}
}

func (c *crossing) direction() {
	if c.aided || c.a.Lends(c.home.Employer, c.host.Employer) {
		return
	}
	c.no("AGREEMENT_DIRECTION", nil, fmt.Sprintf("%s does not let %s lend workers to %s.", c.title(), c.name(c.home.Employer), c.name(c.host.Employer)),
		"The parties can sign a version of it that does.")
}

// lasts refuses a shift that outlasts the agreement or one employer's part in it.
func (c *crossing) lasts() {
	if at := c.ends(); at != nil && c.s.EndsAt.After(*at) {
		c.no("AGREEMENT_ENDS", nil, fmt.Sprintf("%s ends on %s, before the shift does.", c.title(), moment(*at)), "The parties can sign a new agreement that lasts until the shift ends.")
	}
	for _, p := range [...]Party{c.home, c.host} {
		if !validAt(p.ExitsAt, c.s.EndsAt) {
			c.no("AGREEMENT_ENDS", nil, fmt.Sprintf("%s leaves %s on %s, before the shift ends.", c.name(p.Employer), c.titleWithin(), moment(*p.ExitsAt)),
				"Choose a shift that ends before that, or ask the parties for a new version.")
		}
	}
}

// ends is when the agreement stops covering work. One that was ended before it began has no such moment of its own.
func (c *crossing) ends() *time.Time {
	if c.a.Status == "ended" && (c.a.Until == nil || c.a.Until.After(c.s.StartsAt)) {
		return &c.a.From
	}
	return c.a.Until
}

func (c *crossing) no(code string, from *time.Time, message, fix string) {
	c.reasons = append(c.reasons, reason.Reason{Code: code, Weight: reason.Hard, Message: message, Fix: fix, From: from})
}

func (c *crossing) note(code, message, fix string) {
	c.reasons = append(c.reasons, reason.Reason{Code: code, Weight: reason.Soft, Message: message, Fix: fix})
}

func (c *crossing) title() string { return "The " + strings.TrimPrefix(c.titleWithin(), "the ") }

func (c *crossing) titleWithin() string { return "the agreement “" + c.a.Title + "”" }

// name is what an employer is called today, or was when the agreement was drafted.
func (c *crossing) name(code string) string { return cmp.Or(c.f.Names[code], c.a.Names[code], code) }

// moment is as people on the ward read it: by the clock in London.
func moment(t time.Time) string { return t.In(clock.London).Format("2 January 2006 at 15:04") }
