package store_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

func TestTheTablesRefuseWhatNoCodePathMayDo(t *testing.T) {
	t.Parallel()
	k := open(t)
	standing := k.inForce(k.clauses("honour"))
	force := standing.ID()
	other := k.clauses("honour")
	other.Scope.Bands = []string{"9"}
	waiting := k.offered(other)
	offered := waiting.ID()
	p := k.placement()
	k.must(k.app.AuthoriseDeployment(t.Context(), p, ""))

	const insert = `insert into deployments (id, version, booking_id, shift_id, worker_id, home, host, site, staff_group, band,
		starts_at, ends_at, status, agreement_id, agreement_terms, reasons, decided_at)
		values ($1, 1, $2, $1, $1, $3, $4, 'RPA01', 'nursing_midwifery', '5', $5, $6, 'authorised', $7, 1, '[]', $5)`
	start := p.StartsAt
	for name, tc := range map[string]struct {
		sql  string
		args []any
		want string
	}{
		"a change without event and audit": {`update agreements set version = version + 1 where id = $1`, []any{force}, "MU001"},
		"an employer without event":        {`insert into employers values ('RWF', 'x', 'acute', 1)`, nil, "MU001"},
		"a version left out":               {`update agreements set version = version + 2 where id = $1`, []any{force}, "40001"},
		"back from in force to offered":    {`update agreements set version = version + 1, status = 'offered' where id = $1`, []any{force}, "MU002"},
		"in force without the signatures":  {`update agreements set version = version + 1, status = 'in_force', in_force_at = now() where id = $1`, []any{offered}, "MU004"},
		"ended without a moment":           {`update agreements set version = version + 1, status = 'ended' where id = $1`, []any{force}, "23514"},
		"other clauses after the draft":    {`update agreement_versions set max_days = 366 where agreement_id = $1`, []any{offered}, "MU003"},
		"another signature in its place":   {`update agreement_parties set signed_by = 'x' where agreement_id = $1`, []any{force}, "MU003"},
		"half a signature":                 {`update agreement_parties set signed_at = now() where agreement_id = $1`, []any{offered}, "23514"},
		"a hash of another text": {`insert into agreement_versions (agreement_id, terms, title, model, sites, staff_groups, bands, valid_from, valid_until, max_days, at_end, text, hash, clauses, proposed_by, drafted_by, drafted_at)
			select agreement_id, 2, title, model, sites, staff_groups, bands, valid_from, valid_until, max_days, at_end, text || 'x', hash, clauses, proposed_by, drafted_by, drafted_at from agreement_versions where agreement_id = $1`, []any{force}, "23514"},
		"clauses that say another thing than the columns": {`insert into agreement_versions (agreement_id, terms, title, model, sites, staff_groups, bands, valid_from, valid_until, max_days, at_end, text, hash, clauses, proposed_by, drafted_by, drafted_at)
			select agreement_id, 2, title, model, sites, staff_groups, bands, valid_from, valid_until, 7, at_end, text, hash, clauses, proposed_by, drafted_by, drafted_at from agreement_versions where agreement_id = $1`, []any{force}, "23514"},
		"a second agreement for the same shifts": {`insert into agreement_pairs select $2, lender, borrower, scope, during, terms from agreement_pairs where agreement_id = $1`, []any{force, offered}, "23P01"},
		"two memberships at once":                {`insert into memberships (employer, ics, since) values ('RVV', 'QKS', '2027-01-01Z')`, nil, "23P01"},
		"a site of nobody":                       {`insert into sites values ('XXX01', 'XXX', 'x', 'x', 'x', 0, 0, 1)`, nil, "23503"},
		"authorised by an unsigned agreement":    {insert, []any{id.New(), id.New(), "RVV", "RPA", start, start.Add(time.Hour), offered}, "MU005"},
		"authorised before the signatures":       {insert, []any{id.New(), id.New(), "RVV", "RPA", start.AddDate(0, 0, -9), start.AddDate(0, 0, -8), force}, "MU005"},
		"authorised for a stranger":              {insert, []any{id.New(), id.New(), "RVV", "RWF", start, start.Add(time.Hour), force}, "MU005"},
		"deployed to one's own employer":         {insert, []any{id.New(), id.New(), "RVV", "RVV", start, start.Add(time.Hour), force}, "23514"},
		"a second answer to a booking":           {insert, []any{id.New(), p.Booking, "RVV", "RPA", start, start.Add(time.Hour), force}, "23505"},
		"a refusal without a reason":             {`update deployments set version = version + 1, status = 'revoked', ended_at = now()`, nil, "23514"},
		"back from authorised to refused":        {`update deployments set version = version + 1, status = 'refused'`, nil, "MU002"},
		"another audit row in its place":         {`update audit set actor = 'x'`, nil, "42501"},
	} {
		if got := k.try(tc.sql, tc.args...); got != tc.want {
			t.Errorf("%s: SQLSTATE %q, want %s", name, got, tc.want)
		}
	}
}

func TestEveryChangeHasOneAuditRowAndOneEvent(t *testing.T) {
	t.Parallel()
	k := open(t)
	a := k.inForce(k.clauses("honour"))
	if n := k.count(`select count(*) from audit where aggregate = $1 and request_id = 'request-1'`, a.ID().String()); n != 5 {
		t.Errorf("%d audit rows for draft, offer, two signatures and coming into force", n)
	}
	if n := k.count(`select count(*) from outbox where aggregate = $1`, a.ID().String()); n != 4 {
		t.Errorf("%d events: a draft is told to nobody", n)
	}
	if n := k.count(`select count(*) from audit where action = 'agreement.sign' and on_behalf_of in ('RVV', 'RPA') and before_hash is not null`); n != 2 {
		t.Errorf("%d signatures in the audit", n)
	}
}
