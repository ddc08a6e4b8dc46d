package rosterfile

import (
	"regexp"
	"strconv"
	"strings"
)

// What rosters write for Muster's codes, by letters and digits alone. Editable reference: the staff groups are those of
// the NHS Electronic Staff Record; the other words are common speech. An employer's own table of codes comes first.
var known = map[Field]map[string]string{
	StaffGroup: {
		"nursingandmidwiferyregistered": "nursing_midwifery", "nursingandmidwifery": "nursing_midwifery", "nursing": "nursing_midwifery", "midwifery": "nursing_midwifery", "registerednursing": "nursing_midwifery",
		"additionalclinicalservices": "clinical_support", "healthcaresupport": "clinical_support", "unregisterednursing": "clinical_support", "supporttoclinicalstaff": "clinical_support",
		"alliedhealthprofessionals": "allied_health", "ahp": "allied_health", "medicalanddental": "medical_dental", "medical": "medical_dental",
		"addprofscientificandtechnic": "additional_scientific", "additionalprofessionalscientificandtechnical": "additional_scientific",
		"healthcarescientists": "healthcare_scientists", "administrativeandclerical": "admin_clerical", "adminandclerical": "admin_clerical",
		"estatesandancillary": "estates_ancillary", "estates": "estates_ancillary", "students": "students",
	},
	Reason: {
		"vacancies": "vacancy", "sick": "sickness", "sickleave": "sickness", "sicknessabsence": "sickness", "shorttermsickness": "sickness", "longtermsickness": "sickness",
		"maternityleave": "maternity", "parentalleave": "maternity", "annualleave": "leave", "holiday": "leave", "studyleave": "leave", "specialleave": "leave",
		"enhancedcare": "enhanced_care", "specialling": "enhanced_care", "special": "enhanced_care", "onetoone": "enhanced_care", "1to1": "enhanced_care", "acuity": "enhanced_care",
		"escalationbeds": "escalation", "extrabeds": "escalation", "winterpressure": "escalation", "winterpressures": "escalation", "additionalactivity": "escalation",
		"supernumerary": "induction", "orientation": "induction",
	},
	DBSLevel:     {"enhancedwithbarredlists": "enhanced_barred", "enhancedbarredlist": "enhanced_barred", "none": "", "no": ""},
	DBSWorkforce: {"adults": "adult", "children": "child", "childandadult": "both", "adultandchild": "both"},
	EPP:          {"y": "yes", "true": "yes", "1": "yes", "n": "no", "false": "no", "0": "no", "none": "no"},
	Registration: {"none": "", "no": "", "nmc": "NMC", "gmc": "GMC", "hcpc": "HCPC", "gphc": "GPhC", "gdc": "GDC"},
}

// nothing is what people write into a cell that does not apply to a row.
var nothing = map[string]bool{"na": true, "notapplicable": true, "nil": true, "null": true, "tbc": true}

// code gives Muster's word for the text of a field.
func (m compiled) code(f Field, text string) string {
	key := plain(text)
	if c, ok := m.codes[f][key]; ok {
		return c
	}
	if c, ok := known[f][key]; ok {
		return c
	}
	switch f {
	case Ward:
		return slug(text)
	case Role, StaffGroup, Reason, DBSLevel, DBSWorkforce:
		return strings.ToLower(slug(text))
	case Band:
		return band(key)
	}
	return text
}

var token = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// slug makes a code of a name: Cambridge M2 → cambridge_m2. What is a code already stays as it is.
func slug(text string) string {
	if token.MatchString(text) {
		return text
	}
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(text) {
		if (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') {
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			gap = false
			b.WriteRune(r)
		} else {
			gap = true
		}
	}
	return b.String()
}

// band reads Band 5, B5, AfC 8A and 5.
func band(key string) string {
	for _, prefix := range []string{"afc", "band", "b"} {
		key = strings.TrimPrefix(key, prefix)
	}
	if key == "med" || key == "doctor" {
		return "medical"
	}
	return key
}

var (
	thousands = regexp.MustCompile(`^\d{1,3}(,\d{3})+(\.\d+)?$`)
	plainNum  = regexp.MustCompile(`^\d+(\.\d+)?$`)
)

// number reads 18.45, £18.45 and 1,845.00. ok is false for anything else.
func number(text string) (float64, bool) {
	text = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text), "£"))
	if thousands.MatchString(text) {
		text = strings.ReplaceAll(text, ",", "")
	}
	// Workbooks keep 1.8450000000000002E1 where a person sees 18.45.
	if !plainNum.MatchString(text) && !strings.ContainsAny(text, "eE") {
		return 0, false
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil && f >= 0 && f < 1e9
}
