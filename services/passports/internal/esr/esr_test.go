package esr_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/esr"
)

func TestNamesAsTheRecordWritesThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		raw  string
		want esr.Name
	}{
		{"NHS|CSTF|Fire Safety - 2 Years|", esr.Name{Prefix: "NHS", Framework: "CSTF", Title: "Fire Safety", Years: 2}},
		{"NHS|CSTF|Fire Safety - 1 Year", esr.Name{Prefix: "NHS", Framework: "CSTF", Title: "Fire Safety", Years: 1}},
		{"NHS|CSTF|Fire Safety \u2013 2 Years|", esr.Name{Prefix: "NHS", Framework: "CSTF", Title: "Fire Safety", Years: 2}},
		{" nhs | cstf |  Moving  and Handling -  Level 2 - 2 Years | ", esr.Name{Prefix: "NHS", Framework: "CSTF", Title: "Moving and Handling", Level: 2, Years: 2}},
		{"NHS|CSTF|Safeguarding Adults Level 3|", esr.Name{Prefix: "NHS", Framework: "CSTF", Title: "Safeguarding Adults", Level: 3}},
		{"NHS|CSTF|Resuscitation - Level 2 - Adult Basic Life Support - 1 Year|", esr.Name{Prefix: "NHS", Framework: "CSTF", Title: "Resuscitation - Adult Basic Life Support", Level: 2, Years: 1}},
		{"NHS|CSTF|Safeguarding Children (Version 2) - Level 1 - 3 Years|", esr.Name{Prefix: "NHS", Framework: "CSTF", Title: "Safeguarding Children (Version 2)", Level: 1, Years: 3}},
		{"NHS|CSTF|Moving and Handling - Level 1 - No Specified Renewal|", esr.Name{Prefix: "NHS", Framework: "CSTF", Title: "Moving and Handling", Level: 1}},
		{"457|LOCAL|Sepsis \u2014 Recognition|", esr.Name{Prefix: "457", Framework: "LOCAL", Title: "Sepsis - Recognition"}},
		{"457|LOCAL|IV Therapy (Level 2)|", esr.Name{Prefix: "457", Framework: "LOCAL", Title: "IV Therapy", Level: 2}},
		{"457|LOCAL|12 Lead ECG|", esr.Name{Prefix: "457", Framework: "LOCAL", Title: "12 Lead ECG"}},
	} {
		got, err := esr.Parse(c.raw)
		if err != nil || got != c.want {
			t.Errorf("%q: got %+v, %v, want %+v", c.raw, got, err, c.want)
		}
	}
}

func TestWhatTheRecordWouldNotWriteIsRefused(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]error{
		"":                          esr.ErrForm,
		"Fire Safety":               esr.ErrForm,
		"NHS|CSTF":                  esr.ErrForm,
		"NHS|CSTF|Fire|Safety|More": esr.ErrForm,
		"Zebedee Quillfeather|A|B|": esr.ErrPrefix,
		"45|LOCAL|Title|":           esr.ErrPrefix,
		"NHS|CSTF||":                esr.ErrTitle,
		"NHS|CSTF| - 2 Years|":      esr.ErrTitle,
		"NHS|CSTF|\u00e9\u00e9|":    esr.ErrTitle,
		"NHS|CSTF|" + strings.Repeat("long ", 50) + "|": esr.ErrTitle,
	} {
		if _, err := esr.Parse(raw); !errors.Is(err, want) {
			t.Errorf("%q: got %v, want %v", raw, err, want)
		}
	}
}

func TestTheMapFindsWhatIsMeantAndGuessesNothing(t *testing.T) {
	t.Parallel()
	m := esr.NewMap([]esr.Said{
		{Key: "457|LOCAL|sepsis recognition", Meaning: esr.Meaning{Framework: "local_RVV", Code: "SEPSIS", Level: 1}},
		{Key: "457|LOCAL|tea making", Meaning: esr.Meaning{}},
		{Key: "NHS|CSTF|fire safety", Meaning: esr.Meaning{Framework: "cstf", Code: "FIRE", Level: 2}},
	})
	if m.Version != esr.BaseVersion+3 {
		t.Errorf("version %d", m.Version)
	}
	for _, c := range []struct {
		raw, framework, code string
		level                int
	}{
		{"NHS|CSTF|Infection Prevention and Control - Level 2 - 1 Year|", "cstf", "IPC", 2},
		{"NHS|CSTF|Infection Prevention and Control|", "cstf", "IPC", 1},
		{"NHS|CSTF|Equality Diversity & Human Rights|", "", "", 0}, // near is not the same
		{"NHS|CSTF|Equality, Diversity and Human Rights - 3 Years|", "cstf", "EDHR", 1},
		{"NHS|CSTF|Resuscitation - Level 2 - Newborn Basic Life Support - 1 Year|", "cstf", "RES", 2},
		{"NHS|CSTF|Preventing Radicalisation - Basic Prevent Awareness - 3 Years|", "cstf", "PREV", 1},
		{"NHS|CSTF|FIRE SAFETY - 2 years|", "cstf", "FIRE", 2}, // the newest word counts
		{"457|LOCAL|Sepsis \u2013 Recognition|", "local_RVV", "SEPSIS", 1},
		{"458|LOCAL|Sepsis - Recognition|", "", "", 0}, // another trust's
	} {
		n, err := esr.Parse(c.raw)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := m.Find(n)
		if ok != (c.code != "") || got.Framework != c.framework || got.Code != c.code || (ok && got.At(n) != c.level) {
			t.Errorf("%s: %+v %v", c.raw, got, ok)
		}
	}
	tea, err := esr.Parse("457|LOCAL|Tea making|")
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := m.Find(tea); !ok || !got.LeftOut() {
		t.Errorf("%+v %v", got, ok)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("NHS|CSTF|Fire Safety - 2 Years|")
	f.Add("457|LOCAL|Level 2 - Level 3 - 9 Years|")
	f.Add("NHS|CSTF|Resuscitation \u2013 Level 2 \u2013 Adult|||")
	m := esr.NewMap(nil)
	f.Fuzz(func(t *testing.T, raw string) {
		n, err := esr.Parse(raw)
		if err != nil {
			if n != (esr.Name{}) {
				t.Errorf("%q is refused and yet read as %+v", raw, n)
			}
			return
		}
		if n.Title == "" || n.Level < 0 || n.Level > 9 || n.Years < 0 || n.Years > 99 || strings.Contains(n.Title, "|") {
			t.Errorf("%q: %+v", raw, n)
		}
		// What is written again is read as the same.
		again, err := esr.Parse(n.Prefix + "|" + n.Framework + "|" + n.Title + "|")
		if err == nil && n.Level == 0 && n.Years == 0 && again.Level == 0 && again.Years == 0 && again.Key() != n.Key() {
			t.Errorf("%q: %s, then %s", raw, n.Key(), again.Key())
		}
		if found, ok := m.Find(n); ok && found.At(n) < 1 {
			t.Errorf("%q stands for level %d", raw, found.At(n))
		}
	})
}
