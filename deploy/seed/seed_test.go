package seed_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/deploy/seed"
)

func TestKentAndMedwayHasItsEmployersAndSites(t *testing.T) {
	t.Parallel()
	w, err := seed.KentAndMedway()
	if err != nil {
		t.Fatal(err)
	}
	sites := 0
	for _, e := range w.Employers {
		sites += len(e.Sites)
	}
	if len(w.Employers) != 8 || sites != 24 {
		t.Errorf("%d employers with %d sites; want 8 with the 22 published and one stand-in each for NQ7 and RYD", len(w.Employers), sites)
	}
}

func TestPeopleAreTheSameForTheSameSeedAndMarkedSynthetic(t *testing.T) {
	t.Parallel()
	w, err := seed.KentAndMedway()
	if err != nil {
		t.Fatal(err)
	}
	a, b := w.People(7), w.People(7)
	if !reflect.DeepEqual(a, b) || len(a) != w.Workers {
		t.Fatalf("%d and %d people, not twice the same %d", len(a), len(b), w.Workers)
	}
	for _, p := range a {
		if !strings.HasPrefix(p.FamilyName, "Synthetic-") {
			t.Errorf("%s %s does not say that they are invented", p.GivenName, p.FamilyName)
		}
		if !p.Role.Asks(p.Home.Kind) {
			t.Errorf("%s works as %s for a %s employer that never asks for it", p.FamilyName, p.Role.Code, p.Home.Kind)
		}
	}
}

func TestDemandIsPostedBeforeItStarts(t *testing.T) {
	t.Parallel()
	w, err := seed.KentAndMedway()
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	day := time.Date(2026, 10, 25, 0, 0, 0, 0, time.UTC)
	for range 500 {
		d := w.Draw(rng, day)
		if !d.PostedAt.Before(d.Start) || !d.End.After(d.Start) || d.Site.ODS == "" {
			t.Fatalf("impossible demand %+v", d)
		}
	}
}

func TestAMisspeltKeyIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := seed.Read([]byte("ics: QKS\nshifts_per_day: 1\n")); err == nil || !strings.Contains(err.Error(), "shifts_per_day") {
		t.Errorf("got %v, want a complaint that names the key", err)
	}
}

func TestArrangementsNameWhatThereIs(t *testing.T) {
	t.Parallel()
	w, err := seed.KentAndMedway()
	if err != nil {
		t.Fatal(err)
	}
	a := w.Arrangements
	if len(a.Templates) < 7 || len(a.Policies) < 4 || len(a.Ladders) == 0 || len(a.RateCards) == 0 {
		t.Errorf("too little is arranged to show each part: %+v", a)
	}
	for what, wrong := range map[string]string{
		"XXX":   "arrangements: {policies: [{employer: XXX, kind: approval, settings: {required: always}}]}",
		"joker": "arrangements: {templates: [{name: Night, role: joker, starts: '20:00', ends: '08:00', break: 60}]}",
	} {
		small := "ics: QKS\nworkers: 1\nwards: [oak]\nroles: [{code: midwife}]\n" + wrong
		if _, err := seed.Read([]byte(small)); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("got %v, want a complaint that names %s", err, what)
		}
	}
}
