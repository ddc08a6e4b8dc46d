package store_test

import (
	"fmt"
	"testing"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

func TestTheNewestPassportIsKeptInWhateverOrderItIsHeardOf(t *testing.T) {
	t.Parallel()
	k := open(t)
	worker := id.New()
	for n, step := range []struct {
		version int64
		rank    int16
		want    string
	}{
		{1, app.RankEnrolled, "1.0"},
		{1, app.RankPassport, "1.1"},
		{1, app.RankEnrolled, "1.1"}, // the enrolment again, late
		{4, app.RankPassport, "4.1"},
		{3, app.RankPassport, "4.1"},
		{4, app.RankPassport, "4.1"},
		{5, app.RankPassport, "5.1"},
	} {
		told := fmt.Sprintf("%d.%d", step.version, step.rank)
		k.must(k.app.LearnPassport(t.Context(), app.PassportTold{
			Worker: worker, Version: step.version, Rank: step.rank, Home: "RVV", Status: "active", State: fmt.Appendf(nil, `{"told": %q}`, told),
		}, "cause"))
		var got string
		k.must(k.pool.QueryRow(t.Context(), `select state ->> 'told' from passports where worker_id = $1`, worker).Scan(&got))
		if got != step.want {
			t.Errorf("step %d: heard %s, kept %s, want %s", n, told, got, step.want)
		}
	}
}
