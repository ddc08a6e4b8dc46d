-- +goose Up
-- Further kinds of reference data each have rules of their own in the program; here it is held that they are codes.
alter table reference_sets drop constraint if exists reference_sets_kind_check;
alter table reference_sets add constraint reference_sets_kind_check check (kind ~ '^[a-z][a-z_]{0,39}$');
