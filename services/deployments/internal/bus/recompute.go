package bus

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/events"
	contracts "github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// Books come to a statement from events alone. They know no table: what shifts told of bookings, what was told of the
// agreements and rate cards, and the two facts that people record on a line, miles and what is let off. Events may be
// added in any order and more than once.
type Books struct {
	home, host string
	month      recharge.Month
	bookings   map[id.ID]recharge.Work
	clauses    map[string]recharge.Clause
	authorised map[id.ID]contracts.DeploymentState
	cards      map[string]app.RateCard
	told       map[string]toldLine
}

type toldLine struct {
	version int64
	state   contracts.RechargeState
}

// Recomputed is one line: what the events come to, and what was told of it.
type Recomputed struct {
	Booking     string
	StartsAt    time.Time
	Pence, Told int64
	// AsTold says that the agreement or the rate card is older than the events, so that the line's own word of it counted.
	AsTold bool
	// Why says what differs; empty when nothing does.
	Why string
}

// NewBooks makes empty books of one pair and month.
func NewBooks(home, host string, month recharge.Month) *Books {
	return &Books{home: home, host: host, month: month, bookings: map[id.ID]recharge.Work{}, clauses: map[string]recharge.Clause{},
		authorised: map[id.ID]contracts.DeploymentState{}, cards: map[string]app.RateCard{}, told: map[string]toldLine{}}
}

// Add takes one event; what has no part in a statement is passed over.
func (k *Books) Add(env events.Envelope, ev events.Event) error {
	if b, ok := PaidBooking(ev); ok {
		return k.addBooking(b, env.AggregateVersion)
	}
	switch e := ev.(type) {
	case shifts.RateCardChangedV1:
		card, err := RateCardOf(e.RateCard, env.AggregateVersion)
		k.cards[cardKey(e.RateCard.RateCardID, env.AggregateVersion)] = card
		return err
	case contracts.DeploymentAuthorisedV1:
		booking, err := id.Parse(e.Deployment.BookingID)
		k.authorised[booking] = e.Deployment
		return err
	}
	switch events.EntityOf(env.Type) {
	case "deployments.agreement":
		return k.addAgreement(env)
	case "deployments.recharge":
		return k.addTold(env)
	}
	return nil
}

func (k *Books) addBooking(b shifts.BookingState, version int64) error {
	if b.HomeEmployer != k.home || b.HostEmployer != k.host || recharge.MonthOf(b.StartsAt, clock.London) != k.month {
		return nil
	}
	w, err := WorkOf(b, version)
	if err == nil && version > k.bookings[w.Booking].Version {
		k.bookings[w.Booking] = w
	}
	return err
}

func (k *Books) addAgreement(env events.Envelope) error {
	var e struct{ Agreement contracts.AgreementState }
	if err := json.Unmarshal(env.Data, &e); err != nil || e.Agreement.Clauses == nil {
		return err
	}
	raw, err := json.Marshal(e.Agreement.Clauses)
	if err != nil {
		return err
	}
	c, err := agreement.Read(raw)
	k.clauses[clauseKey(e.Agreement.AgreementID, e.Agreement.Version)] = app.MoneyClause(c)
	return err
}

func (k *Books) addTold(env events.Envelope) error {
	var e struct{ Recharge contracts.RechargeState }
	if err := json.Unmarshal(env.Data, &e); err != nil {
		return err
	}
	s := e.Recharge
	if s.HomeEmployer == k.home && s.HostEmployer == k.host && s.Month == string(k.month) && env.AggregateVersion > k.told[s.BookingID].version {
		k.told[s.BookingID] = toldLine{env.AggregateVersion, s}
	}
	return nil
}

func cardKey(card string, version int64) string { return fmt.Sprintf("%s/%d", card, version) }

func clauseKey(agr string, terms int64) string { return fmt.Sprintf("%s/%d", agr, terms) }

// Lines are all lines of the statement, earliest shift first: those that the bookings come to, and those that were told
// without a booking in the events.
func (k *Books) Lines() []Recomputed {
	var out []Recomputed
	for booking, w := range k.bookings {
		told, known := k.told[booking.String()]
		line := Recomputed{Booking: booking.String(), StartsAt: w.StartsAt, Told: told.state.TotalPence}
		var err error
		if line.Pence, line.AsTold, err = k.compute(w, told.state); err != nil {
			line.Why = err.Error()
		} else if line.Pence != line.Told {
			line.Why = "the events come to another amount"
		}
		if known || line.Pence != 0 || line.Why != "" {
			out = append(out, line)
		}
	}
	for booking, told := range k.told {
		if parsed, err := id.Parse(booking); err != nil || k.bookings[parsed].Version == 0 {
			out = append(out, Recomputed{Booking: booking, StartsAt: told.state.StartsAt, Told: told.state.TotalPence, Why: "the booking is not in the events"})
		}
	}
	slices.SortFunc(out, func(a, b Recomputed) int {
		return cmp.Or(a.StartsAt.Compare(b.StartsAt), cmp.Compare(a.Booking, b.Booking))
	})
	return out
}

func (k *Books) compute(w recharge.Work, told contracts.RechargeState) (pence int64, asTold bool, err error) {
	if w.Agreement == id.Nil {
		d := k.authorised[w.Booking]
		w.Terms = d.AgreementVersion
		w.Agreement, _ = id.Parse(d.AgreementID)
	}
	c, ok := k.clauses[clauseKey(w.Agreement.String(), w.Terms)]
	if !ok {
		if c, asTold = app.ClauseAsTold(told); !asTold && w.Kind != recharge.Nothing {
			return 0, false, fmt.Errorf("neither version %d of agreement %s nor a line is in the events", w.Terms, w.Agreement)
		}
	}
	f := recharge.Facts{Miles: told.Miles, CreditPence: told.CreditPence}
	if told.HomeRate != nil {
		var cardAsTold bool
		if f.HomeCard, cardAsTold, err = k.card(w, *told.HomeRate); err != nil {
			return 0, asTold, err
		}
		asTold = asTold || cardAsTold
	}
	return recharge.Compute(c, w, f).TotalPence, asTold, nil
}

// card takes the rate from the employer's own event where that is there, and never from the line's then.
func (k *Books) card(w recharge.Work, named contracts.RechargeHomeRate) (out *recharge.HomeCard, asTold bool, err error) {
	card, ok := k.cards[cardKey(named.RateCardID, named.RateCardVersion)]
	if !ok {
		return app.CardAsTold(named), true, nil
	}
	day := w.StartsAt.In(clock.London).Format(time.DateOnly)
	if card.Employer != w.Home || card.StaffGroup != w.StaffGroup || card.Band != w.Band || card.From > day || card.Until != "" && card.Until <= day {
		return nil, false, fmt.Errorf("rate card %s is not for this work", named.RateCardID)
	}
	if out, ok = card.For(day); !ok {
		return nil, false, fmt.Errorf("rate card %s knows no rate of %s", named.RateCardID, day)
	}
	return out, false, nil
}
