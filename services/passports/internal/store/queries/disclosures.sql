-- name: PutDisclosures :batchexec
insert into disclosures (id, worker_id, host, from_at, until_at, withdrawn_at, agreement_id, agreement_version, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (id) do update set from_at = excluded.from_at, until_at = excluded.until_at, withdrawn_at = excluded.withdrawn_at,
  agreement_id = excluded.agreement_id, agreement_version = excluded.agreement_version, version = excluded.version;

-- name: KeepEmployer :exec
insert into employers (ods, version, name) values ($1, $2, $3)
on conflict (ods) do update set version = excluded.version, name = excluded.name where employers.version < excluded.version;

-- name: KeepAgreement :execrows
insert into agreements (id, version, status, parties, state) values ($1, $2, $3, $4, $5)
on conflict (id) do update set version = excluded.version, status = excluded.status, parties = excluded.parties, state = excluded.state
where agreements.version < excluded.version;

-- name: EmployerNames :many
select ods, name from employers where ods = any(@codes::text[]);

-- name: AgreementsOf :many
-- Those in force to which the employer is a party.
select state from agreements where status = 'in_force' and parties && @employers::text[] order by id;

-- name: KeepSite :exec
insert into sites (ods, employer, version, name) values ($1, $2, $3, $4)
on conflict (ods) do update set employer = excluded.employer, version = excluded.version, name = excluded.name where sites.version < excluded.version;

-- name: NamesOfPlaces :many
-- All employers and sites by name.
select false as site, ods, name from employers union all select true, ods, name from sites;
