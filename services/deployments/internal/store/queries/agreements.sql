-- name: GetAgreement :one
select sqlc.embed(a), sqlc.embed(v) from agreements a
join agreement_versions v on v.agreement_id = a.id and v.terms = a.terms
where a.id = @id;

-- name: LockAgreement :one
-- Waits for authorisations under way, which hold the row shared: none is made beyond the end that follows. It is read by a
-- statement of its own, after the wait: the version that decides may be another by then.
select id from agreements where id = @id for update;

-- name: ListAgreements :many
-- Newest first. An employer sees those whose version in force or on its way names it, and those that invite it.
select sqlc.embed(a), sqlc.embed(v) from agreements a
join agreement_versions v on v.agreement_id = a.id and v.terms = a.terms
where (sqlc.narg('employers')::text[] is null or exists (
    select 1 from agreement_parties p where p.agreement_id = a.id and p.terms = a.terms and p.employer = any(sqlc.narg('employers')::text[]))
  or exists (
    select 1 from agreement_versions n join agreement_parties p on p.agreement_id = n.agreement_id and p.terms = n.terms
    where n.agreement_id = a.id and n.terms > a.terms and n.in_force_at is null and n.withdrawn_at is null
      and n.offered_at is not null and p.employer = any(sqlc.narg('employers')::text[])))
  and (sqlc.narg('status')::text is null or a.status = sqlc.narg('status'))
  and (sqlc.narg('before_at')::timestamptz is null or (a.drafted_at, a.id) < (sqlc.narg('before_at'), @before_id::uuid))
order by a.drafted_at desc, a.id desc
limit @most;

-- name: LockCandidates :exec
-- Held shared until the answer is committed, and locked before they are read: what is joined to a row while waiting for it
-- is of the version before the wait.
select a.id from agreements a
where a.status <> 'draft'
  and (a.ends_at is null or a.ends_at > @ended_after::timestamptz)
  and exists (select 1 from agreement_parties p where p.agreement_id = a.id and p.employer = any((select aliases(@home, @starts_at))::text[]))
  and exists (select 1 from agreement_parties p where p.agreement_id = a.id and p.employer = any((select aliases(@host, @starts_at))::text[]))
order by a.id
for share;

-- name: CandidateAgreements :many
-- Agreements that ended a year before the shift are no news to anybody. Beside
-- the version that decides now stand those that decided when the shift starts. Employers are read as whoever stands for them
-- then.
select sqlc.embed(a), sqlc.embed(v) from agreements a
join agreement_versions v on v.agreement_id = a.id and (v.terms = a.terms or v.superseded_at > @starts_at::timestamptz)
where a.status <> 'draft'
  and (a.ends_at is null or a.ends_at > @ended_after::timestamptz)
  and exists (select 1 from agreement_parties p where p.agreement_id = a.id and p.terms = v.terms and p.employer = any((select aliases(@home, @starts_at))::text[]))
  and exists (select 1 from agreement_parties p where p.agreement_id = a.id and p.terms = v.terms and p.employer = any((select aliases(@host, @starts_at))::text[]))
order by a.id, v.terms;

-- name: AgreementsInForce :many
select sqlc.embed(a), sqlc.embed(v) from agreements a
join agreement_versions v on v.agreement_id = a.id and v.terms = a.terms
where a.status = 'in_force'
order by a.id;

-- name: VersionsDecidedSince :many
-- Every version that was in force at some time after a moment. An agreement that was never in force has none.
select sqlc.embed(a), sqlc.embed(v) from agreements a
join agreement_versions v on v.agreement_id = a.id and v.in_force_at is not null
where (v.superseded_at is null or v.superseded_at > @since::timestamptz) and (a.ends_at is null or a.ends_at > @since::timestamptz)
order by a.id, v.terms;

-- name: AgreementsToEnd :many
select id from agreements where status = 'in_force' and ends_at <= @now::timestamptz order by ends_at limit 100;

-- name: PartiesOf :many
select p.* from agreement_parties p
join (select unnest(@agreements::uuid[]) as agreement_id, unnest(@terms::bigint[]) as terms) wanted
  on wanted.agreement_id = p.agreement_id and wanted.terms = p.terms
order by p.agreement_id, p.terms, p.employer;

-- name: ProposalsOf :many
-- The versions that are on their way beside one that decides.
select v.* from agreement_versions v join agreements a on a.id = v.agreement_id and v.terms > a.terms
where v.agreement_id = any(@agreements::uuid[]) and v.in_force_at is null and v.withdrawn_at is null;

-- name: VersionsOf :many
select * from agreement_versions where agreement_id = @agreement_id order by terms desc;

