-- +goose Up

-- The rules are those of 00010 and 00050; they are asked only where they can bite, since a hold changes a shift on every claim.
drop trigger shift_release on shifts;
create trigger shift_release_new before insert on shifts for each row
    when (new.agency_opened_at is not null) execute function shift_release();
create trigger shift_release before update on shifts for each row
    when (old.agency_opened_at is null and new.agency_opened_at is not null) execute function shift_release();

drop trigger shift_b_reservation_follows on shifts;
create trigger shift_b_reservation_follows before update on shifts for each row
    when (old.status <> new.status and (new.status = 'open' or new.reserved_until is not null))
    execute function shift_reservation_follows();
