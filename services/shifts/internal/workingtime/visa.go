package workingtime

import (
	"fmt"
	"time"
)

// SecondJobCap is the code of what bears on hours with others than the sponsor.
const SecondJobCap = "VISA_SECOND_JOB_CAP"

// Sponsored tells that the worker's hours with others than their sponsor are capped.
func (w Worker) Sponsored() bool { return w.Visa != nil && w.Visa.Kind == SkilledWorker }

// visaHours: in each week from Monday to Sunday, never averaged, no more work than the visa allows. A student's cap is for
// all work in a week that has a day of term in it; a skilled worker's for work with another employer than the sponsor.
// Who the employer is decides, not where the work is: a shift at a partner under an agreement that leaves the sponsor the
// employer is not capped.
type visaHours struct{ v Visa }

func (r visaHours) check(want Entry, diary []Entry) []finding {
	if !r.counts(want) {
		return nil
	}
	for m := dayOf(want.StartsAt).monday(); m <= dayOf(want.EndsAt.Add(-time.Nanosecond)).monday(); m += 7 {
		if !r.capped(m) {
			continue
		}
		sum := r.week(m, diary) + want.within(m.starts(), (m+7).starts())
		if sum = sum.Round(time.Minute); sum > r.v.WeeklyCap() {
			return []finding{r.says(m, sum)}
		}
	}
	return nil
}

func (visaHours) steps() (int, int) { return 1, 28 }

// week is the work in the week from a Monday that the cap counts.
func (r visaHours) week(m day, diary []Entry) (sum time.Duration) {
	from, to := m.starts(), (m + 7).starts()
	for _, e := range diary {
		if r.counts(e) && e.EndsAt.After(from) && e.StartsAt.Before(to) {
			sum += e.within(from, to)
		}
	}
	return sum
}

func (r visaHours) counts(e Entry) bool {
	return e.Work() && (r.v.Kind != SkilledWorker || e.Employer != r.v.Sponsor)
}

// capped tells whether the cap holds in the week from a Monday.
func (r visaHours) capped(m day) bool {
	if r.v.Kind == SkilledWorker || len(r.v.Terms) == 0 {
		return true
	}
	for _, t := range r.v.Terms {
		if t.From.Before((m + 7).starts()) && (t.Until == nil || t.Until.After(m.starts())) {
			return true
		}
	}
	return false
}

func (r visaHours) says(m day, sum time.Duration) finding {
	limit := Hours(r.v.WeeklyCap())
	if r.v.Kind == SkilledWorker {
		return finding{SecondJobCap, fmt.Sprintf("This would make %s for other employers than your sponsor in the week from %s; your visa allows %s.", Hours(sum), londonDay(m.starts()), limit),
			"Choose a shift at your sponsor, where your visa sets no limit, or in another week. Ask your home employer's HR team if unsure.", nil}
	}
	return finding{"VISA_STUDENT_CAP", fmt.Sprintf("This would make %s in the week from %s; your student visa allows %s a week in term, with all employers together.", Hours(sum), londonDay(m.starts()), limit),
		"Choose a shorter shift, one in another week, or one in the vacation. If your term dates are wrong, ask your home employer to correct them.", nil}
}
