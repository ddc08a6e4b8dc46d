-- +goose Up

-- 0: the shifts take the rate of the employer's rate card on their day.
alter table ward_templates
    drop constraint ward_templates_rate_pence_check,
    add constraint ward_template_rate check (rate_pence >= 0);
