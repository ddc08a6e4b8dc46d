package site_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/site"
)

// startOfApril is midnight in London of 1 April 2026.
var startOfApril = time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC)

func TestASiteHasOneOwnerAtATimeAndIsToldAnewOnTheDay(t *testing.T) {
	t.Parallel()
	s, err := site.Register(williamHarvey)
	if err != nil {
		t.Fatal(err)
	}
	ahead := startOfApril.AddDate(0, -1, 0)
	if err := s.Move("R1K", startOfApril, ahead); err != nil {
		t.Fatal(err)
	}
	if s.Version() != 2 || s.Details().Employer != "RVV" || s.OwnerAt(startOfApril.Add(-time.Microsecond)) != "RVV" || s.OwnerAt(startOfApril) != "R1K" {
		t.Errorf("planned: %+v", s.Record())
	}
	if s.Tell(ahead) || !s.Tell(startOfApril) || s.Tell(startOfApril) || s.Details().Employer != "R1K" || s.Version() != 3 {
		t.Errorf("told once, on the day: %+v", s.Record())
	}
	if s.Move("RPA", startOfApril, startOfApril) == nil || s.Move("R1K", startOfApril.AddDate(1, 0, 0), startOfApril) == nil {
		t.Error("what was planned is not planned otherwise, and a site does not go to its owner")
	}
	closes := startOfApril.AddDate(2, 0, 0)
	if err := s.Close(closes); err != nil || s.OwnerAt(closes) != "" || s.Close(closes) == nil {
		t.Errorf("closed once: %v %+v", err, s.Record())
	}
	// A site that is to close can change hands until then, and closes all the same.
	if err := s.Move("RPA", closes.AddDate(-1, 0, 0), startOfApril); err != nil || s.OwnerAt(closes.Add(-time.Hour)) != "RPA" || s.OwnerAt(closes) != "" {
		t.Errorf("%v %+v", err, s.Record())
	}
	if s.Move("RVV", closes, startOfApril) == nil {
		t.Error("what is closed goes to nobody")
	}
}
