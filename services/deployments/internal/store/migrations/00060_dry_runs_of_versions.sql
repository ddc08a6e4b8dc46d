-- +goose Up
-- Which state of a draft the figures are of: a draft may be changed after they were worked out.
alter table dry_runs add column revision bigint not null default 0 check (revision >= 0);
drop index dry_runs_of_agreement;
create index dry_runs_of_version on dry_runs (agreement_id, terms, asked_at desc);
