-- +goose Up
-- All clauses as one canonical document beside the columns that the schema judges. What was signed before has those
-- clauses that its text speaks of, and nothing where it is silent; its text and hash stay as they were signed.
alter table agreement_versions add column clauses jsonb;
alter table agreement_versions drop constraint agreement_versions_model_check;
alter table agreement_versions add constraint model_known check (model in
  ('licence_to_attend', 'honorary_contract', 'secondment', 'home_pays', 'host_pays', 'lead_employer'));

alter table agreement_versions disable trigger frozen;
update agreement_versions v set clauses = jsonb_build_object(
  'title', v.title, 'model', v.model, 'accession', 'by_amendment', 'from', to_jsonb(v.valid_from),
  'parties', (select jsonb_agg(jsonb_build_object('employer', p.employer) order by p.employer)
              from agreement_parties p where p.agreement_id = v.agreement_id and p.terms = v.terms),
  'scope', jsonb_build_object('sites_in', v.sites, 'sites_out', '{}'::text[], 'staff_groups', v.staff_groups,
                              'bands', v.bands, 'excluded_activities', '{}'::text[]),
  'direction', jsonb_build_object('kind', 'mutual'),
  'consent', 'each_host',
  'limits', jsonb_build_object('max_days_in_12_months', v.max_days, 'max_single_deployment_days', 0),
  'notice', jsonb_build_object('days', 0, 'booked', v.at_end))
  || case when v.valid_until is null then '{}'::jsonb else jsonb_build_object('until', to_jsonb(v.valid_until)) end;
alter table agreement_versions enable trigger frozen;

alter table agreement_versions alter column clauses set not null;
-- The document and the columns are one thing told twice: they cannot drift apart.
alter table agreement_versions add constraint clauses_agree check (
  clauses ->> 'title' = title and clauses ->> 'model' = model and clauses #>> '{notice,booked}' = at_end
  and (clauses #>> '{limits,max_days_in_12_months}')::int = max_days
  and jsonb_array_length(clauses -> 'parties') >= 2);
