package store

import (
	"time"

	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// codes is every code under which an employer's rows may have been written down, as things stand at a moment; none for an empty code.
func (s *Store) codes(employer string, at time.Time) []string {
	if employer == "" {
		return []string{}
	}
	return s.heirs.Heirs().Codes(employer, at)
}

// codesNow is codes by the business clock.
func (s *Store) codesNow(employer string) []string { return s.codes(employer, s.clock.Now()) }

// called is a record with employers called as they are at a moment, for what is reckoned and not written.
func (s *Store) called(r worker.Record, at time.Time) worker.Record {
	heirs := s.heirs.Heirs()
	if heirs.None() {
		return r
	}
	return r.Called(func(code string) string { return heirs.Of(code, at) })
}

// kin is every code that has stood, stands or will stand with an employer's.
func (s *Store) kin(employer string) []string { return s.heirs.Heirs().Kin(employer) }

// same tells whether one employer stands for both codes when the shift of a booking starts.
func (s *Store) same(b clearance.Booking) func(x, y string) bool {
	heirs := s.heirs.Heirs()
	return func(x, y string) bool { return heirs.Same(x, y, b.StartsAt) }
}

// readFor lets a register that one of several codes of an employer has read count for all of them.
func (s *Store) readFor(of map[string]app.RegistersRead) map[string]app.RegistersRead {
	heirs := s.heirs.Heirs()
	if heirs.None() {
		return of
	}
	out := make(map[string]app.RegistersRead, len(of))
	for teller, registers := range of {
		for _, code := range s.codesNow(teller) {
			if out[code] == nil {
				out[code] = app.RegistersRead{}
			}
			for register, at := range registers {
				if at.After(out[code][register]) {
					out[code][register] = at
				}
			}
		}
	}
	return out
}

// asHeirs counts people with whoever stands now for their employer.
func (s *Store) asHeirs(rows []sqlcgen.StandingByRoleRow) []app.StandingCount {
	type kind struct{ employer, role, standing string }
	at := map[kind]int{}
	out := make([]app.StandingCount, 0, len(rows))
	heirs, now := s.heirs.Heirs(), s.clock.Now()
	for _, r := range rows {
		k := kind{heirs.Of(r.HomeEmployer, now), r.Role, r.Standing}
		if i, known := at[k]; known {
			out[i].Workers += int(r.Workers)
			continue
		}
		at[k] = len(out)
		out = append(out, app.StandingCount{Employer: k.employer, Role: k.role, Standing: k.standing, Workers: int(r.Workers)})
	}
	return out
}

// lasts are those that stand for employers in the end, by which answers to bookings at a host are kept out.
func (s *Store) lasts(employers []string) []string {
	out := make([]string, len(employers))
	for i, e := range employers {
		out[i] = s.heirs.Heirs().Last(e)
	}
	return out
}

func (s *Store) kinOfAll(employers []string) []string {
	var out []string
	for _, e := range employers {
		out = append(out, s.kin(e)...)
	}
	return out
}
