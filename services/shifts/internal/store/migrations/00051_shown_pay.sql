-- +goose Up

-- The total pay that the worker saw when they asked for the shift, or would take a booking over; 0 when it is not known.
-- The claim that follows, maybe days later, books nobody for less.
alter table applications add column shown_pence bigint not null default 0 check (shown_pence >= 0);
alter table swaps add column shown_pence bigint not null default 0 check (shown_pence >= 0);
