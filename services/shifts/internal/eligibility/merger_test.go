package eligibility

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// joined makes codes one from a moment on.
func joined(at time.Time, codes ...string) func(time.Time) func(string) []string {
	return func(moment time.Time) func(string) []string {
		return func(code string) []string {
			if moment.Before(at) || !slices.Contains(codes, code) {
				return []string{code}
			}
			return append([]string{code}, slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return c == code })...)
		}
	}
}

func TestAWorkerIsJudgedByWhoStandsForWhomWhenTheShiftStarts(t *testing.T) {
	t.Parallel()
	shared := func(host string) func(*Worker, *shift.State, *Facts) {
		return func(w *Worker, _ *shift.State, _ *Facts) { w.Disclosures = []Disclosure{{Host: host, From: signed}} }
	}
	none := func(*Worker, *shift.State, *Facts) {}
	unsigned := func(_ *Worker, _ *shift.State, f *Facts) { f.Agreements = nil }
	for name, tc := range map[string]struct {
		day    time.Time
		one    []string
		change func(*Worker, *shift.State, *Facts)
		home   string
		codes  []string
	}{
		"nobody has followed anybody":                    {starts, nil, none, "RPA", []string{}},
		"home and host are one from the start on":        {starts, []string{"RPA", "RVV"}, unsigned, "RVV", []string{}},
		"they become one a second after the start":       {starts.Add(time.Second), []string{"RPA", "RVV"}, unsigned, "RPA", []string{"AGREEMENT_NONE"}},
		"the host has followed whom the worker said yes": {starts, []string{"RVV", "RYY"}, shared("RYY"), "RPA", []string{}},
		"before that day the word is for another":        {ends, []string{"RVV", "RYY"}, shared("RYY"), "RPA", []string{"CONSENT_MISSING"}},
		"no word is needed by one's own employer":        {starts, []string{"RPA", "RVV"}, shared("RWF"), "RVV", []string{}},
		"a block by whom the host has followed":          {starts, []string{"RVV", "RYY"}, func(_ *Worker, _ *shift.State, f *Facts) { f.Blocks = []Block{{Employer: "RYY", ReviewAt: ends}} }, "RPA", []string{"BLOCKED_HOST"}},
		"an agreement that names whom the host followed": {starts, []string{"RVV", "RYY"}, func(_ *Worker, _ *shift.State, f *Facts) { f.Agreements[0].Parties[1].Employer = "RYY" }, "RPA", []string{}},
		"an agreement that names whom the home followed": {starts, []string{"RPA", "RN7"}, func(_ *Worker, _ *shift.State, f *Facts) { f.Agreements[0].Parties[0].Employer = "RN7" }, "RPA", []string{}},
		"an induction with whom the host has followed":   {starts, []string{"RVV", "RYY"}, func(w *Worker, _ *shift.State, _ *Facts) { w.Competencies[1].Framework = "local_RYY" }, "RPA", []string{}},
		"a post with the heir alone":                     {starts, []string{"RPA", "R1K"}, func(w *Worker, _ *shift.State, _ *Facts) { w.Engagements[0].Employer = "R1K" }, "RPA", []string{}},
		"posts with both, of which the old one has ended": {starts, []string{"RPA", "R1K"}, func(w *Worker, _ *shift.State, _ *Facts) {
			heir := w.Engagements[0]
			heir.Employer, w.Engagements[0].Until = "R1K", &signed
			w.Engagements = append(w.Engagements, heir)
		}, "RPA", []string{}},
	} {
		w, s, f := fit(), asked(), Facts{Agreements: []Agreement{covering()}}
		tc.change(&w, &s, &f)
		told, asTold := w.HomeEmployer, w.Engagements[0].Employer
		w2, f2 := InTermsOf(s, joined(tc.day, tc.one...)(s.StartsAt), w, f)
		if d := Judge(w2, s, f2); w2.HomeEmployer != tc.home || !slices.Equal(codes(d), tc.codes) {
			t.Errorf("%s: home %s, reasons %v; want %s, %v", name, w2.HomeEmployer, codes(d), tc.home, tc.codes)
		}
		if w.HomeEmployer != told || w.Engagements[0].Employer != asTold {
			t.Errorf("%s: what was told has changed", name)
		}
	}
}

// A sponsor's own hours stay its own under either code, and the hours with others stay the others'.
func TestASponsorIsTheSameEmployerUnderEitherCode(t *testing.T) {
	t.Parallel()
	w := fit()
	w.Hours.Visa = &workingtime.Visa{Kind: workingtime.SkilledWorker, Sponsor: "RN7"}
	f := Facts{Diary: workingtime.Diary{Entries: []Entry{{Employer: "RYY", Host: "RYY"}, {Employer: "RWF", Host: "RWF"}}}}
	got, facts := InTermsOf(asked(), joined(starts, "RN7", "RYY")(starts), w, f)
	if got.Hours.Visa.Sponsor != "RN7" || facts.Diary.Entries[0].Employer != "RN7" || facts.Diary.Entries[1].Employer != "RWF" || f.Diary.Entries[0].Employer != "RYY" {
		t.Errorf("sponsor %s, diary %+v, told %+v", got.Hours.Visa.Sponsor, facts.Diary.Entries, f.Diary.Entries)
	}
}
