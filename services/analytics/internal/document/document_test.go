package document_test

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

func TestValuesForPeopleAndForSpreadsheets(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value        document.Value
		shown, plain string
	}{
		{document.OfCount(12345), "12,345", "12345"}, {document.OfCount(0), "0", "0"},
		{document.OfHours(690), "11.5", "11.5"}, {document.OfHours(660), "11", "11"}, {document.OfHours(60 * 12345), "12,345", "12345"},
		{document.OfHours(1), "0.02", "0.02"},
		{document.OfRate(fillrate.Rate{Of: 864, Over: 1000}), "86.4%", "86.4"},
		{document.OfRate(fillrate.Rate{Of: 3, Over: 2}), "150%", "150"}, // Over-fill is never clipped.
		{document.OfRate(fillrate.Rate{}), "–", ""},                     // Nothing asked for is neither 0 % nor 100 %.
		{document.OfPounds(-123456), "-£1,234.56", "-1234.56"}, {document.OfPounds(5), "£0.05", "0.05"},
		{document.Value{Unit: document.Waiting, N: 90}, "1 h 30 min", "90"}, {document.Value{Unit: document.Waiting, N: 3000}, "2 d 2 h", "3000"},
		{document.Value{Unit: document.Waiting, None: true}, "–", ""},
		{document.Value{Unit: document.Count, N: 4, Bound: "at_most"}, "at most 4", "at most 4"},
		{document.Few(), "few", "few"},
	} {
		if c.value.String() != c.shown || c.value.Plain() != c.plain {
			t.Errorf("%+v reads %q and %q, want %q and %q", c.value, c.value.String(), c.value.Plain(), c.shown, c.plain)
		}
	}
}

func TestMonthsAreThoseOfLondon(t *testing.T) {
	t.Parallel()
	for month, want := range map[document.Month]struct {
		hours int
		days  int
	}{
		"2026-03": {31*24 - 1, 31}, // The clocks go forward on 29 March 2026,
		"2026-10": {31*24 + 1, 31}, // and back on 25 October 2026.
		"2028-02": {29 * 24, 29},
	} {
		from, until := month.Span()
		if got := int(until.Sub(from) / time.Hour); got != want.hours || month.Days() != want.days {
			t.Errorf("%s has %d hours and %d days", month, got, month.Days())
		}
	}
	if m := document.MonthOf(time.Date(2026, 3, 31, 23, 30, 0, 0, time.UTC)); m != "2026-04" {
		t.Errorf("half past midnight of 1 April in London is in %s", m)
	}
	if m := document.Month("2026-01").Plus(-1); m != "2025-12" {
		t.Errorf("before January comes %s", m)
	}
	if document.Month("2026-03").Over(time.Date(2026, 3, 31, 22, 59, 59, 0, time.UTC)) || !document.Month("2026-03").Over(time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC)) {
		t.Error("March is over when it is over in London")
	}
	for _, bad := range []string{"", "2026-13", "2026-3", "26-03", "2026-03-01", "1999-01", "2026-00"} {
		if _, ok := document.ParseMonth(bad); ok {
			t.Errorf("%q is taken for a month", bad)
		}
	}
}

func sample() document.Document {
	return document.Document{Form: "board_pack", Version: 1, ICS: "QKS", Month: "2026-03", Tables: []document.Table{{
		ID: "employers", Title: "By employer", Heads: []string{"Employer", "Fill rate", "Unfilled"}, Rows: []document.Row{
			{Key: "RVV", Name: "East Kent", Values: []document.Value{document.OfRate(fillrate.Rate{Of: 9, Over: 10}), document.OfCount(1)}},
			{Key: "RPA", Name: "Medway", Values: []document.Value{document.OfRate(fillrate.Rate{Of: 1, Over: 2}), document.OfCount(5)}},
		},
	}}}
}

func TestWhatWasSignedIsProvedByItsHash(t *testing.T) {
	t.Parallel()
	kept := sample().Bytes()
	back, err := document.Read(kept)
	if err != nil || document.Hash(back.Bytes()) != document.Hash(kept) {
		t.Errorf("read back %+v, %v", back, err)
	}
	back.Tables[0].Rows[1].Values[1].N = 4
	if document.Hash(back.Bytes()) == document.Hash(kept) {
		t.Error("another figure has the same hash")
	}
}

func TestALaterChangeShowsAsADifference(t *testing.T) {
	t.Parallel()
	was, now := sample(), sample()
	if d := document.Differences(was, now); len(d) != 0 {
		t.Errorf("a document differs from itself: %+v", d)
	}
	now.AsOf = time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	now.Tables[0].Rows[0].Name = "East Kent Hospitals" // A new name is no other figure.
	now.Tables[0].Rows[1].Values[1] = document.OfCount(4)
	now.Tables[0].Rows = append(now.Tables[0].Rows, document.Row{Key: "RWF", Name: "Maidstone", Values: []document.Value{document.OfRate(fillrate.Rate{}), document.OfCount(2)}})
	want := []document.Difference{
		{Table: "By employer", Row: "Medway", Head: "Unfilled", Was: "5", Now: "4"},
		{Table: "By employer", Row: "Maidstone", Head: "Fill rate", Now: "–"},
		{Table: "By employer", Row: "Maidstone", Head: "Unfilled", Now: "2"},
	}
	if got := document.Differences(was, now); !slices.Equal(got, want) {
		t.Errorf("differences %+v", got)
	}
	if got := document.Differences(now, was); len(got) != 3 || got[2].Was != "2" || got[2].Now != "" {
		t.Errorf("what has gone is not told: %+v", got)
	}
}
