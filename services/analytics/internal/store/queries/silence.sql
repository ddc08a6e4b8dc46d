-- name: HearHours :exec
insert into employer_hour (employer, hour) select unnest(@employers::text[]), unnest(@hours::timestamptz[]) on conflict do nothing;

-- name: HoursHeard :many
-- In which hours from since on, and before until, something was heard of each employer.
select employer, hour from employer_hour where hour >= @since::timestamptz and hour < @until::timestamptz;
