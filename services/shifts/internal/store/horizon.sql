-- The moment before which every event row is committed: nothing older can still appear. A writer that is at work has
-- made its rows after its transaction began. It is a statement of its own, run before the rows are read: a transaction that
-- commits in between is then either in the rows or after the horizon. (sqlc does not know the system views.)
select coalesce(min(xact_start), clock_timestamp())::timestamptz from pg_stat_activity
where datname = current_database() and usename = current_user and backend_xid is not null;
