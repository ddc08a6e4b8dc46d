-- +goose Up

-- What deployments has told of mutual aid: shifts that a lead has opened to the workers of all parties of an agreement. The
-- newest version of each stands; closes_at is when it closes, or when it was closed before that.
create table mutual_aids (
    id           uuid        primary key,
    version      bigint      not null,
    agreement_id uuid        not null,
    parties      text[]      not null,
    shifts       uuid[]      not null,
    closes_at    timestamptz not null,
    heard_at     timestamptz not null default clock_timestamp()
);
create index mutual_aids_open on mutual_aids (closes_at);
create index mutual_aids_of_shift on mutual_aids using gin (shifts);
