package ladders

import (
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the pages' states.
func Stories() []web.Story {
	l := release.Default()
	edit := EditView{Group: all, Name: groupName(release.AllGroups), Version: "0", Form: formOf(l), MayChange: true}
	refused := edit
	refused.Fault = fault.New(fault.Invalid, "invalid_input", "This ladder cannot be right; see what to change.").
		WithFields(fault.Field{Location: "body.bank_share", Message: "Give the banks from 10 to 90 per cent of the time before agencies are asked."})
	seen := edit
	seen.MayChange = false
	tried := edit
	tried.Tried = triedOf(release.Replay(l, samplePast(), release.National))
	return []web.Story{
		{Name: "Release ladders", Component: List(ListView{Ladders: []Summary{summaryOf(l)}}), Principal: view.SampleWard},
		{Name: "Release ladder: change", Component: Edit(edit), Principal: view.SampleWard},
		{Name: "Release ladder: refused", Component: Edit(refused), Principal: view.SampleWard},
		{Name: "Release ladder: seen", Component: Edit(seen), Principal: view.SampleWard},
		{Name: "Release ladder: tried", Component: Edit(tried), Principal: view.SampleWard},
	}
}

// samplePast is a shift that the bank took early, one that it took late, one that an agency had early, and one that nobody
// took.
func samplePast() []release.Past {
	posted := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	past := func(n byte, by string, after time.Duration) release.Past {
		p := release.Past{ShiftID: id.ID{15: n}, FilledBy: by, For: release.For{PostedAt: posted, StartsAt: posted.Add(20 * 24 * time.Hour), Band: "5", StaffGroup: "nursing_midwifery"}}
		if by != "" {
			at := posted.Add(after)
			p.FilledAt = &at
		}
		return p
	}
	day := 24 * time.Hour
	return []release.Past{past(1, "own_bank", day), past(2, "collaborative_bank", 15*day), past(3, "framework_agency", 10*day), past(4, "", 0)}
}
