-- +goose Up

-- Who of an employer's staff stands on which register.
create index evidence_due_registers on evidence_due (home_employer, code, worker_id) where kind = 'registration' and state <> 'missing';
