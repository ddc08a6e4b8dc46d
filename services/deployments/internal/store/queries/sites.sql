-- name: ListSites :many
-- All of them, those with the codes, or those that an employer has had at some time.
select * from sites s
where (sqlc.narg('codes')::text[] is null or s.ods = any(sqlc.narg('codes')::text[]))
  and (sqlc.narg('employer_code')::text is null
       or exists (select 1 from site_owners o where o.site = s.ods and o.employer = sqlc.narg('employer_code')))
order by s.employer, s.ods;

-- name: ListSiteOwners :many
select site, employer, from_at, until_at from site_owners
where sqlc.narg('codes')::text[] is null or site = any(sqlc.narg('codes')::text[])
order by site, from_at nulls first;

-- name: SitesToTell :many
-- Sites whose owner of the moment is another than the one that was told last.
select o.site from site_owners o join sites s on s.ods = o.site
where o.employer <> s.employer and (o.from_at is null or o.from_at <= @now::timestamptz) and (o.until_at is null or o.until_at > @now::timestamptz)
order by o.site limit 100;

-- name: AddSite :exec
insert into sites (ods, employer, name, town, postcode, lat, lon, version, replaces)
values (@ods, @employer, @name, @town, @postcode, @lat, @lon, @version, @replaces);

-- name: SaveSite :exec
update sites set employer = @employer, name = @name, town = @town, postcode = @postcode, lat = @lat, lon = @lon,
  version = @version where ods = @ods;

-- name: DropSiteOwners :exec
delete from site_owners where site = @site;

-- name: AddSiteOwner :exec
insert into site_owners (site, employer, from_at, until_at) values (@site, @employer, @from_at, @until_at);
