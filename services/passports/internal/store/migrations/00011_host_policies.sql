-- +goose Up
-- +goose StatementBegin
-- What an employer asks of everybody who works on its sites; without a row the defaults hold. Decisions keep the version that
-- they looked at among their inputs.
create table host_policies (
  employer   text primary key check (employer ~ '^[A-Z0-9]{1,12}$'),
  version    bigint not null check (version >= 1),
  body       jsonb not null check (jsonb_typeof(body) = 'object'),
  changed_at timestamptz not null
);
create function host_policies_step() returns trigger language plpgsql as $$
begin
  if new.version <> old.version + 1 then
    raise exception 'version % does not follow %', new.version, old.version using errcode = '40001';
  end if;
  return new;
end $$;
create trigger step before update on host_policies for each row execute function host_policies_step();
create constraint trigger trail after insert or update on host_policies
  deferrable initially deferred for each row execute function need_trail('passports.host_policy', 'employer');
-- +goose StatementEnd
