-- name: HearTimesheet :execrows
-- No row when a word as new has been heard.
insert into timesheets (booking_id, version, kind) values (@booking_id, @version, @kind)
on conflict (booking_id) do update set version = excluded.version, kind = excluded.kind, heard_at = clock_timestamp()
where timesheets.version < excluded.version;

-- name: AgreementOfBooking :one
select agreement_id, agreement_terms from deployments where booking_id = @booking_id and agreement_id is not null;

-- name: ClausesOf :one
select clauses from agreement_versions where agreement_id = @agreement_id and terms = @terms;

-- name: PutRateCard :exec
insert into rate_cards (id, version, employer, staff_group, band, role, ward, valid_from, valid_until, rates, enhancements, hours)
values (@id, @version, @employer, @staff_group, @band, @role, @ward, (@valid_from::text)::date, (sqlc.narg('valid_until')::text)::date, @rates, @enhancements, @hours)
on conflict (id) do update set version = excluded.version, valid_from = excluded.valid_from, valid_until = excluded.valid_until,
  rates = excluded.rates, enhancements = excluded.enhancements, hours = excluded.hours
where rate_cards.version < excluded.version;

-- name: RateCardFor :one
-- The card of an employer for work at another: never one of a ward. One for the role comes first, then the one that began last.
select id, version, rates, enhancements, hours from rate_cards
where employer = @employer and staff_group = @staff_group and band = @band and ward is null and (role is null or role = @role)
  and valid_from <= (@day::text)::date and (valid_until is null or valid_until > (@day::text)::date)
order by (role is null), valid_from desc, id
limit 1;

-- name: LockRechargeOfBooking :one
select * from recharges where booking_id = @booking_id for update;

-- name: LockRecharge :one
select * from recharges where id = @id for update;

-- name: GetRecharge :one
select * from recharges where id = @id;

-- name: AddRecharge :exec
insert into recharges (id, version, booking_id, shift_id, worker_id, home, host, site, staff_group, band, role, starts_at, ends_at,
  agreement_id, agreement_terms, month, timesheet_version, kind, minutes, locked_pence, split, home_card, miles, credit_pence, basis,
  components, total_pence, settled_pence, status, raised_at, dispute_by, worked_from, worked_until, worked_break)
values (@id, @version, @booking_id, @shift_id, @worker_id, @home, @host, @site, @staff_group, @band, @role, @starts_at, @ends_at,
  @agreement_id, @agreement_terms, @month, @timesheet_version, @kind, @minutes, @locked_pence, @split, @home_card, @miles, @credit_pence, @basis,
  @components, @total_pence, @settled_pence, @status, @raised_at, @dispute_by,
  @worked_from, @worked_until, @worked_break);

-- name: SaveRecharge :exec
update recharges set version = @version, timesheet_version = @timesheet_version, kind = @kind, minutes = @minutes, locked_pence = @locked_pence,
  split = @split, home_card = @home_card, miles = @miles, credit_pence = @credit_pence, basis = @basis, components = @components,
  total_pence = @total_pence, settled_pence = @settled_pence, status = @status, raised_at = @raised_at, dispute_by = @dispute_by,
  settled_at = @settled_at, settled_by = @settled_by, reference = @reference,
  worked_from = @worked_from, worked_until = @worked_until, worked_break = @worked_break
where id = @id;

-- name: DisputesOf :many
select * from recharge_disputes where recharge_id = any(@recharges::uuid[]) order by recharge_id, number;

-- name: PutDispute :exec
-- An answered one is not written again: what was said stays.
insert into recharge_disputes (recharge_id, number, employer, person, reason, note, disputed_at, outcome, credit_pence, answerer, answer_note, answered_at)
values (@recharge_id, @number, @employer, @person, @reason, @note, @disputed_at, @outcome, @credit_pence, @answerer, @answer_note, @answered_at)
on conflict (recharge_id, number) do update set outcome = excluded.outcome, credit_pence = excluded.credit_pence, answerer = excluded.answerer,
  answer_note = excluded.answer_note, answered_at = excluded.answered_at
where recharge_disputes.outcome is null;

-- name: AddLedgerEntry :exec
insert into ledger_entries (id, recharge_id, recharge_version, booking_id, timesheet_version, month, kind, cause, posted_at)
values (@id, @recharge_id, @recharge_version, @booking_id, @timesheet_version, @month, @kind, @cause, @posted_at);

-- name: AddLedgerLines :exec
insert into ledger_lines (entry_id, number, employer, counterparty, account, part, pence)
select @entry_id::uuid, unnest(@numbers::int[]), unnest(@employers::text[]), unnest(@counterparties::text[]), unnest(@accounts::text[]),
  unnest(@parts::text[]), unnest(@pence::bigint[]);

-- name: ListRecharges :many
-- Keyset pages by start and id, earliest first.
select * from recharges
where (sqlc.narg('employers')::text[] is null or home = any(sqlc.narg('employers')::text[]) or host = any(sqlc.narg('employers')::text[]))
  and (sqlc.narg('home_code')::text is null or home = sqlc.narg('home_code'))
  and (sqlc.narg('host_code')::text is null or host = sqlc.narg('host_code'))
  and (sqlc.narg('month_code')::text is null or month = sqlc.narg('month_code'))
  and (sqlc.narg('status_code')::text is null or status = sqlc.narg('status_code'))
  and (sqlc.narg('after_start')::timestamptz is null
       or (starts_at, id) > (sqlc.narg('after_start')::timestamptz, sqlc.narg('after_id')::uuid))
order by starts_at, id
limit @most;

-- name: ListStatements :many
-- Keyset pages: the newest month first, then by home and host.
select home, host, month, count(*)::int as lines, (count(*) filter (where status = 'raised'))::int as raised,
  (count(*) filter (where status = 'disputed'))::int as disputed,
  sum(total_pence)::bigint as total_pence, sum(settled_pence)::bigint as settled_pence,
  coalesce(sum(total_pence - settled_pence) filter (where status = 'disputed'), 0)::bigint as disputed_pence
from recharges
where (sqlc.narg('employers')::text[] is null or home = any(sqlc.narg('employers')::text[]) or host = any(sqlc.narg('employers')::text[]))
  and (sqlc.narg('month_code')::text is null or month = sqlc.narg('month_code'))
  and (sqlc.narg('before_month')::text is null or month < sqlc.narg('before_month')
       or month = sqlc.narg('before_month') and (home, host) > (sqlc.narg('after_home')::text, sqlc.narg('after_host')::text))
group by home, host, month
order by month desc, home, host
limit @most;
