package agreement

import (
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// endTolerance is how far in the past an end may lie and still be read as "now": clocks of callers differ.
const endTolerance = 5 * time.Minute

// EarliestEnd is the first moment to which a party may end an agreement in force, or leave it, by notice given now: the
// start of the London day that lies the clause's days ahead, and now when it asks for none.
func (a *Agreement) EarliestEnd(now time.Time) time.Time {
	if a.r.Status != InForce || a.r.Clauses.Notice.Days == 0 {
		return now
	}
	y, m, d := now.In(clock.London).Date()
	return time.Date(y, m, d+a.r.Clauses.Notice.Days, 0, 0, 0, 0, clock.London).UTC()
}

// End stops the agreement for all at a moment: at once when at is now, else by notice, when it goes on covering shifts
// that end by then. What was never in force ends at once, whatever the moment.
func (a *Agreement) End(by By, at, now time.Time) error {
	if a.r.Status == Ended {
		return rule.Conflict("agreement_ended", "This agreement has ended already.")
	}
	if err := a.checkEnd(at, now); err != nil {
		return err
	}
	at = instant(at)
	if a.r.Status != InForce || !at.After(now) {
		a.close(now)
		return nil
	}
	if a.r.EndsAt != nil && !at.Before(*a.r.EndsAt) {
		return rule.Conflict("agreement_ends_earlier", "The agreement ends on %s already.", moment(*a.r.EndsAt))
	}
	a.r.EndsAt, a.r.Notice = ref(at), &NoticeGiven{By: by.Employer, GivenAt: now}
	a.giveUpNext(now)
	a.r.Version++
	return nil
}

// giveUpNext withdraws a version on its way: an agreement that ends is not amended.
func (a *Agreement) giveUpNext(at time.Time) {
	if next := a.Next(); next != nil {
		next.WithdrawnAt = ref(at)
	}
}

func (a *Agreement) checkEnd(at, now time.Time) error {
	var bad rule.Check
	bad.Moment("at", at)
	bad.That(!at.Before(now.Add(-endTolerance)), "at", "Choose now or a later moment: an agreement cannot end in the past.")
	if err := bad.Err("end_invalid", "The agreement cannot end then."); err != nil {
		return err
	}
	if first := a.EarliestEnd(now); first.After(now) && at.Before(first) {
		bad.That(false, "at", "The agreement asks for %s of notice, so the earliest end is the start of %s.",
			count(a.r.Clauses.Notice.Days, "day", "days"), first.In(clock.London).Format("2 January 2006"))
	}
	return bad.Err("notice_too_short", "The notice is too short.")
}

// Leave ends one party's part by notice; the agreement goes on for the others, at least two.
func (a *Agreement) Leave(by By, at, now time.Time) error {
	if a.r.Status != InForce {
		return rule.Conflict("agreement_not_in_force", "Only an agreement in force can be left. This one is %s.", statusWords[a.r.Status])
	}
	if !a.takesPart(by.Employer, now) {
		return rule.Conflict("not_a_party", "%s does not take part in this agreement.", by.Employer)
	}
	for _, e := range a.r.Exits {
		if e.Employer == by.Employer {
			return rule.Conflict("leaving_already", "You have given notice already: your part ends on %s.", moment(e.At))
		}
	}
	if err := a.checkEnd(at, now); err != nil {
		return err
	}
	at = instant(at)
	p, _ := a.Party(by.Employer)
	if until := earliest(p.ExitsAt, a.r.EndsAt); until != nil && !at.Before(*until) {
		return rule.Conflict("agreement_ends_earlier", "Your part ends on %s already.", moment(*until))
	}
	staying := 0
	for _, other := range a.Parties() {
		if other.Employer != by.Employer && (other.ExitsAt == nil || other.ExitsAt.After(at)) {
			staying++
		}
	}
	if staying < 2 {
		return rule.Conflict("too_few_parties", "Fewer than two parties would stay. End the agreement instead.")
	}
	a.r.Exits = append(a.r.Exits, Exit{Employer: by.Employer, At: at, GivenAt: now})
	a.r.Version++
	return nil
}

// Expire closes an agreement in force whose end has come. It is false, and changes nothing, when the end has not come.
func (a *Agreement) Expire(now time.Time) bool {
	if a.r.Status != InForce || a.r.EndsAt == nil || now.Before(*a.r.EndsAt) {
		return false
	}
	a.close(*a.r.EndsAt)
	return true
}

// close gives up a version that was being drafted or signed, too.
func (a *Agreement) close(at time.Time) {
	if a.r.EndsAt == nil || at.Before(*a.r.EndsAt) {
		a.r.EndsAt = ref(at)
	}
	a.giveUpNext(at)
	a.r.Status, a.r.EndedAt, a.r.Invited = Ended, ref(at), nil
	a.r.Version++
}
