package words

var evidence = map[string]string{
	"identity": "Identity", "right_to_work": "Right to work", "references": "References", "dbs": "DBS check", "occupational_health": "Work health assessment",
	"epp": "Exposure-prone procedures", "EDHR": "Equality, diversity and human rights", "HSW": "Health, safety and welfare", "CR": "Conflict resolution",
	"FIRE": "Fire safety", "IPC": "Infection prevention and control", "MH": "Moving and handling", "SA": "Safeguarding adults", "SC": "Safeguarding children",
	"RES": "Resuscitation", "PREV": "Preventing radicalisation", "IGDS": "Information governance and data security",
	"NMC": "NMC registration", "GMC": "GMC registration", "HCPC": "HCPC registration", "GPhC": "GPhC registration", "GDC": "GDC registration", "SWE": "SWE registration",
}

// Evidence is the name of a check, a subject or a register.
func Evidence(code string) string {
	if name, ok := evidence[code]; ok {
		return name
	}
	return Plain(code)
}
