package competency

import (
	"maps"
	"slices"
)

// subjects are the Core Skills Training Framework subjects by code (Skills for Health, England).
var subjects = map[string]string{
	"EDHR": "Equality, Diversity and Human Rights",
	"HSW":  "Health, Safety and Welfare",
	"CR":   "Conflict Resolution",
	"FIRE": "Fire Safety",
	"IPC":  "Infection Prevention and Control",
	"MH":   "Moving and Handling",
	"SA":   "Safeguarding Adults",
	"SC":   "Safeguarding Children",
	"PREV": "Preventing Radicalisation",
	"RES":  "Resuscitation",
	"IGDS": "Information Governance and Data Security",
}

// Title is the subject in words, for sentences: "Fire Safety" for FIRE of cstf, else the code itself.
func Title(framework, code string) string {
	if framework == "cstf" {
		if t, ok := subjects[code]; ok {
			return t
		}
	}
	return code
}

// Codes are the codes of the framework's subjects, sorted.
func Codes() []string { return slices.Sorted(maps.Keys(subjects)) }
