-- +goose Up

-- The rest of a shift whose worker left early is a shift of its own: one rest a shift. It can be taken until it ends, like
-- one that nobody came to.
alter table shifts
    add column rest_of uuid references shifts,
    add constraint shift_rest check (rest_of is null or (rest_of <> id and refill_until is not null));
create unique index shift_one_rest on shifts (rest_of) where rest_of is not null;

-- A shift that opens again after its start goes to those who wait for it first too.
-- +goose StatementBegin
create or replace function shift_reservation_follows() returns trigger language plpgsql as $$
begin
    if new.status <> 'open' then
        new.reserved_for = null; new.reserved_offer = null; new.reserved_until = null;
    elsif old.status in ('held', 'filled', 'started') and exists (select from waiting_places w where w.shift_id = new.id and w.status = 'waiting') then
        new.reserved_for = null; new.reserved_offer = null; new.reserved_until = clock_timestamp() + interval '10 seconds';
    end if;
    return new;
end $$;
-- +goose StatementEnd
