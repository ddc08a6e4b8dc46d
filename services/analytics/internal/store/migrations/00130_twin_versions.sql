-- +goose Up
-- The twin takes what each part of the streams had newest of each thing, as it comes and by nothing but appending: of
-- several rows of one thing the one with the greatest version counts, and of equal ones the first in the stream. It gets its
-- order when it is whole. What it puts in the place of live rows is held by the constraints of those.
drop table rebuilt_fact;
create unlogged table rebuilt_fact (
    kind        text        not null collate "C",
    id          text        not null collate "C",
    version     bigint      not null,
    producer    text        not null,
    employer    text        not null,
    staff_group text        not null,
    starts_at   timestamptz,
    body        text        not null,
    stream_seq  bigint      not null
);

-- +goose StatementBegin
create or replace function clear_twin() returns void language sql security definer set search_path from current as $$
    truncate rebuilt_fact, rebuilt_position;
    drop index if exists rebuilt_fact_order;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
create function order_twin() returns void language sql security definer set search_path from current
    as $$ create index rebuilt_fact_order on rebuilt_fact (kind, id, version desc, stream_seq) $$;
-- +goose StatementEnd
