package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
)

// broken are the invariants as queries: each row is one breach. $1 are the shifts, $2 is the time.
const broken = `
with s as (select * from shifts where id = any($1)), b as (select * from bookings where shift_id = any($1)),
place as (select * from b where status in ('held', 'confirmed', 'started', 'worked') and not (status = 'held' and successor_of is not null)),
versions as (
    select 'shifts.shift' as entity, id, version from s
    union all select 'shifts.booking', id, version from b
    union all select 'shifts.offer', id, version from offers where shift_id = any($1)
    union all select 'shifts.application', id, version from applications where shift_id = any($1)
    union all select 'shifts.waiting_place', id, version from waiting_places where shift_id = any($1)
    union all select 'shifts.swap', id, version from swaps where shift_id = any($1)
)
select 'I1: a place with two live bookings, shift ' || shift_id from place group by shift_id having count(*) > 1
union all
select format('I1: shift %s is %s for booking %s, which is %s', s.id, s.status, s.booking_id, coalesce(b.status, 'missing'))
from s left join b on b.id = s.booking_id
where s.booking_id is not null and (b.id is null or b.shift_id <> s.id or b.worker_id is null
    or (s.status, b.status) not in (('filled', 'confirmed'), ('started', 'started'), ('worked', 'worked')))
union all
select format('I1: booking %s is %s and shift %s is %s for booking %s', b.id, b.status, s.id, s.status, s.booking_id)
from place b join s on s.id = b.shift_id
where b.status <> 'held' and s.booking_id is distinct from b.id or b.status = 'held' and s.status <> 'held'
union all
select format('I1: shift %s is held by nobody', s.id) from s where s.status = 'held' and not exists (select from place where shift_id = s.id)
union all
select format('channel: shift %s is %s, filled by %s', s.id, s.status, s.filled_by) from s left join b on b.id = s.booking_id
where (s.status in ('filled', 'started', 'worked') or s.status = 'held' and s.agency is not null) <> (s.filled_by is not null)
   or s.filled_by is distinct from case when b.id is not null and b.home_employer = s.employer then 'own_bank' when b.id is not null then 'collaborative_bank'
        when s.agency is not null then case when s.off_framework_id is null then 'framework_agency' else 'off_framework_agency' end end
union all
select format('I2: bookings %s and %s of one worker leave too little rest', x.id, y.id)
from place x join bookings y on y.worker_id = x.worker_id and y.id > x.id
where y.status in ('held', 'confirmed', 'started', 'worked')
  and extract(epoch from y.starts_at - x.ends_at) < 11 * 3600 and extract(epoch from x.starts_at - y.ends_at) < 11 * 3600
union all
select format('I12: shift %s had an agency at %s, and the bank its time until %s', id, filled_at, bank_closes_at) from s
where override_id is null and (agency is not null and filled_at < bank_closes_at or agency_opened_at < bank_closes_at)
union all
select format('trail: %s %s at version %s has %s events and %s audit rows', v.entity, v.id, v.version, o.n, a.n) from versions v,
lateral (select count(*) n, max(version) as last from outbox where entity = v.entity and aggregate = v.id::text) o,
lateral (select count(*) n, max(version) as last from audit where entity = v.entity and aggregate = v.id::text) a
where (o.n, o.last, a.n, a.last) is distinct from (v.version, v.version, v.version, v.version)
union all
select format('offer: shift %s is kept for offer %s, which is %s', s.id, s.reserved_offer, coalesce(o.status, 'missing'))
from s left join offers o on o.id = s.reserved_offer where s.reserved_offer is not null and (o.status is distinct from 'open' or o.worker_id <> s.reserved_for)
union all
select format('offer: %s was accepted by another booking', o.id) from offers o left join bookings b on b.id = o.booking_id
where o.shift_id = any($1) and o.status = 'accepted' and (b.worker_id, b.shift_id) is distinct from (o.worker_id, o.shift_id)
union all
select format('application: %s is booked by nothing', a.id) from applications a left join bookings b on b.id = a.booking_id
where a.shift_id = any($1) and a.status = 'booked' and (b.worker_id, b.shift_id) is distinct from (a.worker_id, a.shift_id)
union all
select format('swap: %s is %s, the bookings are %s and %s', w.id, w.status, x.status, y.status)
from swaps w join bookings x on x.id = w.booking_id left join bookings y on y.id = w.successor_id
where w.shift_id = any($1) and (w.status = 'done' and (y.confirmed_at is null or x.status not in ('withdrawn', 'cancelled'))
    or x.status in ('confirmed', 'started', 'worked') and y.status in ('confirmed', 'started', 'worked'))
union all
select format('I5: booking %s is confirmed on version %s of a passport, below %s', b.id, b.passport_version, k.revocation_floor)
from b join workers k on k.id = b.worker_id
where b.status = 'confirmed' and b.starts_at > $2 and b.passport_version < k.revocation_floor
union all
select format('hours: booking %s is %s with %s pence approved', id, sheet_status, approved_pence) from b
where (coalesce(sheet_status, '') = 'approved') <> (approved_pence > 0)
union all
select format('pay: booking %s', id) from b where pay is not null and (pay ->> 'total_pence')::bigint
    <> (select sum((l ->> 'amount_pence')::bigint) from jsonb_array_elements(pay -> 'lines') l)`

