-- +goose Up

-- Each look of another person at a passport: who, for whom, what for, which kinds of fields, when. The worker reads all of
-- it but who looked. It grew out of the looks of hosts at cards.
drop trigger append_only on card_views;
alter table card_views rename to looks;
alter index card_views_of_worker rename to looks_of_worker;
alter table looks alter column booking_id drop not null;
alter table looks add column purpose text not null default 'card'
  check (purpose in ('card', 'record', 'list', 'decision', 'presentation', 'door', 'export'));
alter table looks add column kinds text[] not null default '{name,role,fitness}';
alter table looks alter column purpose drop default, alter column kinds drop default;
drop index looks_of_worker;
create index looks_of_worker on looks (worker_id, at desc, id desc);
create trigger append_only before update or delete on looks for each row execute function append_only();
