package alert

import (
	"fmt"
	"strconv"
)

// Says is what the rule calls for, in one sentence.
func (r Rule) Says() string {
	switch r.What {
	case FillBelow:
		return fmt.Sprintf("Fewer than %s of the hours that start within %d hours are filled.", Percent(r.Raise), r.HoursAhead)
	case RateAbove:
		return fmt.Sprintf("The usual rate for work within %d hours is more than %s above that of all employers.", r.HoursAhead, Percent(r.Raise))
	case AboveAgreed:
		return fmt.Sprintf("A shift within %d hours is offered at more than %s above its rate card.", r.HoursAhead, Percent(r.Raise))
	case AgencyEarly:
		return fmt.Sprintf("More than %d shifts of the last 24 hours went to agencies before the bank had its time.", r.Raise)
	default:
		return fmt.Sprintf("Nothing was heard of an employer for more than %d minutes.", r.Raise)
	}
}

// Sees is a value in words.
func (r Rule) Sees(v Value) string {
	switch r.What {
	case FillBelow:
		return fmt.Sprintf("%s filled of %s", Percent(v.N), shifts(v.Shifts))
	case RateAbove:
		return fmt.Sprintf("%s above the median, over %s", Percent(v.N), shifts(v.Shifts))
	case AboveAgreed:
		return fmt.Sprintf("up to %s above the rate card, over %s", Percent(v.N), shifts(v.Shifts))
	case AgencyEarly:
		return fmt.Sprintf("%s before the bank had its time, of %d with agencies", shifts(v.N), v.Shifts)
	default:
		return fmt.Sprintf("silent for %d minutes", v.N)
	}
}

func shifts(n int64) string {
	if n == 1 {
		return "1 shift"
	}
	return strconv.FormatInt(n, 10) + " shifts"
}

// Percent shows thousandths.
func Percent(perMille int64) string {
	if perMille%10 == 0 {
		return strconv.FormatInt(perMille/10, 10) + "%"
	}
	return strconv.FormatInt(perMille/10, 10) + "." + strconv.FormatInt(perMille%10, 10) + "%"
}
