-- +goose Up
-- What other than plain hours are paid, by their kind: [{"Kind": "unsocial", "Uplift": 3000, "FlatPence": 0}]. A second flat
-- rate alone said too little of an employer that enhances by percent.
alter table rate_cards drop column unsocial;
alter table rate_cards add column enhancements jsonb not null default '[]';
alter table rate_cards alter column enhancements drop default;
