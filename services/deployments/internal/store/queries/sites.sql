-- name: FindSite :one
select * from sites where ods = @ods;

-- name: ListSites :many
select * from sites where sqlc.narg('employer_code')::text is null or employer = sqlc.narg('employer_code')
order by employer, ods;

-- name: AddSite :exec
insert into sites (ods, employer, name, town, postcode, lat, lon, version)
values (@ods, @employer, @name, @town, @postcode, @lat, @lon, @version);
