-- +goose Up
-- Until when a replica has a message on its way: one line leads to a receiver over all replicas, so that none is sent after
-- one that was made later and nobody who is slow is called by two at a time.
alter table delivery add column taken_until timestamptz;
create index delivery_taken on delivery (receiver) where taken_until is not null;
