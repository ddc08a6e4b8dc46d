package store_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"
)

func TestTheTablesRefuseWhatTheRulesRefuse(t *testing.T) {
	t.Parallel()
	f := open(t)
	s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
	free := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
	l := cascade()
	l.Steps[2].Trigger.After = hours(24 * 20)
	past := f.earlier(t, hours(72), hours(24*12), l)
	b, err := f.claim(t.Context(), s, id.New(), "RPA")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		code, sql string
		arg       id.ID
	}{
		"a shift without event and audit row":     {"MU001", "update shifts set status = 'withdrawn', version = version + 1 where id = $1", free.ID},
		"a booking without event and audit row":   {"MU001", "update bookings set status = 'withdrawn', version = version + 1 where id = $1", b},
		"a version left out":                      {"40001", "update bookings set status = 'withdrawn', version = version + 2 where id = $1", b},
		"a backward step of a shift":              {"MU002", "update shifts set status = 'lapsed', version = version + 1 where id = $1", s.ID},
		"a leap of a booking":                     {"MU002", "update bookings set status = 'worked', version = version + 1 where id = $1", b},
		"a hold that is a version":                {"40001", "update shifts set status = 'held', version = version + 1 where id = $1", free.ID},
		"a confirmation without attestation":      {"23514", "update bookings set status = 'confirmed', confirmed_at = now(), version = version + 1 where id = $1", b},
		"an attestation that ends too soon":       {"23514", "update bookings set status = 'confirmed', confirmed_at = now(), passport_version = 1, attested_at = now(), attested_until = now(), agreement_id = id, agreement_version = 1, version = version + 1 where id = $1", b},
		"a foreign worker without agreement":      {"23514", "update bookings set status = 'confirmed', confirmed_at = now(), passport_version = 1, attested_at = now(), attested_until = ends_at, version = version + 1 where id = $1", b},
		"an agency before the bank":               {"23514", "update shifts set status = 'filled', filled_by = 'framework_agency', agency = 'A', agency_rate_pence = 1, filled_at = now(), version = version + 1 where id = $1", free.ID},
		"an agency that dates itself later":       {"23514", "update shifts set status = 'filled', filled_by = 'framework_agency', agency = 'A', agency_rate_pence = 1, filled_at = bank_closes_at, version = version + 1 where id = $1", free.ID},
		"an agency that dates itself before":      {"23514", "update shifts set status = 'filled', filled_by = 'framework_agency', agency = 'A', agency_rate_pence = 1, filled_at = bank_closes_at - interval '1 minute', version = version + 1 where id = $1", past.ID},
		"a filled shift with nobody":              {"23514", "update shifts set status = 'filled', filled_at = now(), version = version + 1 where id = $1", free.ID},
		"a shift that ends before it starts":      {"23514", "update shifts set ends_at = starts_at, version = version + 1, status = 'withdrawn' where id = $1", free.ID},
		"less rest than eleven hours":             {"23514", "update bookings set rest_until = ends_at + interval '10 hours', version = version + 1, status = 'withdrawn' where id = $1", b},
		"a booking without end":                   {"22008", "update bookings set ends_at = 'infinity', rest_until = 'infinity', version = version + 1, status = 'withdrawn' where id = $1", b},
		"a changed audit row":                     {"42501", "update audit set actor = 'x' where aggregate = $1::text", b},
		"a second live booking of the same shift": {"23505", "insert into bookings (id, shift_id, worker_id, home_employer, host_employer, starts_at, ends_at, rest_until, net_minutes, rate_pence, status, held_at, version) select gen_random_uuid(), shift_id, gen_random_uuid(), home_employer, host_employer, starts_at, ends_at, rest_until, net_minutes, rate_pence, 'held', held_at, 1 from bookings where id = $1", b},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := f.db.Pool.Exec(t.Context(), c.sql, c.arg)
			if pg.Code(err) != c.code {
				t.Errorf("%v, want %s", err, c.code)
			}
		})
	}
}
