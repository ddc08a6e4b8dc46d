// Package store keeps the service's state in Postgres. Every change is one transaction of the row, its event and its
// audit row; constraints and triggers of the migrations carry the state machines a second time.
package store

import (
	"context"
	"embed"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/lineage"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations makes the service's own tables; those of the outbox and the inbox come before.
var Migrations = pg.Migrations{Name: "shifts", FS: migrations}

// Store is all of the service's ports on one database.
type Store struct {
	Shifts    *ShiftRepo
	Bookings  *BookingRepo
	Models    *ModelRepo
	History   *HistoryRepo
	List      *ListRepo
	Prefers   *PreferencesRepo
	Policies  *PolicyRepo
	Imports   *ImportRepo
	Ladders   *LadderRepo
	RateCards *RateCardRepo
	app.Accepting
	Templates *TemplateRepo
	Hours     *HoursRepo
	Facts     *FactRepo
	Evidence  *EvidenceRepo

	Telling    app.TellingPorts
	Attendance *AttendanceRepo
}

// New makes the repositories. Events go through out; their times are those of c.
// heirs says under which codes an employer's rows may stand; nil is a world without mergers.
func New(pool *pgxpool.Pool, out *outbox.Outbox, c clock.Clock, ics string, heirs *lineage.Keeper) Store {
	b := base{heirs: heirs, pool: pool, q: sqlcgen.New(pool), out: out, tell: app.Teller{ICS: ics, Now: c.Now}}
	return Store{
		Telling: app.TellingPorts{Notices: &NoticeRepo{b}, Calendars: &CalendarRepo{b}},

		Shifts:    &ShiftRepo{b},
		Bookings:  &BookingRepo{b},
		Models:    &ModelRepo{b},
		History:   &HistoryRepo{b},
		List:      &ListRepo{b},
		Prefers:   &PreferencesRepo{b},
		Policies:  &PolicyRepo{b},
		Imports:   &ImportRepo{b},
		RateCards: &RateCardRepo{b},
		Ladders:   &LadderRepo{b},
		Accepting: accepting(b),
		Templates: &TemplateRepo{b},

		Attendance: &AttendanceRepo{b},
		Hours:      &HoursRepo{b},
		Facts:      &FactRepo{b},
		Evidence:   &EvidenceRepo{b},
	}
}

type base struct {
	pool *pgxpool.Pool
	q    *sqlcgen.Queries
	out  *outbox.Outbox
	tell app.Teller
	// heirs is who has followed whom.
	heirs *lineage.Keeper
}

// inTx runs fn with queries bound to a transaction whose events are told after commit.
func (b base) inTx(ctx context.Context, fn func(tx *outbox.Tx, q *sqlcgen.Queries) error) error {
	return b.out.InTx(ctx, func(tx *outbox.Tx) error { return fn(tx, b.q.WithTx(tx.Tx)) })
}

// change makes the outbox's change of what the teller says.
func change(t app.Told, by app.Caller) outbox.Change {
	return outbox.Change{Event: t.Envelope, Trail: outbox.Trail{
		Actor: by.Actor, OnBehalfOf: by.OnBehalfOf, Action: t.Action, Reason: t.Reason, RequestID: by.RequestID,
		Before: t.Before, After: t.After,
	}}
}

// found turns an absent row into the port's error and names what failed otherwise.
func found(err error, what string) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return app.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
