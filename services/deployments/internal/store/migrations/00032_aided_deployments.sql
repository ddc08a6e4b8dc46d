-- +goose Up
-- The mutual aid that opened the shift, where the agreement covers it only by that. It is judged with the deployment for as
-- long as that lasts, so what was booked meanwhile stays when the mutual aid has ended.
alter table deployments
  add column mutual_aid_id uuid references mutual_aids,
  add constraint aided_by_agreement check (mutual_aid_id is null or agreement_id is not null);
