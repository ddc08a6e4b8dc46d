-- +goose Up
-- When the credentials that are kept here for a worker are next to be renewed, by the business clock. A replica that takes
-- the work up has it until claimed_until, by the database's clock. Erasing the worker takes the row along.
create table credential_renewals (
  worker_id     uuid primary key references vault_keys on delete cascade,
  due_at        timestamptz not null,
  claimed_until timestamptz
);
create index credential_renewals_due on credential_renewals (due_at);
insert into credential_renewals (worker_id, due_at)
select c.worker_id, min(c.issued_at) + interval '60 days' from credentials c join vault_keys k using (worker_id)
where not c.external and c.revoked_at is null and c.expires_at > clock_timestamp() group by c.worker_id;
