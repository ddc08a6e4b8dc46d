package worker

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/disclosure"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// AuthoriseDisclosure lets a host rely on the passport from now on. The home employer needs no such word: it keeps the
// record. What the worker has said already is refused with disclosure.ErrSame.
func (w *Worker) AuthoriseDisclosure(t disclosure.Terms, at time.Time) error {
	if w.atHome(t.Host) {
		return refusal.Input{Field: "employer", Message: "Your home employer keeps this record and needs no authorisation from you."}
	}
	i := w.disclosureFor(t.Host)
	if i < 0 {
		given, err := disclosure.Authorise(id.New(), t, at)
		if err == nil {
			w.r.Disclosures = append(w.r.Disclosures, given)
		}
		return err
	}
	again, err := w.r.Disclosures[i].Again(t, at)
	w.r.Disclosures[i] = again
	return err
}

// WithdrawDisclosure ends a host's authorisation at once, or returns disclosure.ErrNone.
func (w *Worker) WithdrawDisclosure(host string, at time.Time) error {
	i := w.disclosureFor(host)
	if i < 0 {
		return disclosure.ErrNone
	}
	ended, err := w.r.Disclosures[i].Withdraw(at)
	w.r.Disclosures[i] = ended
	return err
}

func (w *Worker) disclosureFor(host string) int {
	return slices.IndexFunc(w.r.Disclosures, func(d disclosure.Disclosure) bool { return d.Record().Host == host })
}
