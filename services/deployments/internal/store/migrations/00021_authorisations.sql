-- +goose Up
-- Right to work and other checks that a host did itself: they count at that host alone and are no part of the passport.
-- Records never change; one that names another takes its place, whichever is heard of first.
create table host_checks (
  check_id    uuid primary key,
  worker_id   uuid not null,
  host        text not null,
  type        text not null,
  outcome     text not null check (outcome in ('satisfied', 'not_satisfied', 'inconclusive', 'withdrawn')),
  checked_on  timestamptz not null,
  valid_until timestamptz,
  supersedes  uuid,
  heard_at    timestamptz not null default clock_timestamp()
);
create index host_checks_of_worker on host_checks (worker_id, host);
create index host_checks_superseded on host_checks (supersedes) where supersedes is not null;

-- What the shift asks for that an agreement may leave out.
alter table deployments add column epp boolean not null default false, add column children boolean not null default false;

-- Each answer with all that it was made of: ids, codes and dates. Version 1 answers the booking, 2 takes a yes back.
-- Judging the same inputs again gives the same answer, byte for byte.
create table authorisations (
  deployment_id uuid not null references deployments,
  version       bigint not null check (version >= 1),
  engine        int not null,
  cause         text not null check (cause in ('booking_requested', 'agreement_changed', 'passport_changed')),
  inputs        text not null,
  digest        text not null check (digest = encode(sha256(convert_to(inputs, 'UTF8')), 'hex')),
  answer        text not null,
  decided_at    timestamptz not null,
  primary key (deployment_id, version)
);
create trigger frozen before update or delete on authorisations for each row execute function never_updated();

-- Deployments that were judged again under a later version of their agreement and found covered: a version is gone
-- through once.
create table deployment_reviews (
  deployment_id uuid not null references deployments,
  terms         bigint not null,
  primary key (deployment_id, terms)
);
