package app

import (
	"fmt"
	"log/slog"
	"net/mail"
	"regexp"
	"strings"
	"unicode"

	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Personal is what names a worker. It lives sealed in the vault, and in memory for one answer; printed or logged it says
// nothing.
type Personal struct {
	GivenName, FamilyName string
	// Email is empty when none was given.
	Email string
	// Numbers are the registration numbers, by register.
	Numbers map[string]string
	// StaffNumber is the home employer's own number of the person; empty when none was given.
	StaffNumber string
}

// Name is how people call the worker.
func (p Personal) Name() string { return strings.TrimSpace(p.GivenName + " " + p.FamilyName) }

// Format implements fmt.Formatter, so that no verb prints the fields.
func (Personal) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[personal]")) }

// LogValue implements slog.LogValuer.
func (Personal) LogValue() slog.Value { return slog.StringValue("[personal]") }

const longestName = 100

func (p Personal) check() error {
	var no refusal.List
	no.Unless(isName(p.GivenName), "given_name", "Give a name of 1 to %d letters.", longestName)
	no.Unless(isName(p.FamilyName), "family_name", "Give a name of 1 to %d letters.", longestName)
	if p.Email != "" {
		a, err := mail.ParseAddress(p.Email)
		no.Unless(err == nil && a.Address == p.Email && len(p.Email) <= 254, "email", "Give an email address like name@example.org.")
	}
	no.Unless(p.StaffNumber == "" || staffNumber.MatchString(p.StaffNumber), "staff_number", "Give the staff number as 1 to 32 capitals, digits, dashes and strokes, without blanks.")
	return no.Err()
}

// staffNumber is the form of an employer's own numbers, e.g. 20123456-2 for an assignment.
var staffNumber = regexp.MustCompile(`^[A-Z0-9][A-Z0-9/_.-]{0,31}$`)

func isName(s string) bool {
	if strings.TrimSpace(s) == "" || len([]rune(s)) > longestName {
		return false
	}
	for _, r := range s {
		if unicode.IsControl(r) {
			return false
		}
	}
	return true
}
