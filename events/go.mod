module github.com/muster-ics/muster/events

go 1.26.0
