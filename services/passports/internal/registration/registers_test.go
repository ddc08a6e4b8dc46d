package registration_test

import (
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/refusal"
	"github.com/muster-ics/muster/services/passports/internal/registration"
)

func TestADoctorNeedsALicenceAndPartsAreThoseOfTheRegister(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body, number string
		parts              []string
		licence            *bool
		field              string
		effect             registration.Effect
	}{
		{"a licensed specialist", "GMC", "7654321", []string{"full", "specialist"}, &yes, "", registration.Allow},
		{"registered without a licence", "GMC", "7654321", []string{"full"}, &no, "", registration.Block},
		{"nobody says whether there is a licence", "GMC", "7654321", nil, nil, "licence_to_practise", ""},
		{"a nurse with a licence", "NMC", "01A2345N", nil, &yes, "licence_to_practise", ""},
		{"an adult nurse", "NMC", "01A2345N", []string{"nurse_adult"}, nil, "", registration.Allow},
		{"a nurse on the specialist register", "NMC", "01A2345N", []string{"specialist"}, nil, "parts", ""},
		{"a part of a register without any", "HCPC", "PH123", []string{"physio"}, nil, "parts", ""},
	} {
		r := registration.Record{Body: c.body, Status: registration.Registered, CheckedAt: noon, RecordedAt: noon, Parts: c.parts, Licence: c.licence}
		g, err := registration.New(r, c.number, registration.DefaultRegisters())
		in := refusal.Inputs(err)
		switch {
		case c.field != "" && (len(in) != 1 || in[0].Field != c.field):
			t.Errorf("%s: want a refusal of %s alone, got %v", c.name, c.field, err)
		case c.field == "" && (err != nil || g.Effect() != c.effect):
			t.Errorf("%s: want %s, got %s, %v", c.name, c.effect, g.Effect(), err)
		}
	}
}

func TestTheRegistersThatMusterStartsWithAreValidAndOthersAreAskedTo(t *testing.T) {
	t.Parallel()
	if err := registration.DefaultRegisters().Validate(); err != nil {
		t.Fatal(err)
	}
	for field, change := range map[string]func(*registration.Register){
		"registers[0].body":   func(r *registration.Register) { r.Body = "nursing council" },
		"registers[0].title":  func(r *registration.Register) { r.Title = "" },
		"registers[0].form":   func(r *registration.Register) { r.Form = `(\d{2}` },
		"registers[0].source": func(r *registration.Register) { r.Source = "" },
		"registers[0].parts":  func(r *registration.Register) { r.Parts = []string{"Part One"} },
		"registers[1].body":   func(r *registration.Register) { r.Body = "GMC" },
	} {
		rs := registration.DefaultRegisters()
		change(&rs[0])
		if in := refusal.Inputs(rs.Validate()); len(in) != 1 || in[0].Field != field {
			t.Errorf("want a refusal of %s alone, got %v", field, in)
		}
	}
	if err := (registration.Registers{}).Validate(); err == nil {
		t.Error("no register at all is accepted")
	}
}

func TestACorrectedFormCountsForTheNextNumber(t *testing.T) {
	t.Parallel()
	rs := registration.DefaultRegisters()
	r, _ := rs.Find("gmc")
	if r.Matches("C1234567") {
		t.Fatal("the form must not match a letter at first")
	}
	rs[1].Form = `C\d{7}`
	if r, _ := rs.Find("GMC"); !r.Matches("c 1234567") || r.Matches("xC1234567") {
		t.Error("the corrected form must match the whole number")
	}
}
