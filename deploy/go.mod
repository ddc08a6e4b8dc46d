module github.com/muster-ics/muster/deploy

go 1.26.0

require (
	github.com/alecthomas/kong v1.17.0
	github.com/muster-ics/muster/events v0.0.0
	github.com/muster-ics/muster/pkg v0.0.0
	github.com/muster-ics/muster/services/analytics v0.0.0
	github.com/muster-ics/muster/services/deployments v0.0.0
	github.com/muster-ics/muster/services/passports v0.0.0
	github.com/muster-ics/muster/services/shifts v0.0.0
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
	github.com/schollz/progressbar/v3 v3.19.1
	go.yaml.in/yaml/v3 v3.0.4
)

replace (
	github.com/muster-ics/muster/events => ../events
	github.com/muster-ics/muster/pkg => ../pkg
	github.com/muster-ics/muster/services/analytics => ../services/analytics
	github.com/muster-ics/muster/services/deployments => ../services/deployments
	github.com/muster-ics/muster/services/passports => ../services/passports
	github.com/muster-ics/muster/services/shifts => ../services/shifts
)
