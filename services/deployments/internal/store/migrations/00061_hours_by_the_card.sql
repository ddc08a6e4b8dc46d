-- +goose Up
-- By which hours of the clock an employer pays: {"Told": true, "Windows": [{"Kind": "unsocial", "Days": ["sat"], "From": 0,
-- "To": 1440, "Uplift": 3000}], "Lift": true}. A card that was heard before it told them has none.
alter table rate_cards add column hours jsonb not null default '{}';
alter table rate_cards alter column hours drop default;

-- When the approved hours began and ended, so that the home employer's card or the agreement's table can split them. A line
-- that was made before they were kept has none, and follows the split that the worker was paid by.
alter table recharges add column worked_from timestamptz;
alter table recharges add column worked_until timestamptz;
alter table recharges add column worked_break int not null default 0 check (worked_break >= 0);
alter table recharges add constraint worked_hours_whole check (num_nulls(worked_from, worked_until) in (0, 2) and (worked_until > worked_from) is not false);
