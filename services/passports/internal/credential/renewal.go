package credential

import (
	"time"

	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// NextRenewal is when the next of a holder's credentials is to be renewed, which may have passed; false when none would last
// longer by it. What the holder does not hold is none of its business.
func NextRenewal(live []Issued, w worker.Record, holder string, at time.Time) (next time.Time, any bool) {
	for _, g := range Grounds(w, at) {
		newest, has := newestOf(live, g, holder, at)
		if !has {
			continue
		}
		due := newest.IssuedAt.AddDate(0, 0, RenewedFrom)
		from := due
		if from.Before(at) {
			from = at
		}
		if ExpiresAt(from, g.ValidUntil).After(newest.ExpiresAt) && (!any || due.Before(next)) {
			next, any = due, true
		}
	}
	return next, any
}

// HeldSubjects are the subjects of the live credentials of a holder.
func HeldSubjects(live []Issued, holder string, at time.Time) []string {
	var out []string
	for _, i := range live {
		if i.Live(at) && i.Holder == holder {
			out = append(out, i.Subject)
		}
	}
	return out
}

func newestOf(live []Issued, g Ground, holder string, at time.Time) (newest Issued, has bool) {
	for _, i := range live {
		if i.Live(at) && i.Subject == g.Subject && i.Record == g.Record && i.Holder == holder && (!has || i.IssuedAt.After(newest.IssuedAt)) {
			newest, has = i, true
		}
	}
	return newest, has
}
