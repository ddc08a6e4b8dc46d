-- +goose Up

-- Which employers an agreement names and when it ends, so that those of one employer are found by an index.
alter table agreements add column parties text[] not null default '{}', add column ends_at timestamptz;
update agreements a set ends_at = (a.state ->> 'until')::timestamptz,
    parties = coalesce((select array_agg(p ->> 'employer') from jsonb_array_elements(a.state -> 'parties') p), '{}');
create index agreements_of_party on agreements using gin (parties);
drop index agreements_in_force;

-- Checks of workers that hosts did themselves, as passports told them. One that another took the place of stays.
create table host_checks (
    check_id    uuid        primary key,
    worker_id   uuid        not null,
    host        text        not null,
    type        text        not null,
    outcome     text        not null,
    checked_on  timestamptz not null,
    valid_until timestamptz,
    supersedes  uuid,
    heard_at    timestamptz not null default clock_timestamp()
);
create index host_checks_of_worker on host_checks (worker_id);
create index host_checks_superseded on host_checks (supersedes) where supersedes is not null;

-- As before, but under an agreement with a lead employer that one employs the worker.
create or replace view diary_lines as
    select b.id, b.worker_id, 'booking'::text as kind, b.host_employer as host,
           (case when b.home_employer <> b.host_employer then coalesce(
                (select case a.state ->> 'model' when 'host_pays' then b.host_employer when 'lead_employer' then a.state -> 'clauses' ->> 'lead' end
                 from agreements a where a.id = b.agreement_id), b.home_employer)
            else b.home_employer end)::text as employer,
           b.starts_at, b.ends_at, b.net_minutes
    from bookings b
    where b.status not in ('refused', 'hold_expired', 'withdrawn', 'cancelled', 'revoked', 'did_not_attend')
    union all
    select '00000000-0000-0000-0000-000000000000'::uuid, r.worker_id, r.kind, r.employer, r.employer, r.starts_at, r.ends_at, r.net_minutes
    from roster_shifts r;
