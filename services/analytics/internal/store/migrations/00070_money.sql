-- +goose Up
-- Recharges, mutual aid and release ladders are kept beside what was kept before. Another lane reads the streams from their
-- beginning, so that those of the past come too; rows that stand already stay as they are.
alter table fact_now drop constraint fact_now_kind_check;
alter table fact_now add constraint fact_now_kind_check
    check (kind in ('booking', 'deployment', 'employer', 'ladder', 'mutual_aid', 'offer', 'passport', 'recharge', 'shift', 'site'));
alter table fact_now add constraint fact_now_recharge_check
    check (kind <> 'recharge' or employer <> '' and staff_group <> '' and starts_at is not null);
alter table rebuilt_fact drop constraint fact_now_kind_check;
alter table rebuilt_fact add constraint fact_now_kind_check
    check (kind in ('booking', 'deployment', 'employer', 'ladder', 'mutual_aid', 'offer', 'passport', 'recharge', 'shift', 'site'));
alter table rebuilt_fact add constraint fact_now_recharge_check
    check (kind <> 'recharge' or employer <> '' and staff_group <> '' and starts_at is not null);
