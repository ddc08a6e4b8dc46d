package store

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// cardFigures is the form in which the column figures holds what a pay.Card pays.
type cardFigures struct {
	BasicPence    int64       `json:"basic_pence,omitempty"`
	Point         pay.Point   `json:"point,omitempty"`
	Scheme        pay.Scheme  `json:"scheme"`
	UnsocialPence int64       `json:"unsocial_pence,omitempty"`
	Windows       []windowRow `json:"windows,omitempty"`
	HighCost      int64       `json:"high_cost,omitempty"`
	HighCostLeast int64       `json:"high_cost_least,omitempty"`
	HighCostMost  int64       `json:"high_cost_most,omitempty"`
}

// cardRow is a row of rate_cards as jsonb_agg gives it.
type cardRow struct {
	ID         id.ID       `json:"id"`
	Employer   string      `json:"employer"`
	StaffGroup string      `json:"staff_group"`
	Band       string      `json:"band"`
	Role       string      `json:"role"`
	Ward       string      `json:"ward"`
	From       string      `json:"from_day"`
	Until      *string     `json:"until_day"`
	Figures    cardFigures `json:"figures"`
	Version    int64       `json:"version"`
}

func (r cardRow) card() (pay.Card, error) {
	c := pay.Card{ID: r.ID, Employer: r.Employer, StaffGroup: r.StaffGroup, Band: r.Band, Role: r.Role, Ward: r.Ward, Version: r.Version}
	var err error
	if c.From, err = pay.ParseDay(r.From); err != nil {
		return c, fmt.Errorf("read a rate card: %w", err)
	}
	if r.Until != nil {
		if c.Until, err = pay.ParseDay(*r.Until); err != nil {
			return c, fmt.Errorf("read a rate card: %w", err)
		}
	}
	return c, r.Figures.fill(&c)
}

func (f cardFigures) fill(c *pay.Card) (err error) {
	c.BasicPence, c.Point, c.Scheme, c.UnsocialPence = f.BasicPence, f.Point, f.Scheme, f.UnsocialPence
	c.HighCost, c.HighCostLeast, c.HighCostMost = f.HighCost, f.HighCostLeast, f.HighCostMost
	c.Windows, err = windowsOf(f.Windows)
	return err
}

func encodeFigures(c pay.Card) ([]byte, error) {
	return json.Marshal(cardFigures{BasicPence: c.BasicPence, Point: c.Point, Scheme: c.Scheme, UnsocialPence: c.UnsocialPence,
		Windows: windowRows(c.Windows), HighCost: c.HighCost, HighCostLeast: c.HighCostLeast, HighCostMost: c.HighCostMost})
}

// decodeCards reads what jsonb_agg gives of rate_cards.
func decodeCards(b []byte) ([]pay.Card, error) {
	var rows []cardRow
	if err := json.Unmarshal(b, &rows); err != nil {
		return nil, fmt.Errorf("read rate cards: %w", err)
	}
	cards := make([]pay.Card, len(rows))
	for i, r := range rows {
		var err error
		if cards[i], err = r.card(); err != nil {
			return nil, err
		}
	}
	return cards, nil
}

func cardOf(r sqlcgen.RateCard) (pay.Card, error) {
	c := pay.Card{ID: r.ID, Employer: r.Employer, StaffGroup: r.StaffGroup, Band: r.Band, Role: r.Role, Ward: r.Ward, Version: r.Version,
		From: dayOf(r.FromDay), Until: dayOf(r.UntilDay)}
	var f cardFigures
	if err := json.Unmarshal(r.Figures, &f); err != nil {
		return c, fmt.Errorf("read a rate card: %w", err)
	}
	return c, f.fill(&c)
}

func dayOf(d pgtype.Date) pay.Day {
	if !d.Valid {
		return 0
	}
	return pay.NewDay(d.Time.Date())
}

// dateOf is the column of a day; NULL for none.
func dateOf(d pay.Day) pgtype.Date {
	return pgtype.Date{Time: time.Unix(int64(d)*24*60*60, 0).UTC(), Valid: d != 0}
}
