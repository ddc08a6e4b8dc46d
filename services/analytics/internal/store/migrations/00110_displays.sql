-- +goose Up
-- Addresses of wall displays, which open the wall's figures and nothing else. The secret in an address is kept as its hash only.
-- A row stays when the address has ended: it says who made it and who withdrew it.
create table wall_display (
    id           uuid primary key,
    owner        text        not null, -- an employer's code, or empty for the system's lead
    name         text        not null check (length(name) between 1 and 60),
    secret_hash  bytea       not null unique check (length(secret_hash) = 32),
    made_by      text        not null,
    made_at      timestamptz not null,
    ends_at      timestamptz not null check (ends_at > made_at),
    shown_at     timestamptz, -- when a display last asked, to five minutes
    withdrawn_by text,
    withdrawn_at timestamptz,
    check ((withdrawn_by is null) = (withdrawn_at is null))
);
create index wall_display_owner on wall_display (owner, made_at);
