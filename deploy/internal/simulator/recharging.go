package simulator

import (
	"context"
	"fmt"
	"time"
)

const deployments = "/api/deployments/v1/"

// line is a recharge as finance people see it.
type line struct {
	ID         string    `json:"recharge_id"`
	Home       string    `json:"home_employer"`
	Host       string    `json:"host_employer"`
	Debtor     string    `json:"debtor"`
	TotalPence int64     `json:"total_pence"`
	DisputeBy  time.Time `json:"dispute_by"`
}

// creditor is the employer that is owed the line.
func (l line) creditor() string {
	if l.Debtor == l.Home {
		return l.Host
	}
	return l.Home
}

// onLine does something to one of an employer's lines of a status that passes.
func (s *Simulator) onLine(ctx context.Context, status string, pass func(line) bool, verb string, body func(line) map[string]any, by func(line) string) error {
	return s.atSome(func(ods string) error {
		var page struct{ Recharges []line }
		if err := s.staff(ods).Get(ctx, deployments+"recharges?limit=200&status="+status, &page); err != nil {
			return fmt.Errorf("recharges of %s: %w", ods, err)
		}
		one, err := pick(s, page.Recharges, pass)
		if err != nil {
			return err
		}
		return s.staff(by(one)).Post(ctx, deployments+"recharges/"+one.ID+"/"+verb, body(one), nil)
	})
}

// doubts are why finance people dispute a line, and what they write.
var doubts = []map[string]any{
	{"reason": "hours", "note": "Synthetic: the ward's board has half an hour less."},
	{"reason": "rate", "note": "Synthetic: we expected the rate of the band below."},
	{"reason": "fee_or_travel", "note": "Synthetic: is the fee due for a shift that was cut short?"},
}

func (s *Simulator) disputeRecharge(ctx context.Context) error {
	inTime := func(l line) bool { return s.Clock.Now().Before(l.DisputeBy) }
	return s.onLine(ctx, "raised", inTime, "dispute", func(line) map[string]any { return doubts[s.rng.IntN(len(doubts))] }, func(l line) string { return l.Debtor })
}

// answerRecharge lets a tenth off one time in three; else the line stands.
func (s *Simulator) answerRecharge(ctx context.Context) error {
	return s.onLine(ctx, "disputed", func(line) bool { return true }, "answer", func(l line) map[string]any {
		if s.rng.IntN(3) == 0 && l.TotalPence >= 10 {
			return map[string]any{"outcome": "credited", "credit_pence": l.TotalPence / 10, "note": "Synthetic: agreed, a tenth of it."}
		}
		return map[string]any{"outcome": "stands", "note": "Synthetic: the approved hours say so."}
	}, line.creditor)
}

// settleRecharge pays one line.
func (s *Simulator) settleRecharge(ctx context.Context) error {
	reference := map[string]any{"reference": "BACS " + s.Clock.Now().UTC().Format("2006-01-02 150405")}
	return s.onLine(ctx, "raised", func(line) bool { return true }, "settle", func(line) map[string]any { return reference }, func(l line) string { return l.Debtor })
}
