-- +goose Up

-- An unknown duty is not an executive's: a comparison with null would let it through.
alter table shifts drop constraint dear_agency_approved;
alter table shifts add constraint dear_agency_approved
    check (agency_rate_pence is null or agency_rate_pence < 10000 or coalesce(over_cap_role, '') = 'executive') not valid;
