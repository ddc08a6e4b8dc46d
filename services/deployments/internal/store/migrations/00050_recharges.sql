-- +goose Up
-- The newest word of each booking across employers on what there is to pay. An older one that comes late is passed over.
create table timesheets (
  booking_id uuid primary key,
  version    bigint not null check (version >= 1),
  kind       text not null check (kind in ('worked', 'owed', 'nothing')),
  heard_at   timestamptz not null default clock_timestamp()
);

-- What employers pay for which work, as shifts tells it.
create table rate_cards (
  id           uuid primary key,
  version      bigint not null check (version >= 1),
  employer     text not null,
  staff_group  text not null,
  band         text not null,
  role         text,
  ward         text,
  valid_from   date not null,
  valid_until  date,
  -- The basic rates an hour by the day from which each counts, oldest first: [{"from": "2026-04-01", "pence": 1588}].
  rates        jsonb not null,
  unsocial     bigint not null check (unsocial >= 0)
);
create index rate_cards_by_work on rate_cards (employer, staff_group, band, valid_from);

-- One line between two employers: what one booking came to. Pence above nothing are owed by the host, below by home.
create table recharges (
  id                uuid primary key,
  version           bigint not null check (version >= 1),
  booking_id        uuid not null constraint one_line_a_booking unique,
  shift_id          uuid not null,
  worker_id         uuid not null,
  home              text not null,
  host              text not null,
  site              text not null,
  staff_group       text not null,
  band              text not null,
  role              text not null,
  starts_at         timestamptz not null,
  ends_at           timestamptz not null,
  agreement_id      uuid not null,
  agreement_terms   bigint not null,
  month             text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  timesheet_version bigint not null check (timesheet_version >= 1),
  kind              text not null check (kind in ('worked', 'owed', 'nothing')),
  minutes           int not null check (minutes >= 0),
  locked_pence      bigint not null check (locked_pence >= 0),
  split             jsonb not null,
  home_card         jsonb,
  miles             int not null check (miles >= 0),
  credit_pence      bigint not null check (credit_pence >= 0),
  basis             text not null check (basis in ('home', 'host', 'harmonised')),
  components        jsonb not null,
  total_pence       bigint not null,
  settled_pence     bigint not null,
  status            text not null check (status in ('raised', 'disputed', 'settled')),
  raised_at         timestamptz not null,
  dispute_by        timestamptz not null,
  settled_at        timestamptz,
  settled_by        text,
  reference         text check (length(reference) <= 60),
  check (home <> host),
  check (ends_at > starts_at),
  constraint settled_is_paid check ((status = 'settled') = (total_pence = settled_pence)),
  constraint payment_whole check (num_nulls(settled_at, settled_by, reference) in (0, 3)),
  foreign key (agreement_id, agreement_terms) references agreement_versions (agreement_id, terms)
);
create index recharges_by_pair on recharges (home, host, month, starts_at, id);
create index recharges_by_host on recharges (host, month, starts_at, id);
create index recharges_by_month on recharges (month, starts_at, id);

create table recharge_disputes (
  recharge_id  uuid not null references recharges,
  number       int not null check (number >= 1),
  employer     text not null,
  person       text not null,
  reason       text not null check (reason in ('hours', 'rate', 'not_worked', 'charged_twice', 'fee_or_travel', 'vat', 'other')),
  note         text not null check (length(note) between 1 and 500),
  disputed_at  timestamptz not null,
  outcome      text check (outcome in ('stands', 'credited', 'corrected')),
  credit_pence bigint not null default 0 check (credit_pence >= 0),
  answerer     text,
  answer_note  text check (length(answer_note) between 1 and 500),
  answered_at  timestamptz,
  primary key (recharge_id, number),
  constraint answer_dated check ((outcome is null) = (answered_at is null)),
  constraint answer_whole check ((outcome in ('stands', 'credited')) is not true or num_nulls(answerer, answer_note) = 0),
  constraint credit_has_an_amount check ((outcome is not distinct from 'credited') = (credit_pence > 0))
);
create unique index one_open_dispute on recharge_disputes (recharge_id) where outcome is null;

