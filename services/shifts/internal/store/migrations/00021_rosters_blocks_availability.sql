-- +goose Up

-- What an employer's own roster, once it was imported, was found to break in a booking that stood already. A warning to
-- worker and host: no booking ends by it. Found again at each import, so no aggregate; who imported is in audit.
create table booking_conflicts (
    booking_id uuid        not null references bookings,
    import_id  uuid        not null references roster_imports,
    reasons    jsonb       not null check (jsonb_array_length(reasons) > 0),
    found_at   timestamptz not null,
    primary key (booking_id)
);

-- An employer's decision that a worker does not work on its shifts, or on one ward's. It concerns this service alone, so it
-- has audit rows and no event; the free text of a case stays with the employer's HR. An empty ward is every ward.
create table blocks (
    id        uuid        primary key,
    employer  text        not null check (employer ~ '^[A-Z0-9]{1,12}$'),
    worker_id uuid        not null,
    ward      text        not null,
    why       text        not null check (why in ('conduct_under_review', 'capability_under_review', 'did_not_attend', 'worker_asked', 'other')),
    review_at timestamptz not null,
    placed_at timestamptz not null,
    lifted_at timestamptz,
    version   bigint      not null check (version in (1, 2)),
    check ((version = 2) = (lifted_at is not null))
);
create unique index blocks_standing on blocks (worker_id, employer, ward) where lifted_at is null;
create index blocks_by_employer on blocks (employer, placed_at, id);

-- When a worker has said that they would rather not work. Their own setting: it stops nobody and others do not hear of it.
create table unavailability (
    worker_id uuid        primary key,
    version   bigint      not null check (version >= 1),
    spans     jsonb       not null check (jsonb_typeof(spans) = 'array')
);
