-- name: ClearRebuiltShifts :exec
delete from rebuilt_shift;

-- name: ClearRebuiltOrganisations :exec
delete from rebuilt_organisation;

-- name: ClearRebuiltPositions :exec
delete from rebuilt_position;

-- name: CopyRebuiltShifts :copyfrom
insert into rebuilt_shift (shift_id, version, employer, site, ward, staff_group, role, band, starts_at, ends_at, net_minutes,
    status, filled_by, stream_seq)
values (@shift_id, @version, @employer, @site, @ward, @staff_group, @role, @band, @starts_at, @ends_at, @net_minutes, @status,
    @filled_by, @stream_seq);

-- name: CopyRebuiltOrganisations :copyfrom
insert into rebuilt_organisation (kind, ods, version, name, employer, town, stream_seq)
values (@kind, @ods, @version, @name, @employer, @town, @stream_seq);

-- name: SetRebuiltPosition :exec
insert into rebuilt_position (producer, first_seq, stream_seq, newest_event_at)
values (@producer, @first_seq, @stream_seq, @newest_event_at);

-- name: RebuiltShiftsPage :many
select * from rebuilt_shift where shift_id > @after order by shift_id limit @size;

-- name: LockProjection :exec
-- No batch applies while the rows are being replaced.
select producer from progress order by producer for update;

-- name: DropReplacedShifts :exec
-- Rows from further on in the stream than the rebuild has read are newer than anything it can put in their place.
delete from shift_now s using rebuilt_position p
where p.producer = 'shifts' and s.stream_seq <= p.stream_seq
    and (s.stream_seq >= p.first_seq or p.first_seq <= 1
        or exists (select 1 from rebuilt_shift r where r.shift_id = s.shift_id));

-- name: TakeRebuiltShifts :exec
insert into shift_now (shift_id, version, employer, site, ward, staff_group, role, band, starts_at, ends_at, net_minutes,
    status, filled_by, stream_seq)
select shift_id, version, employer, site, ward, staff_group, role, band, starts_at, ends_at, net_minutes, status, filled_by,
    stream_seq
from rebuilt_shift
on conflict (shift_id) do nothing;

-- name: DropReplacedOrganisations :exec
delete from organisation_now o using rebuilt_position p
where p.producer = 'deployments' and o.stream_seq <= p.stream_seq
    and (o.stream_seq >= p.first_seq or p.first_seq <= 1
        or exists (select 1 from rebuilt_organisation r where r.kind = o.kind and r.ods = o.ods));

-- name: TakeRebuiltOrganisations :exec
insert into organisation_now (kind, ods, version, name, employer, town, stream_seq)
select kind, ods, version, name, employer, town, stream_seq from rebuilt_organisation
on conflict (kind, ods) do nothing;

-- name: BeginEpoch :exec
-- Tells every reader to load the rows again, and counts the events that the new rows stand for.
update progress p set epoch = p.epoch + 1,
    stream_seq = greatest(p.stream_seq, r.stream_seq), newest_event_at = greatest(p.newest_event_at, r.newest_event_at),
    events = case p.producer
        when 'shifts' then (select coalesce(sum(s.version), 0) from shift_now s) + (select coalesce(sum(w.version), 0) from worked_now w)
        else (select coalesce(sum(o.version), 0) from organisation_now o) end
from rebuilt_position r where r.producer = p.producer;
