-- +goose Up
-- An override stands to the shift's end, or up to a moment before its start by which what is missing has to be there.
alter table overrides disable trigger user;
alter table overrides add column ends_at timestamptz;
update overrides set ends_at = expires_at;
alter table overrides alter column ends_at set not null;
alter table overrides enable trigger user;
alter table overrides drop constraint overrides_check;
alter table overrides
  add constraint overrides_shift check (ends_at > starts_at),
  add constraint overrides_expiry check (expires_at > requested_at and (expires_at <= starts_at or expires_at = ends_at));
drop index overrides_due;
create index overrides_due on overrides ((case when state = 'requested' then least(starts_at, expires_at) else expires_at end)) where state in ('requested', 'granted');
-- +goose StatementBegin
create or replace function overrides_step() returns trigger language plpgsql as $$
begin
  if new.version <> old.version + 1 then
    raise exception 'version % does not follow %', new.version, old.version using errcode = '40001';
  end if;
  if not ((old.state = 'requested' and new.state in ('granted', 'refused', 'expired')) or (old.state = 'granted' and new.state = 'expired')) then
    raise exception 'an override goes from % to % never', old.state, new.state using errcode = 'MU002';
  end if;
  if (new.worker_id, new.shift_id, new.requirement, new.code, new.eyes, new.ends_at, new.expires_at, new.requested_by) is distinct from
     (old.worker_id, old.shift_id, old.requirement, old.code, old.eyes, old.ends_at, old.expires_at, old.requested_by) then
    raise exception 'what an override is for never changes' using errcode = 'MU002';
  end if;
  return new;
end $$;
-- +goose StatementEnd
