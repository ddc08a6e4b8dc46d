module github.com/muster-ics/muster/services/analytics

go 1.26.0

require (
	github.com/muster-ics/muster/events v0.0.0
	github.com/muster-ics/muster/pkg v0.0.0
)

replace (
	github.com/muster-ics/muster/events => ../../events
	github.com/muster-ics/muster/pkg => ../../pkg
)
