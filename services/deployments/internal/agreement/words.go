package agreement

// Word is a code with what people call it and, where there is more to say, a sentence.
type Word struct{ Code, Label, Sentence string }

// Label is what people call a code.
func Label(words []Word, code string) string {
	for _, w := range words {
		if w.Code == code {
			return w.Label
		}
	}
	return code
}

// Sentence is what the text says of a code.
func Sentence(words []Word, code string) string {
	for _, w := range words {
		if w.Code == code {
			return w.Sentence
		}
	}
	return ""
}

func codes(words []Word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.Code
	}
	return out
}

// Models are who employs and who pays, each with the sentence that stands in the text.
var Models = []Word{
	{"licence_to_attend", "Licence to attend", "The home employer remains the employer and pays the worker. The host licenses the worker to attend its sites and repays the home employer. No paper per worker is needed."},
	{"honorary_contract", "Honorary contract", "The home employer remains the employer and pays the worker. The host gives each worker an honorary contract or a letter of access before the first shift."},
	{"secondment", "Secondment", "The home employer remains the employer and pays the worker, who is seconded to the host by a letter of home employer, host and worker. The host repays the home employer."},
	{"home_pays", "Collaborative bank, home pays", "The worker is engaged through the home employer's bank, which pays the worker. The host repays the home employer."},
	{"host_pays", "Collaborative bank, host pays", "The worker is engaged through the host's bank for the shift, and the host employs and pays the worker."},
	{"lead_employer", "Lead employer", "One lead employer employs and pays the worker on behalf of all parties, which repay it."},
}

// StaffGroups are the ten ESR staff groups.
var StaffGroups = []Word{
	{Code: "medical_dental", Label: "Medical and dental"},
	{Code: "students", Label: "Students"},
	{Code: "nursing_midwifery", Label: "Nursing and midwifery registered"},
	{Code: "allied_health", Label: "Allied health professionals"},
	{Code: "additional_scientific", Label: "Additional professional, scientific and technical"},
	{Code: "healthcare_scientists", Label: "Healthcare scientists"},
	{Code: "clinical_support", Label: "Additional clinical services"},
	{Code: "admin_clerical", Label: "Administrative and clerical"},
	{Code: "estates_ancillary", Label: "Estates and ancillary"},
	{Code: "supplementary", Label: "Supplementary"},
}

// Bands are the Agenda for Change bands, and one for grades outside them.
var Bands = []Word{
	{Code: "2", Label: "Band 2"}, {Code: "3", Label: "Band 3"}, {Code: "4", Label: "Band 4"}, {Code: "5", Label: "Band 5"},
	{Code: "6", Label: "Band 6"}, {Code: "7", Label: "Band 7"}, {Code: "8a", Label: "Band 8a"}, {Code: "8b", Label: "Band 8b"},
	{Code: "8c", Label: "Band 8c"}, {Code: "8d", Label: "Band 8d"}, {Code: "9", Label: "Band 9"},
	{Code: "medical", Label: "Medical and dental grades"},
}

// Capacities are the offices in which a person may sign for an employer.
var Capacities = []Word{
	{Code: "chief_executive", Label: "Chief executive"},
	{Code: "chief_people_officer", Label: "Chief people officer"},
	{Code: "chief_nurse", Label: "Chief nurse"},
	{Code: "medical_director", Label: "Medical director"},
	{Code: "chief_finance_officer", Label: "Chief finance officer"},
}
