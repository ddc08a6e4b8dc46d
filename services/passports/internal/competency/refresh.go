package competency

import "time"

// refreshes are the refresh periods of the Core Skills Training Framework (Skills for Health, England) in months, by
// level from 1. They are reference data that an employer confirms: some ask for shorter periods.
var refreshes = map[string][]int{
	"EDHR": {36}, "HSW": {36}, "CR": {36}, "FIRE": {24}, "IPC": {36, 12}, "MH": {36, 24}, "SA": {36, 36, 36}, "SC": {36, 36, 36},
	"PREV": {36, 36}, "RES": {12, 12, 12}, "IGDS": {12},
}

// RefreshMonths is after how many months a subject is to be learnt again; 0 when no framework says. A level above those
// that the framework names has the period of the highest.
func RefreshMonths(framework, code string, level int) int {
	months := refreshes[code]
	if framework != "cstf" || len(months) == 0 || level < 1 {
		return 0
	}
	return months[min(level, len(months))-1]
}

// LastsUntil is the end of a competency by its framework's period, for when no other end is given; nil when no framework
// says. A subject achieved on the last day of a month lasts to the last day of a shorter one.
func LastsUntil(framework, code string, level int, achieved time.Time, loc *time.Location) *time.Time {
	months := RefreshMonths(framework, code, level)
	if months == 0 || achieved.IsZero() {
		return nil
	}
	d := achieved.In(loc)
	first := time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, loc).AddDate(0, months, 0)
	last := time.Date(first.Year(), first.Month()+1, 0, 0, 0, 0, 0, loc).Day()
	// The day itself is still covered, so the end is the midnight after it.
	end := time.Date(first.Year(), first.Month(), min(d.Day(), last)+1, 0, 0, 0, 0, loc).UTC()
	return &end
}
