-- +goose Up

-- What an employer decides for itself, one row a kind; without a row its default holds. The form of body is the kind's
-- own (internal/policy).
create table policies (
    id         text        primary key generated always as (employer || '_' || kind) stored,
    employer   text        not null check (employer ~ '^[A-Z0-9]{1,12}$'),
    kind       text        not null check (kind ~ '^[a-z_]{1,40}$'),
    body       jsonb       not null check (jsonb_typeof(body) = 'object'),
    changed_at timestamptz not null,
    version    bigint      not null check (version >= 1)
);
create constraint trigger trail after insert or update on policies deferrable initially deferred
    for each row execute function need_trail('shifts.policy');
