-- The app role uses what the owner makes and cannot change its shape; nobody else may connect.
do $$
declare
    app   text := current_setting('muster.app');
    owner text := current_setting('muster.owner');
begin
    create extension if not exists btree_gist;
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to %I, %I', current_database(), app, owner);
    revoke create on schema public from public;
    execute format('grant usage, create on schema public to %I', owner);
    execute format('grant usage on schema public to %I', app);
    execute format('alter default privileges for role %I in schema public grant select, insert, update, delete on tables to %I', owner, app);
    execute format('alter default privileges for role %I in schema public grant usage, select on sequences to %I', owner, app);
end $$;
