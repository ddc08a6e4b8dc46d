package release

import (
	"strings"
	"testing"
	"time"
)

func TestALadderThatCannotBeRightSaysWhatToChange(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(*Ladder)
		field string
	}{
		"no steps":                           {func(l *Ladder) { l.Steps = nil }, "steps"},
		"no own bank":                        {func(l *Ladder) { l.Steps = l.Steps[1:] }, "steps"},
		"no time for the banks":              {func(l *Ladder) { l.BankShare = 5 }, "bank_share"},
		"all time for the banks":             {func(l *Ladder) { l.BankShare = 100 }, "bank_share"},
		"a bank step after an agency":        {func(l *Ladder) { l.Steps[1], l.Steps[3] = l.Steps[3], l.Steps[1] }, "steps[2].kind"},
		"own bank after the others":          {func(l *Ladder) { l.Steps[0], l.Steps[1] = l.Steps[1], l.Steps[0] }, "steps[1].kind"},
		"own bank twice":                     {func(l *Ladder) { l.Steps[1] = l.Steps[0] }, "steps[1].kind"},
		"an unknown step":                    {func(l *Ladder) { l.Steps[1].Kind = "friends" }, "steps[1].kind"},
		"a dwell of nothing":                 {func(l *Ladder) { l.Steps[4].Trigger.After = 0 }, "steps[4].trigger"},
		"a dwell of less than nothing":       {func(l *Ladder) { l.Steps[4].Trigger.After = -time.Hour }, "steps[4].trigger"},
		"a dwell on the first step":          {func(l *Ladder) { l.Steps[0].Trigger = Trigger{Dwell, time.Hour} }, "steps[0].trigger"},
		"a time of its own at posting":       {func(l *Ladder) { l.Steps[0].Trigger.After = time.Hour }, "steps[0].trigger"},
		"half a minute":                      {func(l *Ladder) { l.Steps[4].Trigger.After += 30 * time.Second }, "steps[4].trigger"},
		"an unknown trigger":                 {func(l *Ladder) { l.Steps[0].Trigger.On = "full_moon" }, "steps[0].trigger"},
		"tiers with a gap":                   {func(l *Ladder) { l.Steps[4].Tier = 3 }, "steps[4].tier"},
		"a tier of the bank":                 {func(l *Ladder) { l.Steps[0].Tier = 1 }, "steps[0].tier"},
		"break-glass without a rate":         {func(l *Ladder) { l.Steps[2].CeilingPence = 0 }, "steps[2].ceiling_pence"},
		"break-glass without approval":       {func(l *Ladder) { l.Steps[2].Approver = "" }, "steps[2].approver"},
		"off-framework without approval":     {func(l *Ladder) { l.Steps[6].Approver = "" }, "steps[6].approver"},
		"an approval by the ward":            {func(l *Ladder) { l.Steps[6].Approver = "post" }, "steps[6].approver"},
		"an approval for the own bank":       {func(l *Ladder) { l.Steps[0].Approver = Executive }, "steps[0].approver"},
		"a ceiling for the own bank":         {func(l *Ladder) { l.Steps[0].CeilingPence = 1 }, "steps[0].ceiling_pence"},
		"a cheaper later tier":               {func(l *Ladder) { l.Steps[3].CeilingPence, l.Steps[4].CeilingPence = 5000, 4000 }, "steps[4].ceiling_pence"},
		"off-framework before the framework": {func(l *Ladder) { l.Steps[6].Trigger.After = 480 * time.Hour; l.Steps[5].Trigger = l.Steps[3].Trigger }, "steps[6].trigger"},
		"agencies for administrators":        {func(l *Ladder) { l.StaffGroup = "admin_clerical" }, "steps[3].kind"},
		"a window for the own bank":          {func(l *Ladder) { l.Steps[0].Window = time.Hour }, "steps[0].window_minutes"},
		"a preferred person without a window": {func(l *Ladder) {
			l.Steps = append([]Step{{Kind: Preferred, Trigger: Trigger{On: AtPosting}}}, l.Steps...)
		}, "steps[0].window_minutes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := patchwork()
			c.spoil(&l)
			for _, p := range l.Problems(National) {
				if p.Field == c.field && strings.HasSuffix(p.Message, ".") {
					return
				}
			}
			t.Errorf("does not name %s: %+v", c.field, l.Problems(National))
		})
	}
	for _, l := range []Ladder{Default(), patchwork()} {
		if ps := l.Problems(National); len(ps) > 0 {
			t.Errorf("a good ladder: %+v", ps)
		}
	}
}
