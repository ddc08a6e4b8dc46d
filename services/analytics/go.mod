module github.com/muster-ics/muster/services/analytics

go 1.26.0

require (
	github.com/danielgtaylor/huma/v2 v2.37.2
	github.com/a-h/templ v0.3.977
	github.com/google/uuid v1.6.0
	github.com/jackc/pgx/v5 v5.12.0
	github.com/muster-ics/muster/events v0.0.0
	github.com/muster-ics/muster/pkg v0.0.0
	github.com/nats-io/nats.go v1.55.0
	pgregory.net/rapid v1.3.0
)

replace (
	github.com/muster-ics/muster/events => ../../events
	github.com/muster-ics/muster/pkg => ../../pkg
)