// breaches lists what is not as it must be, whatever has happened.
func (a *arena) breaches() []string {
	ctx := context.Background()
	rows, err := a.db.Pool.Query(ctx, broken, a.ids(), a.clock.Now())
	if err != nil {
		return []string{err.Error()}
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return []string{err.Error()}
	}
	return append(out, a.overworked(ctx)...)
}

// spell is the work of one live booking.
type spell struct {
	worker           id.ID
	starts, ends     time.Time
	netMinutes       int
	booking, shiftID id.ID
}

// spells are the live bookings of the arena's workers.
func (a *arena) spells(ctx context.Context) ([]spell, error) {
	rows, err := a.db.Pool.Query(ctx, `select worker_id, starts_at, ends_at, net_minutes, id, shift_id from bookings
		where worker_id = any($1) and status in ('held', 'confirmed', 'started', 'worked') order by worker_id, starts_at`, a.workers)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(r pgx.CollectableRow) (s spell, err error) {
		err = r.Scan(&s.worker, &s.starts, &s.ends, &s.netMinutes, &s.booking, &s.shiftID)
		return s, err
	})
}

// overworked is I3, added up with no regard for how the service does it: sixty hours in seven days.
func (a *arena) overworked(ctx context.Context) (out []string) {
	all, err := a.spells(ctx)
	if err != nil {
		return []string{err.Error()}
	}
	for _, first := range all {
		sum := 0
		for _, s := range all {
			if s.worker == first.worker && !s.starts.Before(first.starts) && !s.ends.After(first.starts.Add(7*24*time.Hour)) {
				sum += s.netMinutes
			}
		}
		if sum > 60*60 {
			out = append(out, fmt.Sprintf("I3: worker %s has %d min in the week from %s", first.worker, sum, first.starts))
		}
	}
	return out
}

// followed are the steps that may come next in a history, by the name of the step before.
var followed = map[string]string{
	"":                       "booking.requested shift.posted shift.submitted",
	"shift.submitted":        "shift.submitted shift.posted shift.declined shift.withdrawn",
	"shift.posted":           openShift,
	"shift.amended":          openShift + " shift.amended shift.cancelled shift.started shift.worked shift.reopened",
	"shift.released":         openShift,
	"shift.escalated":        openShift,
	"shift.reopened":         openShift,
	"shift.filled":           "shift.filled shift.reopened shift.cancelled shift.started shift.worked shift.amended shift.released shift.escalated",
	"shift.started":          "shift.worked shift.reopened",
	"shift.override_granted": openShift,

	"booking.requested":      "booking.confirmed booking.refused booking.expired booking.withdrawn booking.cancelled",
	"booking.confirmed":      "booking.withdrawn booking.cancelled booking.revoked booking.started booking.worked booking.did_not_attend booking.amended",
	"booking.amended":        "booking.withdrawn booking.cancelled booking.revoked booking.started booking.worked booking.did_not_attend booking.amended booking.approved booking.disputed",
	"booking.started":        "booking.worked booking.did_not_attend booking.amended",
	"booking.worked":         "booking.worked booking.approved booking.amended booking.disputed",
	"booking.disputed":       "booking.amended booking.approved",
	"booking.cancelled":      "booking.disputed",
	"booking.did_not_attend": "booking.disputed",
}

const openShift = "shift.amended shift.released shift.escalated shift.filled shift.withdrawn shift.lapsed shift.override_granted shift.cancelled shift.reopened"

// misled lists steps in the audited histories that do not follow from the one before: I13.
func (a *arena) misled(ctx context.Context) (out []string) {
	rows, err := a.db.Pool.Query(ctx, `select entity || ' ' || aggregate, action,
			coalesce(lag(action) over (partition by entity, aggregate order by version), '')
		from audit where entity in ('shifts.shift', 'shifts.booking')
			and aggregate in (select id::text from shifts where id = any($1) union all select id::text from bookings where shift_id = any($1))`, a.ids())
	if err != nil {
		return []string{err.Error()}
	}
	defer rows.Close()
	for rows.Next() {
		var what, action, before string
		if err := rows.Scan(&what, &action, &before); err != nil {
			return []string{err.Error()}
		}
		if !slices.Contains(strings.Fields(followed[before]), action) {
			out = append(out, fmt.Sprintf("I13: %s goes from %q to %q", what, before, action))
		}
	}
	if err := rows.Err(); err != nil {
		out = append(out, err.Error())
	}
	return out
}
