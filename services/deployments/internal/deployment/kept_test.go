package deployment_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

func TestWhatWasKeptIsAnsweredTheSameByteForByte(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts(t)
		kept := f.Inputs()
		answer := deployment.Authorise(f)
		again, err := deployment.Replay(kept)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := answer.Canonical(kept), again.Canonical(kept); !bytes.Equal(a, b) {
			t.Fatalf("answered\n%s\nthen\n%s", a, b)
		}
		slices.Reverse(f.Candidates)
		for i, c := range f.Candidates {
			f.Candidates[i].Days = append(slices.Clone(c.Days), c.Days...)
			slices.Reverse(f.Candidates[i].Days)
		}
		if !bytes.Equal(kept, f.Inputs()) {
			t.Fatalf("the order in which facts were found is kept:\n%s\n%s", kept, f.Inputs())
		}
	})
}

// The form in which facts are kept must stay readable: this is one of the first, word for word.
func TestFactsThatWereKeptLongAgoAreStillRead(t *testing.T) {
	t.Parallel()
	const kept = `{"engine":1,"placement":{"booking_id":"01000000-0000-0000-0000-000000000000","shift_id":"02000000-0000-0000-0000-000000000000","worker_id":"03000000-0000-0000-0000-000000000000","home":"RVV","host":"RPA","site":"RPA02","staff_group":"nursing_midwifery","band":"5","starts_at":"2026-03-10T07:30:00Z","ends_at":"2026-03-10T19:30:00Z"},"candidates":[{"agreement_id":"00000000-0000-0000-0000-000000000001","version":1,"title":"Kent nurses","model":"home_pays","home":{"party":"RVV","signed_at":"2026-03-01T12:00:00Z"},"host":{"party":"RPA","signed_at":"2026-03-01T11:00:00Z"},"lends":true,"from":"2026-03-01T00:00:00Z","in_force_at":"2026-03-01T12:00:00Z","max_days":1,"days":[20520]}]}`
	const want = `{"engine":1,"reasons":[{"code":"AGREEMENT_DAYS","weight":"hard","message":"The agreement “Kent nurses” lets one worker be deployed on at most 1 day in any 12 months, and this shift would pass that.","fix":"Choose a later shift, or ask the employers about a secondment.","from":"2027-03-08T00:00:00Z"}],"inputs_digest":"`
	got, err := deployment.Replay([]byte(kept))
	if err != nil {
		t.Fatal(err)
	}
	if answer := got.Canonical([]byte(kept)); !bytes.HasPrefix(answer, []byte(want)) {
		t.Errorf("answered\n%s\nwant\n%s", answer, want)
	}
	for _, broken := range []string{`{"engine":99}`, `{`, `[]`} {
		if _, err := deployment.Replay([]byte(broken)); err == nil {
			t.Errorf("%s was answered", broken)
		}
	}
}

func anyFacts(t *rapid.T) deployment.Facts {
	start := hour(t, "start", 0, 100)
	f := deployment.Facts{Placement: deployment.Placement{
		Booking: id.ID{1}, Shift: id.ID{2}, Worker: id.ID{3}, Home: "RVV", Host: "RPA",
		Site: rapid.SampledFrom([]string{"S1", "S2", "S3"}).Draw(t, "site"), StaffGroup: "nursing_midwifery",
		Band: rapid.SampledFrom([]string{"5", "6"}).Draw(t, "band"), StartsAt: start,
		EndsAt: start.Add(time.Duration(rapid.IntRange(1, 13).Draw(t, "hours")) * time.Hour),
		EPP:    rapid.Bool().Draw(t, "epp"), Children: rapid.Bool().Draw(t, "children"),
	}}
	for n := range rapid.IntRange(0, 4).Draw(t, "agreements") {
		f.Candidates = append(f.Candidates, anyCandidate(t, byte(n/2)+1, int64(n%2)+1))
	}
	if rapid.Bool().Draw(t, "heard") {
		p := fitting()
		p.Disclosures = rapid.SampledFrom([]*[]deployment.Disclosure{
			nil, {}, {{From: epoch, Agreement: first, Terms: 1}}, {{From: epoch.Add(40 * time.Hour)}}, {{From: epoch, Until: ptr(epoch.Add(60 * time.Hour))}},
		}).Draw(t, "disclosures")
		f.Passport = p
	}
	return f
}
