package store_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

func TestTheNewestPassportStandsAndTheFloorOnlyRises(t *testing.T) {
	t.Parallel()
	f := open(t)
	worker := id.New()
	put := func(version int64, rank int16, floor int64, mark string) {
		t.Helper()
		err := f.Models.PutWorker(t.Context(), app.WorkerTold{ID: worker, Version: version, Rank: rank, HomeEmployer: "RVV", Status: "active", Floor: floor,
			Passport: json.RawMessage(`{"mark": "` + mark + `"}`)})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		version     int64
		rank        int16
		floor       int64
		mark, stays string
		want        int64
	}{
		{1, app.RankEnrolled, 0, "enrolled", "enrolled", 0},
		{1, app.RankPassport, 0, "passport 1", "passport 1", 0},
		{1, app.RankEnrolled, 0, "enrolled again", "passport 1", 0},
		{4, app.RankPassport, 4, "passport 4", "passport 4", 4},
		{3, app.RankPassport, 3, "passport 3", "passport 4", 4},
		{5, app.RankPassport, 0, "passport 5", "passport 5", 4},
	} {
		put(step.version, step.rank, step.floor, step.mark)
		raw, floor, err := f.Models.Worker(t.Context(), worker)
		var p struct{ Mark string }
		if jerr := json.Unmarshal(raw, &p); err != nil || jerr != nil || p.Mark != step.stays || floor != step.want {
			t.Errorf("after %s: %s, floor %d, %v", step.mark, p.Mark, floor, err)
		}
	}
	if err := f.Models.RaiseFloor(t.Context(), worker, 2); err != nil {
		t.Fatal(err)
	}
	if _, floor, _ := f.Models.Worker(t.Context(), worker); floor != 4 {
		t.Errorf("the floor fell to %d", floor)
	}
	if _, _, err := f.Models.Worker(t.Context(), id.New()); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("an unknown worker: %v", err)
	}
}

func TestAgreementsAreFoundByParty(t *testing.T) {
	t.Parallel()
	f := open(t)
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	long, lately := now.AddDate(-1, 0, -1), now.AddDate(0, -11, 0)
	put := func(key id.ID, version int64, status string, until *time.Time) {
		t.Helper()
		if err := f.Models.PutAgreement(t.Context(), app.AgreementTold{ID: key, Version: version, Status: status,
			State: json.RawMessage(`{"version": 1}`), Parties: []string{"RVV", "RPA"}, EndsAt: until}); err != nil {
			t.Fatal(err)
		}
	}
	a, ended, over, draft := id.New(), id.New(), id.New(), id.New()
	put(a, 2, "in_force", nil)
	put(a, 1, "draft", nil)
	put(ended, 1, "in_force", nil)
	put(ended, 2, "ended", &lately)
	put(over, 1, "ended", &long)
	put(draft, 1, "draft", nil)
	known := map[id.ID]int64{ended: 1}
	for round := range 2 {
		for employer, want := range map[string]int{"RVV": 2, "RPA": 2, "RWF": 0} {
			got, err := f.Models.AgreementsOf(t.Context(), employer, now.AddDate(-1, 0, 0), known)
			if err != nil || len(got) != want {
				t.Errorf("%s has %d agreements, %v", employer, len(got), err)
			}
			for _, g := range got {
				if (g.State == nil) != (round == 1) || g.Version != 2 {
					t.Errorf("version %d with %s in round %d", g.Version, g.State, round)
				}
			}
		}
		known = map[id.ID]int64{a: 2, ended: 2}
	}
}

func TestASiteIsKnownWithItsPlace(t *testing.T) {
	t.Parallel()
	f := open(t)
	want := app.Site{ODS: "RVV01", Employer: "RVV", Name: "William Harvey Hospital", Town: "Ashford", Postcode: "TN24 0LZ", Lat: 51.1415, Lon: 0.9162}
	if err := f.Models.PutSite(t.Context(), 2, want); err != nil {
		t.Fatal(err)
	}
	if err := f.Models.PutSite(t.Context(), 1, app.Site{ODS: "RVV01", Employer: "RVV", Name: "Older", Town: "Elsewhere"}); err != nil {
		t.Fatal(err)
	}
	if got, err := f.Models.Site(t.Context(), "RVV01"); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := f.Models.Sites(t.Context(), "RVV"); err != nil || len(got) != 1 || got[0] != want {
		t.Errorf("%+v, %v", got, err)
	}
}
