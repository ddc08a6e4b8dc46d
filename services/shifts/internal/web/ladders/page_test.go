package ladders

import (
	"net/url"
	"reflect"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func render(t *testing.T, i int) pagetest.Page {
	t.Helper()
	s := Stories()[i]
	return pagetest.Render(t, s.Component, s.Principal)
}

func TestTheListSaysWhenEachStepOpens(t *testing.T) {
	t.Parallel()
	render(t, 0).Has("ladder", "Own fallback grade: 21 days before the start")
}

func TestTheFormOffersEveryStep(t *testing.T) {
	t.Parallel()
	p := render(t, 1)
	if n := len(p.All("step")); n != len(rows) {
		t.Errorf("%d steps", n)
	}
	p.One("save")
	p.One("try")
	render(t, 2).Has("error-summary", "Give the banks from 10 to 90 per cent")
	if seen := render(t, 3); len(seen.All("save")) != 0 {
		t.Error("somebody without the duty may save")
	}
}

func TestWhatALadderWouldHaveMeant(t *testing.T) {
	t.Parallel()
	p := render(t, 4)
	p.Has("tried", "Of 4 shifts, 1 were taken by a bank worker after agencies would have been asked")
	if n := len(p.All("tried-row")); n != 3 {
		t.Errorf("%d rows", n)
	}
}

func TestTheFormKeepsALadder(t *testing.T) {
	t.Parallel()
	full := release.Ladder{StaffGroup: "nursing_midwifery", BankShare: 30, Steps: []release.Step{
		{Kind: release.Preferred, Trigger: release.Trigger{On: release.AtPosting}, Window: 12 * time.Hour},
		{Kind: release.OwnBank, Trigger: release.Trigger{On: release.AtPosting}},
		{Kind: release.BankBreakGlass, Trigger: release.Trigger{On: release.LeadTime, After: 72 * time.Hour}, CeilingPence: 2450, Approver: release.Executive},
		{Kind: release.FrameworkAgency, Tier: 1, Trigger: release.Trigger{On: release.LeadTime, After: 168 * time.Hour}, CeilingPence: 2996},
		{Kind: release.FrameworkAgency, Tier: 2, Trigger: release.Trigger{On: release.Dwell, After: 90 * time.Minute}},
		{Kind: release.OffFrameworkAgency, Trigger: release.Trigger{On: release.LeadTime, After: 12 * time.Hour}, Approver: release.Executive},
	}}
	for _, l := range []release.Ladder{full, release.Default()} {
		if got := ladderOf(formOf(l), l.StaffGroup); !reflect.DeepEqual(got, l) {
			t.Errorf("%+v\nwant %+v", got, l)
		}
	}
	spoilt := formOf(full)
	spoilt.Set("ceiling_tier_1", "lots")
	spoilt.Set("hours_tier_2", "soon")
	spoilt.Set("bank_share", "half")
	if n := len(ladderOf(spoilt, "nursing_midwifery").Problems(release.National)); n != 3 {
		t.Errorf("%d problems", n)
	}
	if n := len(ladderOf(url.Values{}, "*").Problems(release.National)); n == 0 {
		t.Error("an empty form is a ladder")
	}
}
