package worker

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/induction"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// GoodStanding is the home employer's word on whether the worker is in good standing: yes or no, and no more.
type GoodStanding struct {
	ID                 id.ID
	Good               bool
	StatedOn, StatedAt time.Time
	// By is the opaque person who said it.
	By string
}

// State replaces the home employer's word.
func (w *Worker) State(g GoodStanding) error {
	if g.StatedOn.IsZero() || g.StatedOn.After(g.StatedAt) {
		return refusal.Input{Field: "stated_on", Message: "Give the day of the statement, today at the latest."}
	}
	w.r.GoodStanding = &g
	return nil
}

// RecordInduction adds an induction.
func (w *Worker) RecordInduction(i induction.Induction) { w.r.Inductions = append(w.r.Inductions, i) }
