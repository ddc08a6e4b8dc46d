-- +goose Up
-- A second projection, folded anew from the streams, to compare with the live one and to replace it when asked.
create table rebuilt_shift (like shift_now including all);
create table rebuilt_organisation (like organisation_now including all);

-- From where to where in each stream the rebuilt rows were read. Live rows from further on survive a replacement, and so do
-- rows from before the first message that the stream still has.
create table rebuilt_position (
    producer        text        primary key check (producer in ('shifts', 'deployments')),
    first_seq       bigint      not null,
    stream_seq      bigint      not null,
    newest_event_at timestamptz
);