-- The ledger: rows are written once and stay. Each entry balances; what is wrong is taken back by another entry.
create table ledger_entries (
  id                uuid primary key,
  recharge_id       uuid not null references recharges,
  recharge_version  bigint not null,
  booking_id        uuid not null,
  timesheet_version bigint not null,
  month             text not null,
  kind              text not null check (kind in ('charge', 'reversal', 'settlement')),
  cause             text not null check (cause in ('timesheet', 'travel', 'credit', 'payment')),
  posted_at         timestamptz not null,
  check ((kind = 'settlement') = (cause = 'payment')),
  constraint one_of_each_kind unique (recharge_id, recharge_version, kind)
);
create unique index one_charge_a_timesheet on ledger_entries (booking_id, timesheet_version) where kind = 'charge' and cause = 'timesheet';

create table ledger_lines (
  entry_id     uuid not null references ledger_entries,
  number       int not null,
  employer     text not null,
  counterparty text not null check (counterparty <> employer),
  account      text not null check (account in ('receivable', 'payable')),
  part         text not null check (part in ('pay', 'cancellation', 'on_costs', 'admin_fee', 'travel', 'credit', 'vat', 'settlement')),
  pence        bigint not null check (pence <> 0),
  primary key (entry_id, number)
);

-- +goose StatementBegin
create function recharge_step() returns trigger language plpgsql as $$ begin
  if new.version <> old.version + 1 then
    raise exception 'recharge % changed by somebody else', old.id using errcode = '40001';
  end if;
  if (old.status, new.status) in (('settled', 'disputed')) then
    raise exception 'recharge % cannot go from % to %', old.id, old.status, new.status using errcode = 'MU002';
  end if;
  if (old.booking_id, old.home, old.host, old.month) is distinct from (new.booking_id, new.home, new.host, new.month) then
    raise exception 'recharge % is of one booking, pair and month for ever', old.id using errcode = 'MU003';
  end if;
  return new;
end $$;

create function recharge_born() returns trigger language plpgsql as $$ begin
  if new.status <> 'raised' or new.version <> 1 then
    raise exception 'recharge % must begin as raised', new.id using errcode = 'MU002';
  end if;
  return new;
end $$;

-- At commit, since an entry and its lines are written one after the other.
create function entry_balances() returns trigger language plpgsql as $$
declare
  entry uuid;
  total bigint;
  lines int;
begin
  if tg_table_name = 'ledger_entries' then entry := new.id; else entry := new.entry_id; end if;
  select coalesce(sum(pence), 0), count(*) into total, lines from ledger_lines where entry_id = entry;
  if total <> 0 or lines < 2 then
    raise exception 'ledger entry % does not balance: % lines come to % pence', entry, lines, total using errcode = 'MU006';
  end if;
  return null;
end $$;

-- The line is what the ledger says it is, and it is disputed exactly while a dispute waits.
create function recharge_follows_ledger() returns trigger language plpgsql as $$
declare
  now_is  recharges%rowtype;
  charged bigint;
  paid    bigint;
begin
  select * into now_is from recharges where id = new.id;
  select coalesce(sum(l.pence) filter (where e.kind <> 'settlement'), 0), coalesce(-sum(l.pence) filter (where e.kind = 'settlement'), 0)
    into charged, paid
    from ledger_entries e join ledger_lines l on l.entry_id = e.id
   where e.recharge_id = new.id and l.account = 'receivable';
  if charged <> now_is.total_pence or paid <> now_is.settled_pence then
    raise exception 'recharge % is % charged and % paid, the ledger has % and %', new.id, now_is.total_pence, now_is.settled_pence, charged, paid
      using errcode = 'MU006';
  end if;
  if (now_is.status = 'disputed') <> exists (select from recharge_disputes d where d.recharge_id = new.id and d.outcome is null) then
    raise exception 'recharge % is %, and its disputes say otherwise', new.id, now_is.status using errcode = 'MU002';
  end if;
  return null;
end $$;
-- +goose StatementEnd

create trigger born before insert on recharges for each row execute function recharge_born();
create trigger step before update on recharges for each row execute function recharge_step();
create constraint trigger follows_ledger after insert or update on recharges deferrable initially deferred
  for each row execute function recharge_follows_ledger();
create constraint trigger trail after insert or update on recharges deferrable initially deferred
  for each row execute function need_trail('deployments.recharge');
create trigger frozen before update on recharge_disputes for each row when (old.outcome is not null) execute function never_updated();
create trigger kept before delete on recharge_disputes for each row execute function never_updated();
create trigger frozen before update or delete on ledger_entries for each row execute function never_updated();
create trigger frozen before update or delete on ledger_lines for each row execute function never_updated();
create constraint trigger balances after insert on ledger_entries deferrable initially deferred
  for each row execute function entry_balances();
create constraint trigger balances after insert on ledger_lines deferrable initially deferred
  for each row execute function entry_balances();
