package mypassport_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/mypassport"
)

func TestAWorkerSeesHowEachPartStandsInWords(t *testing.T) {
	t.Parallel()
	s := mypassport.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("name", "Sample Person")
	p.Has("check-identity", "In place", "Does not expire")
	p.Has("check-right_to_work", "Expires soon", "Until")
	p.Has("check-dbs", "In place", "Enhanced barred")
	p.Has("check-occupational_health", "Withdrawn")
	p.Has("registration-NMC", "In place", "registered")
	p.Has("competency-FIRE", "Expired")
	p.Has("competency-RES", "Resuscitation level 2", "In place")
	p.Has("engagement", "Registered nurse, band 5 at RVV", "Current")
	if got := p.One("hold"); got == "" || strings.Contains(got, "sickness") {
		t.Errorf("a worker's page must not say why a hold was placed: %q", got)
	}
	if len(p.All("suspended")) != 0 {
		t.Error("an active passport is not said to be suspended")
	}
}

func TestASuspendedPassportSaysSoFirst(t *testing.T) {
	t.Parallel()
	s := mypassport.Stories()[1]
	pagetest.Render(t, s.Component, s.Principal).Has("suspended", "cannot book", "RVV")
}

func TestAnEmptyPassportShowsWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := mypassport.Stories()[2]
	p := pagetest.Render(t, s.Component, s.Principal)
	for _, kind := range []string{"identity", "right_to_work", "references", "dbs", "occupational_health"} {
		p.Has("check-"+kind, "Not done")
	}
}

func TestWhatToDoSaysWhoDoesWhatAndWhichBookingHangsOnIt(t *testing.T) {
	t.Parallel()
	s := mypassport.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("task-cstf:FIRE", "Fire Safety", "Ran out", "Book the training", "RVV records it", "Your booking on")
	p.Has("task-occupational_health", "Work health assessment", "Not in place", "Speak to occupational health at RVV")
	p.Has("task-NMC", "Registration with the NMC", "Runs out in", "Renew with the NMC")
	p.Has("task-right_to_work", "Right to work", "share code")
	p.Has("task-post", "Ask RVV whether it goes on")
	p.Has("shared", "Three other employers")
	p.Has("hours", "opted out of the 48-hour week", "20 hours a week in term time")
	p.Has("updated", "Tue 10 Mar 2026")
	quiet := mypassport.Stories()[1]
	pagetest.Render(t, quiet.Component, quiet.Principal).Has("nothing-to-do", "90 days")
	gone := mypassport.Stories()[3]
	pagetest.Render(t, gone.Component, gone.Principal).Has("left", "take your record with you")
}
