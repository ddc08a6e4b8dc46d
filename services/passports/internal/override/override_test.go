package override_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/override"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

var (
	now   = time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	start = now.AddDate(0, 0, 5)
	end   = start.Add(12 * time.Hour)
)

var (
	verifier  = override.Person{ID: "v", Employer: "RWF", Verifies: true}
	executive = override.Person{ID: "x", Employer: "RWF", Executive: true}
)

func ask(expires time.Time, code string, by override.Person) (*override.Override, error) {
	return override.Ask(override.Record{Home: "RVV", Host: "RWF", StartsAt: start, EndsAt: end, ExpiresAt: expires, Requirement: "right_to_work", Code: code, Why: "record_on_its_way"}, by, now)
}

func TestAnOverrideStandsToTheShiftsEndAtMostAndNeverIntoItsMiddle(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		expires time.Time
		may     bool
	}{
		"nothing said is the shift's end": {time.Time{}, true}, "the shift's end": {end, true}, "a second after it": {end.Add(time.Second), false},
		"a second before the end": {end.Add(-time.Second), false}, "a second into the shift": {start.Add(time.Second), false}, "the shift's start": {start, true},
		"a second from now": {now.Add(time.Second), true}, "now": {now, false},
	} {
		o, err := ask(c.expires, "RTW_EXPIRES", verifier)
		if (err == nil) != c.may {
			t.Errorf("%s: %v", name, err)
		}
		if c.expires.IsZero() && !o.Record().ExpiresAt.Equal(end) {
			t.Errorf("%s: it stands to %s", name, o.Record().ExpiresAt)
		}
	}
}

func TestNobodyDecidesWhatHasRunOutNorWhatTheyAskedFor(t *testing.T) {
	t.Parallel()
	soon := now.Add(time.Hour)
	for name, c := range map[string]struct {
		asks, decides override.Person
		at            time.Time
		code          string
	}{
		"an executive of the host": {verifier, executive, soon.Add(-time.Second), ""},
		"the one who asked":        {executive, executive, now, "same_person"},
		"no executive":             {executive, verifier, now, "wrong_duty"},
		"an executive of the home": {verifier, override.Person{ID: "h", Employer: "RVV", Executive: true}, now, "wrong_duty"},
		"too late":                 {verifier, executive, soon, "override_over"},
		"after the shift began":    {verifier, executive, start, "shift_started"},
	} {
		o, err := ask(soon, "RTW_EXPIRES", c.asks)
		if err != nil {
			t.Fatal(err)
		}
		var no refusal.State
		if err := o.Decide(true, c.decides, c.at); (c.code == "") != (err == nil) || err != nil && (!errors.As(err, &no) || no.Code != c.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ask(soon, "REG_NOT_ACTIVE", verifier); err == nil {
		t.Error("nobody overrides what the register says")
	}
}

func TestWhatIsGrantedEndsAtItsExpiry(t *testing.T) {
	t.Parallel()
	soon := now.Add(time.Hour)
	o, err := ask(soon, "RTW_EXPIRES", verifier)
	if err != nil || o.Decide(true, executive, now) != nil {
		t.Fatal(err)
	}
	if o.Expire(soon.Add(-time.Nanosecond)) {
		t.Error("it stands to the last moment")
	}
	if !o.Expire(soon) || o.Record().State != override.Expired || o.Expire(soon) {
		t.Error("it ends once, at its expiry")
	}
}
