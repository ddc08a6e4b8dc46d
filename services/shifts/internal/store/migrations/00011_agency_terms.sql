-- +goose Up

alter table shifts
    -- The code of the approval in off_framework_approvals.
    add column off_framework_why text;

-- Rows from before these rules keep what they have.
alter table shifts
    add constraint off_framework_approved check (filled_by is distinct from 'off_framework_agency' or off_framework_id is not null) not valid,
    add constraint over_cap_named check (agency_cap_pence is null or agency_rate_pence <= agency_cap_pence or over_cap_why is not null) not valid,
    -- £100 an hour and above needs an executive, as the agency rules have asked since 2018.
    add constraint dear_agency_approved check (agency_rate_pence is null or agency_rate_pence < 10000 or over_cap_role = 'executive') not valid;

