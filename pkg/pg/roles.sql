-- Two roles a service: the owner migrates, the app serves. Neither may pass by row security, so a missing policy shows.
do $$
declare
    app      text := current_setting('muster.app');
    owner    text := current_setting('muster.owner');
    password text := current_setting('muster.password');
    role     text;
begin
    foreach role in array array[owner, app] loop
        if not exists (select from pg_roles where rolname = role) then
            execute format('create role %I login', role);
        end if;
        execute format('alter role %I login password %L', role, password);
        if exists (select from pg_roles where rolname = role and (rolsuper or rolbypassrls)) then
            raise exception 'role % is a superuser or bypasses row security; take that from it first', role;
        end if;
    end loop;
    -- An administrator who is not a superuser needs membership to create a database for the owner.
    if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant %I to %I', owner, current_user);
    end if;
end $$;
