-- +goose Up
-- What an employer looks through when somebody could not book: those of its sites and those of its own workers.
create index decisions_refused_at on decisions (host_employer, id desc) where version = 1 and outcome in ('needs_approval', 'ineligible');
create index decisions_refused_of on decisions (home_employer, id desc) where version = 1 and outcome in ('needs_approval', 'ineligible');
