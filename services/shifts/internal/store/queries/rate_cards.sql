-- name: LockRateCards :exec
-- One change of an employer's cards at a time: writers who met inside rate_card_once would each wait for the other.
select pg_advisory_xact_lock(hashtextextended('rate_cards:' || @employer::text, 0));

-- name: RateCardsOf :many
select * from rate_cards where employer = any(@employers::text[]) order by staff_group, band, ward, role, from_day, id;

-- name: GetRateCard :one
select * from rate_cards where id = @id;

-- name: InsertRateCard :exec
insert into rate_cards (id, employer, staff_group, band, role, ward, from_day, until_day, figures, changed_at, version)
values (@id, @employer, @staff_group, @band, @role, @ward, @from_day, sqlc.narg(until_day), @figures, @changed_at, 1);

-- name: SaveRateCard :execrows
-- No row: another writer made the next version first. Which work a card is for does not change.
update rate_cards
set from_day = @from_day, until_day = sqlc.narg(until_day), figures = @figures, changed_at = @changed_at, version = @version
where id = @id and version + 1 = @version;
