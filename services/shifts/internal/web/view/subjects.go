package view

import (
	"maps"
	"slices"
	"strings"
)

// subjects are the words for the Core Skills Training Framework's subjects (Skills for Health).
var subjects = map[string]string{
	"EDHR": "Equality, diversity and human rights", "HSW": "Health, safety and welfare", "CR": "Conflict resolution", "FIRE": "Fire safety",
	"IPC": "Infection prevention and control", "MH": "Moving and handling", "SA": "Safeguarding adults", "SC": "Safeguarding children",
	"PREV": "Preventing radicalisation", "RES": "Resuscitation", "IGDS": "Information governance and data security",
}

// Subjects are the codes of the framework's subjects, by their words.
func Subjects() []string {
	return slices.SortedFunc(maps.Keys(subjects), func(a, b string) int { return strings.Compare(subjects[a], subjects[b]) })
}

// Subject is a competency in words; of another framework its code.
func Subject(framework, code string) string {
	if w, ok := subjects[code]; ok && framework == "cstf" {
		return w
	}
	return strings.ToUpper(framework) + " " + Words(code)
}