-- name: GetVersion :one
select sqlc.embed(a), sqlc.embed(v) from agreements a
join agreement_versions v on v.agreement_id = a.id
where a.id = @id and v.terms = @terms;

-- name: LastTerms :one
select max(terms)::bigint from agreement_versions where agreement_id = @agreement_id;

-- name: AddAgreement :exec
insert into agreements (id, version, status, terms, proposed_by, drafted_by, drafted_at, ends_at)
values (@id, @version, @status, @terms, @proposed_by, @drafted_by, @drafted_at, @ends_at);

-- name: AddAgreementVersion :exec
insert into agreement_versions (agreement_id, terms, title, model, sites, staff_groups, bands, valid_from, valid_until,
  max_days, at_end, clauses, text, hash, proposed_by, drafted_by, drafted_at, revision)
values (@agreement_id, @terms, @title, @model, @sites, @staff_groups, @bands, @valid_from, @valid_until,
  @max_days, @at_end, @clauses, @text, @hash, @proposed_by, @drafted_by, @drafted_at, @revision);

-- name: ReviseAgreementVersion :exec
update agreement_versions set title = @title, model = @model, sites = @sites, staff_groups = @staff_groups, bands = @bands,
  valid_from = @valid_from, valid_until = @valid_until, max_days = @max_days, at_end = @at_end, clauses = @clauses,
  text = @text, hash = @hash, drafted_by = @drafted_by, drafted_at = @drafted_at, revision = @revision
where agreement_id = @agreement_id and terms = @terms;

-- name: MarkVersion :exec
-- Each moment is written once.
update agreement_versions set offered_at = coalesce(offered_at, sqlc.narg('offered_at')),
  in_force_at = coalesce(in_force_at, sqlc.narg('in_force_at')),
  superseded_at = coalesce(superseded_at, sqlc.narg('superseded_at')),
  withdrawn_at = coalesce(withdrawn_at, sqlc.narg('withdrawn_at'))
where agreement_id = @agreement_id and terms = @terms;

-- name: AddParty :exec
insert into agreement_parties (agreement_id, terms, employer, joining) values (@agreement_id, @terms, @employer, @joining);

-- name: ClearParties :exec
delete from agreement_parties where agreement_id = @agreement_id and terms = @terms;

-- name: SaveAgreement :exec
update agreements set version = @version, status = @status, terms = @terms, drafted_by = @drafted_by, drafted_at = @drafted_at,
  offered_at = @offered_at, in_force_at = @in_force_at, ends_at = @ends_at, ended_at = @ended_at,
  notice_by = @notice_by, notice_given_at = @notice_given_at
where id = @id;

-- name: SaveSignature :exec
update agreement_parties set signed_at = @signed_at, signed_by = @signed_by, capacity = @capacity
where agreement_id = @agreement_id and terms = @terms and employer = @employer and signed_at is null;

-- name: SaveExit :exec
update agreement_parties set exits_at = @exits_at, exit_given_at = @exit_given_at
where agreement_id = @agreement_id and terms = @terms and employer = @employer;

-- name: ClearPairs :exec
delete from agreement_pairs where agreement_id = @agreement_id and terms = @terms;

-- name: ClearAllPairs :exec
delete from agreement_pairs where agreement_id = @agreement_id;

-- name: CutPairs :exec
-- A version that is superseded decides up to that moment.
update agreement_pairs set during = during * tstzrange(null, @superseded_at::timestamptz)
where agreement_id = @agreement_id and terms = @terms;

-- name: AddPair :exec
insert into agreement_pairs (agreement_id, terms, lender, borrower, scope, during)
values (@agreement_id, @terms, @lender, @borrower, @scope, tstzrange(@since::timestamptz, sqlc.narg('until')::timestamptz));

-- name: RecordDraft :exec
-- A draft is told to nobody, so it has its audit row without an event.
insert into audit (entity, aggregate, version, action, actor, on_behalf_of, request_id, before_hash, after_hash)
values (@entity, @aggregate, @version, @action, @actor, @on_behalf_of, @request_id, @before_hash, @after_hash);

-- name: BookedBeyond :many
-- What of an agreement's deployments, that have not started, reaches beyond a moment; of one party's only, when given.
select home, host, count(*) as shifts, count(distinct worker_id) as workers from deployments
where agreement_id = @agreement_id and status = 'authorised' and starts_at > @now::timestamptz and ends_at > @at::timestamptz
  and (sqlc.narg('party')::text is null or home = sqlc.narg('party') or host = sqlc.narg('party'))
group by home, host
order by home, host;
