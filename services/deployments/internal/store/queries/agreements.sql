-- name: GetAgreement :one
select sqlc.embed(a), sqlc.embed(v) from agreements a
join agreement_versions v on v.agreement_id = a.id and v.terms = a.terms
where a.id = @id;

-- name: LockAgreement :one
-- Waits for authorisations under way, which hold the row shared: none is made beyond the end that follows.
select sqlc.embed(a), sqlc.embed(v) from agreements a
join agreement_versions v on v.agreement_id = a.id and v.terms = a.terms
where a.id = @id
for update of a;

-- name: ListAgreements :many
select sqlc.embed(a), sqlc.embed(v) from agreements a
join agreement_versions v on v.agreement_id = a.id and v.terms = a.terms
where sqlc.narg('employer_code')::text is null or exists (
  select 1 from agreement_parties p where p.agreement_id = a.id and p.terms = a.terms and p.employer = sqlc.narg('employer_code'))
order by a.drafted_at desc, a.id desc
limit @most;

-- name: CandidateAgreements :many
-- Held shared until the answer is committed. Agreements that ended a year before the shift are no news to anybody.
select sqlc.embed(a), sqlc.embed(v) from agreements a
join agreement_versions v on v.agreement_id = a.id and v.terms = a.terms
where a.status <> 'draft'
  and (a.ends_at is null or a.ends_at > @ended_after::timestamptz)
  and exists (select 1 from agreement_parties p where p.agreement_id = a.id and p.terms = a.terms and p.employer = @home)
  and exists (select 1 from agreement_parties p where p.agreement_id = a.id and p.terms = a.terms and p.employer = @host)
order by a.id
for share of a;

-- name: AgreementsInForce :many
select sqlc.embed(a), sqlc.embed(v) from agreements a
join agreement_versions v on v.agreement_id = a.id and v.terms = a.terms
where a.status = 'in_force'
order by a.id;

-- name: AgreementsToEnd :many
select id from agreements where status = 'in_force' and ends_at <= @now::timestamptz order by ends_at limit 100;

-- name: PartiesOf :many
select p.* from agreement_parties p join agreements a on a.id = p.agreement_id and a.terms = p.terms
where p.agreement_id = any(@agreements::uuid[])
order by p.agreement_id, p.employer;

-- name: AddAgreement :exec
insert into agreements (id, version, status, terms, proposed_by, drafted_by, drafted_at, ends_at)
values (@id, @version, @status, @terms, @proposed_by, @drafted_by, @drafted_at, @ends_at);

-- name: AddAgreementVersion :exec
insert into agreement_versions (agreement_id, terms, title, model, sites, staff_groups, bands, valid_from, valid_until,
  max_days, at_end, clauses, text, hash)
values (@agreement_id, @terms, @title, @model, @sites, @staff_groups, @bands, @valid_from, @valid_until,
  @max_days, @at_end, @clauses, @text, @hash);

-- name: AddParty :exec
insert into agreement_parties (agreement_id, terms, employer) values (@agreement_id, @terms, @employer);

-- name: SaveAgreement :exec
update agreements set version = @version, status = @status, offered_at = @offered_at, in_force_at = @in_force_at,
  ends_at = @ends_at, ended_at = @ended_at
where id = @id;

-- name: SaveSignature :exec
update agreement_parties set signed_at = @signed_at, signed_by = @signed_by, capacity = @capacity
where agreement_id = @agreement_id and terms = @terms and employer = @employer and signed_at is null;

-- name: ClearPairs :exec
delete from agreement_pairs where agreement_id = @agreement_id;

-- name: AddPair :exec
insert into agreement_pairs (agreement_id, low, high, scope, during)
values (@agreement_id, @low, @high, @scope, tstzrange(@since::timestamptz, sqlc.narg('until')::timestamptz));

-- name: RecordDraft :exec
-- A draft is told to nobody, so it has its audit row without an event, as version 0.
insert into audit (entity, aggregate, version, action, actor, on_behalf_of, request_id, after_hash)
values ('deployments.agreement', @aggregate, 0, @action, @actor, @on_behalf_of, @request_id, @after_hash);
