-- +goose Up

-- What runs out next, over all employers, for those who tell it in time.
create index evidence_due_held on evidence_due (due_at) where state = 'held' and due_at is not null;
