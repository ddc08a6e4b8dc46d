package employer_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/employer"
	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// startOfApril is midnight in London of 1 April 2026.
var startOfApril = time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC)

func TestAnEmployerClosesOnceWithAllItsMemberships(t *testing.T) {
	t.Parallel()
	e, err := employer.Register(eastKent)
	if err != nil {
		t.Fatal(err)
	}
	before := e
	if err := e.Close(startOfApril, "R1K"); err != nil {
		t.Fatal(err)
	}
	if e.Version() != 2 || e.OpenAt(startOfApril) || !e.OpenAt(startOfApril.Add(-time.Microsecond)) ||
		e.MemberAt("QKS", startOfApril) || !e.MemberAt("QKS", startOfApril.Add(-time.Microsecond)) {
		t.Errorf("%+v", e.Record())
	}
	if before.Record().Memberships[0].Until != nil {
		t.Error("what was before does not change with it")
	}
	for name, change := range map[string]func(*employer.Employer) error{
		"employer_closed":    func(e *employer.Employer) error { return e.Close(startOfApril.AddDate(1, 0, 0), "R2K") },
		"employer_closed ":   func(e *employer.Employer) error { return e.Join("QKS", startOfApril) },
		"not_member":         func(e *employer.Employer) error { return e.Leave("QNX", startOfApril) },
		"member_already":     func(e *employer.Employer) error { return e.Join("QKS", eastKent.Since.AddDate(1, 0, 0)) },
		"closing_invalid":    func(e *employer.Employer) error { return e.Close(startOfApril, "RVV") },
		"membership_invalid": func(e *employer.Employer) error { return e.Join("QKS", time.Time{}) },
	} {
		x := e
		var no *rule.Refusal
		if err := change(&x); !errors.As(err, &no) || no.Code+" " != name && no.Code != name {
			t.Errorf("want %s, got %v", name, err)
		}
		if x.Version() != e.Version() {
			t.Errorf("%s: a refused change changes nothing", name)
		}
	}
}
