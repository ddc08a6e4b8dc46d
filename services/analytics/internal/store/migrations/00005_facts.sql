-- +goose Up
-- One row for the newest state of each thing that was heard of, whatever its kind. A version never overwrites a newer one,
-- so that order and repeats of events cannot change the rows. They are read from the streams anew.
drop table rebuilt_position, rebuilt_organisation, rebuilt_shift, rebuilt_worked, worked_now, organisation_now, shift_now;

alter table progress drop constraint progress_producer_check;
alter table progress add constraint progress_producer_check check (producer in ('shifts', 'passports', 'deployments'));
update progress set stream_seq = 0, events = 0, newest_event_at = null, epoch = epoch + 1;
insert into progress (producer, epoch) select 'passports', max(epoch) from progress;

create table fact_now (
    kind        text        not null collate "C"
        check (kind in ('booking', 'deployment', 'employer', 'offer', 'passport', 'shift', 'site')),
    id          text        not null collate "C" check (id <> ''),
    version     bigint      not null check (version >= 1),
    producer    text        not null references progress,
    -- Where and when it counts: the host, the staff group and the start of the work; empty or null where it has none.
    employer    text        not null,
    staff_group text        not null,
    starts_at   timestamptz,
    -- The state as canonical JSON. json and not jsonb: the text itself is hashed.
    body        json        not null,
    -- Where in the stream the state came from; 0 when it was handed over without one.
    stream_seq  bigint      not null default 0,
    -- The transaction that wrote the row. Readers follow by it: every row written by a transaction below the snapshot's
    -- xmin was visible already, which a clock or a sequence cannot promise.
    changed_by  bigint      not null default (pg_current_xact_id()::text::bigint),
    primary key (kind, id),
    check (kind not in ('booking', 'deployment', 'shift') or employer <> '' and staff_group <> '' and starts_at is not null),
    check (kind <> 'shift' or coalesce(body ->> 'status' in ('filled', 'started', 'worked'), false) = (body ->> 'filled_by' is not null))
);
create index fact_now_changed on fact_now (changed_by);
create index fact_now_starts on fact_now (kind, starts_at, employer, staff_group) where starts_at is not null;
create index fact_now_offers on fact_now ((body ->> 'shift_id')) where kind = 'offer';
create index fact_now_open on fact_now (starts_at, id) where kind = 'shift' and body ->> 'status' = 'open';

-- A second projection, folded anew from the streams, to compare with the live one and to replace it when asked.
create table rebuilt_fact (like fact_now including all);

-- From where to where in each stream the rebuilt rows were read. Live rows from further on survive a replacement, and so do
-- rows from before the first message that the stream still has.
create table rebuilt_position (
    producer        text        primary key check (producer in ('shifts', 'passports', 'deployments')),
    first_seq       bigint      not null,
    stream_seq      bigint      not null,
    newest_event_at timestamptz
);
