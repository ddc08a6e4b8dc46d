package store_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// passport is what passports would tell of a worker of RVV who said yes to these hosts.
func (k *kit) passport(worker id.ID, version int64, hosts ...string) app.PassportTold {
	k.t.Helper()
	words := ""
	for n, h := range hosts {
		if n > 0 {
			words += ","
		}
		words += fmt.Sprintf(`{"host": %q, "from": "2026-01-01T00:00:00Z"}`, h)
	}
	return app.PassportTold{
		Worker: worker, Version: version, Rank: app.RankPassport, Home: "RVV", Status: "active",
		State: fmt.Appendf(nil, `{"worker_id": %q, "home_employer": "RVV", "status": "active", "checks": [
			{"type": "identity", "outcome": "satisfied"}, {"type": "right_to_work", "outcome": "satisfied"}, {"type": "references", "outcome": "satisfied"},
			{"type": "occupational_health", "outcome": "satisfied"},
			{"type": "dbs", "outcome": "satisfied", "level": "enhanced", "workforce": "adult", "checked_on": "2025-09-01T00:00:00+01:00"}],
			"working_time": {"hour_cap": {"code": "other_employers_20", "sponsor": "RWF"}}, "disclosures": [%s]}`, worker, words),
	}
}

// replayAll judges every answer that was kept again and wants the same bytes.
func (k *kit) replayAll() (n int) {
	k.t.Helper()
	rows, err := k.pool.Query(k.t.Context(), `select inputs, answer from authorisations`)
	k.must(err)
	defer rows.Close()
	for rows.Next() {
		var inputs, answer string
		k.must(rows.Scan(&inputs, &answer))
		again, err := deployment.Replay([]byte(inputs))
		k.must(err)
		if got := again.Canonical([]byte(inputs)); !bytes.Equal(got, []byte(answer)) {
			k.t.Errorf("kept\n%s\nnow\n%s\nof\n%s", answer, got, inputs)
		}
		n++
	}
	k.must(rows.Err())
	return n
}

func TestEachAnswerIsKeptWithWhatItWasMadeOfAndReplayed(t *testing.T) {
	t.Parallel()
	k := open(t)
	unheard, told := k.placement(), k.placement()
	k.must(k.app.AuthoriseDeployment(t.Context(), unheard, "event-1")) // no agreement yet
	c := k.clauses("revoke")
	c.Limits.MaxDaysIn12Months, c.Limits.MaxSingleDeploymentDays = 2, 2
	k.inForce(c)
	for n := range 3 {
		p := k.placement()
		p.Worker, p.StartsAt, p.EndsAt = told.Worker, p.StartsAt.AddDate(0, 0, n), p.EndsAt.AddDate(0, 0, n)
		if n == 1 {
			k.must(k.app.LearnPassport(t.Context(), k.passport(p.Worker, 3, "RPA", "RWF"), "event-2"))
		}
		k.must(k.app.AuthoriseDeployment(t.Context(), p, "event-3"))
	}
	k.must(k.app.LearnPassport(t.Context(), k.passport(told.Worker, 4), "event-4"))
	if n := k.replayAll(); n != 6 {
		t.Errorf("%d answers kept: want one refused for want of an agreement, two given, one refused and two taken back", n)
	}
	if n := k.count(`select count(*) from deployments where status = 'revoked' and reasons @> '[{"code": "CONSENT_MISSING"}]'`); n != 2 {
		t.Errorf("%d deployments revoked when the worker took their word back", n)
	}
	if n := k.count(`select count(*) from authorisations where inputs like '%"sponsor":"RWF"%' and answer like '%VISA_SECOND_JOB_CAP%'`); n == 0 {
		t.Error("no note on a sponsored worker's hours")
	}
	if code := k.try(`update authorisations set answer = '{}'`); code != "MU003" && code != "42501" {
		t.Errorf("an answer was changed: %q", code)
	}
}

func TestTheWorkersWordAndAnAnswerNeverMissEachOther(t *testing.T) {
	t.Parallel()
	k := open(t)
	k.inForce(k.clauses("honour"))
	for round := range 12 {
		p := k.placement()
		k.must(k.app.LearnPassport(t.Context(), k.passport(p.Worker, 1, "RPA"), ""))
		ask := func() error { return k.app.AuthoriseDeployment(t.Context(), p, "") }
		withdraw := func() error { return k.app.LearnPassport(t.Context(), k.passport(p.Worker, 2), "") }
		results := make(chan error, 2)
		go func() { results <- ask() }()
		go func() { results <- withdraw() }()
		for range 2 {
			k.must(<-results)
		}
		if n := k.count(`select count(*) from deployments where booking_id = $1 and status = 'authorised'`, p.Booking); n != 0 {
			t.Fatalf("round %d: a deployment stands without the worker's word", round)
		}
	}
	k.replayAll()
}

func TestAHostThatPaysMustHaveCheckedForItself(t *testing.T) {
	t.Parallel()
	k := open(t)
	c := k.clauses("honour")
	c.Model = "host_pays"
	k.inForce(c)
	ask := func(p deployment.Placement) (status string) {
		k.must(k.app.AuthoriseDeployment(t.Context(), p, ""))
		k.must(k.pool.QueryRow(t.Context(), `select status from deployments where booking_id = $1`, p.Booking).Scan(&status))
		return status
	}
	one := k.placement()
	k.must(k.app.LearnPassport(t.Context(), k.passport(one.Worker, 1, "RPA"), ""))
	if got := ask(one); got != "refused" {
		t.Errorf("without the host's check: %s", got)
	}
	check := app.HostCheckTold{Check: id.New(), Worker: one.Worker, Host: "RPA", Type: "right_to_work", Outcome: "satisfied", CheckedOn: k.clock.Now()}
	k.must(k.app.LearnHostCheck(t.Context(), check, ""))
	two := k.placement()
	two.Worker = one.Worker
	if got := ask(two); got != "authorised" {
		t.Errorf("with the host's check: %s", got)
	}
	gone := check
	gone.Check, gone.Outcome, gone.Supersedes, gone.CheckedOn = id.New(), "withdrawn", check.Check, k.clock.Now().Add(time.Hour)
	k.must(k.app.LearnHostCheck(t.Context(), gone, ""))
	k.must(k.app.LearnHostCheck(t.Context(), check, "")) // again, late
	if n := k.count(`select count(*) from deployments where booking_id = $1 and status = 'revoked' and reasons @> '[{"code": "RTW_MODEL"}]'`, two.Booking); n != 1 {
		t.Error("the host's check is gone and the deployment stands")
	}
	k.replayAll()
}
