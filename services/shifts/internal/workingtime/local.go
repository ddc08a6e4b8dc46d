package workingtime

import (
	"fmt"
	"time"
)

// weekHours: in no 7 days (168 hours) more work than most, at all employers together.
type weekHours struct{ most time.Duration }

func (r weekHours) check(want Entry, diary []Entry) []finding {
	worst := busiest(want, diary, 168*time.Hour, func(e Entry) Entry { return e })
	if worst <= r.most {
		return nil
	}
	return []finding{{"LOCAL_WEEK_HOURS", fmt.Sprintf("This would make %s in 7 days; the limit is %s.", Hours(worst), Hours(r.most)),
		"Choose a shift on a later day, or a shorter one.", nil}}
}

func (weekHours) steps() (int, int) { return 1, 21 }

// dayAfterNight: a shift that is no night starts no sooner than least after a night. Less than Rest is said by another rule.
type dayAfterNight struct {
	p     Params
	least time.Duration
}

func (r dayAfterNight) check(want Entry, diary []Entry) []finding {
	line, at := near(want, diary, r.least)
	short := func(night, day Entry) (time.Duration, bool) {
		gap := day.StartsAt.Sub(night.EndsAt)
		return gap, gap >= Rest && gap < r.least && r.p.night(night) && !r.p.night(day)
	}
	if at > 0 {
		if gap, bad := short(line[at-1], want); bad {
			rested := line[at-1].EndsAt.Add(r.least)
			return []finding{{"LOCAL_DAY_AFTER_NIGHT", fmt.Sprintf("This day shift starts %s after your night %s; this employer asks for %s.", Hours(gap), span(line[at-1]), Hours(r.least)),
				"Choose a shift that starts at " + londonTime(rested) + " or later.", &rested}}
		}
	}
	if at+1 < len(line) {
		if gap, bad := short(want, line[at+1]); bad {
			return []finding{{"LOCAL_DAY_AFTER_NIGHT", fmt.Sprintf("Your day shift %s starts %s after this night; this employer asks for %s.", span(line[at+1]), Hours(gap), Hours(r.least)),
				"Choose another night.", nil}}
		}
	}
	return nil
}

// breaks: a shift longer than BreakAfter has BreakMinutes of break.
type breaks struct{ p Params }

func (r breaks) check(want Entry, _ []Entry) []finding {
	length := want.EndsAt.Sub(want.StartsAt)
	if off := length - want.Net(); length > r.p.BreakAfter && off < time.Duration(r.p.BreakMinutes)*time.Minute {
		return []finding{{"WTR_BREAK", fmt.Sprintf("This shift of %s is posted with %d minutes of break; at least %d are due in more than %s.",
			Hours(length), int(off/time.Minute), r.p.BreakMinutes, Hours(r.p.BreakAfter)), "Ask the ward when your break will be.", nil}}
	}
	return nil
}
