package agreement

import "fmt"

func (c Clauses) partiesInWords() Section {
	s := Section{Heading: "Parties", Sentences: []string{
		"The parties are the employers named here. An employer takes part only by signing. This version is in force when all of them have signed.",
		Sentence(Accessions, c.Accession),
	}}
	for _, p := range c.Parties {
		line := c.Name(p.Employer)
		if p.AccedesAt != nil {
			line += ", from " + moment(*p.AccedesAt)
		}
		if p.ExitsAt != nil {
			line += ", until " + moment(*p.ExitsAt)
		}
		s.Lines = append(s.Lines, line)
	}
	return s
}

func (c Clauses) directionInWords() Section {
	s := Section{Heading: "Who lends to whom"}
	if c.Direction.Kind != OneWay {
		s.Sentences = []string{Sentence(Directions, Mutual)}
		return s
	}
	s.Sentences = []string{fmt.Sprintf("Workers of %s may be deployed to %s, and to no other party.",
		list(c.named(c.Direction.Lenders)), list(c.named(c.Direction.Borrowers)))}
	return s
}

func (c Clauses) named(codes []string) []string {
	out := make([]string, len(codes))
	for i, code := range codes {
		out[i] = c.Name(code)
	}
	return out
}

func (c Clauses) modelInWords() Section {
	s := Section{Heading: "Who employs and who pays", Sentences: []string{Label(Models, c.Model) + ".", Sentence(Models, c.Model)}}
	if c.Lead != "" {
		s.Sentences = append(s.Sentences, "The lead employer is "+c.Name(c.Lead)+".")
	}
	return s
}

func (c Clauses) scopeInWords() Section {
	s := Section{Heading: "Work that is covered", Lines: []string{
		"Sites: " + only(c.named(c.Scope.SitesIn), "all sites of the parties"),
	}}
	if len(c.Scope.SitesOut) > 0 {
		s.Lines = append(s.Lines, "Sites left out: "+list(c.named(c.Scope.SitesOut)))
	}
	s.Lines = append(s.Lines,
		"Staff groups: "+only(labels(c.Scope.StaffGroups, StaffGroups), "all staff groups"),
		"Bands: "+only(labels(c.Scope.Bands, Bands), "all bands and grades"))
	if len(c.Scope.ExcludedActivities) > 0 {
		s.Lines = append(s.Lines, "No deployment is for "+list(phrases(c.Scope.ExcludedActivities, Activities)))
	}
	return s
}

func only(vs []string, all string) string {
	if len(vs) == 0 {
		return all
	}
	return "only " + list(vs)
}

func (c Clauses) durationInWords() Section {
	text := "The agreement covers shifts that start at or after " + moment(c.From) + ", with no end date."
	if c.Until != nil {
		text = "The agreement covers shifts that start at or after " + moment(c.From) + " and end at or before " + moment(*c.Until) + "."
	}
	return Section{Heading: "Duration", Sentences: []string{text}}
}

func (l Limits) inWords() Section {
	s := Section{Heading: "Limits"}
	if l.MaxDaysIn12Months == 0 {
		s.Lines = append(s.Lines, "There is no limit on the days that one worker may be deployed in a year")
	} else {
		s.Lines = append(s.Lines, "One worker may be deployed under this agreement on at most "+count(l.MaxDaysIn12Months, "day", "days")+" in any 12 months")
	}
	if l.MaxSingleDeploymentDays == 0 {
		s.Lines = append(s.Lines, "There is no limit on the length of a single deployment")
	} else {
		s.Lines = append(s.Lines, "One worker may be deployed to one host on at most "+count(l.MaxSingleDeploymentDays, "day", "days")+" in a row; longer needs a secondment")
	}
	return s
}

func (c Clauses) consentInWords() Section {
	return Section{Heading: "The worker's choice", Sentences: []string{
		Sentence(Consents, c.Consent), "The worker may take this back at any time. Nobody is worse off for saying no.",
	}}
}

func (c Checks) inWords() Section {
	s := Section{Heading: "Checks relied on"}
	if len(c.Minimums) == 0 {
		s.Sentences = []string{"Hosts rely on the employment checks of the home employer as they stand, and ask for no minimum beside what the shift requires."}
		return s
	}
	s.Sentences = []string{"Hosts rely on the employment checks of the home employer when these are met on the day of the shift."}
	for _, m := range c.Minimums {
		s.Lines = append(s.Lines, m.inWords())
	}
	return s
}

func (m Minimum) inWords() string {
	text := Label(CheckTypes, m.Type) + ": satisfied and in date"
	if m.Level != "" {
		text += ", at least " + Label(DBSLevels, m.Level)
	}
	if m.Workforce != "" {
		text += ", workforce " + Label(DBSWorkforces, m.Workforce)
	}
	if m.MaxAgeMonths > 0 {
		text += ", done within the last " + count(m.MaxAgeMonths, "month", "months")
	}
	return text
}

func (c Clauses) trainingInWords() Section {
	s := Section{Heading: "Training"}
	for _, a := range c.Training.Accepted {
		what := "all subjects"
		if len(a.Codes) > 0 {
			what = list(a.Codes)
		}
		s.Lines = append(s.Lines, "Accepted without repeating it: "+a.Framework+", "+what)
	}
	if len(c.Training.Accepted) == 0 {
		s.Sentences = []string{"Hosts accept the training that the shift requires and the worker's passport proves, and none beside."}
	}
	for _, u := range c.Training.TopUps {
		host := "every host"
		if u.Host != "" {
			host = c.Name(u.Host)
		}
		s.Lines = append(s.Lines, "At "+host+", "+Sentence(TopUpTimes, u.When)+": "+Sentence(TopUpKinds, u.Code))
	}
	return s
}

func (m Money) inWords(model string) Section {
	s := Section{Heading: "Money"}
	if m.RateBasis == "" {
		s.Sentences = []string{"Nothing is agreed on money."}
		return s
	}
	if model == "host_pays" {
		s.Sentences = append(s.Sentences, "The host pays the worker itself, so pay is not repaid.")
	} else {
		s.Sentences = append(s.Sentences, Sentence(RateBases, m.RateBasis))
	}
	if m.UnsocialHours != "" {
		s.Sentences = append(s.Sentences, Sentence(UnsocialHours, m.UnsocialHours))
	}
	s.Sentences = append(s.Sentences, Sentence(Bearers, m.CancellationBearer), Sentence(Invoices, m.Invoice),
		"A line may be disputed within "+count(m.DisputeDays, "day", "days")+" of the statement.")
	for _, r := range m.Harmonised {
		s.Lines = append(s.Lines, fmt.Sprintf("%s, %s: %s an hour, %s at unsocial hours",
			Label(StaffGroups, r.StaffGroup), Label(Bands, r.Band), Pounds(r.HourlyPence), Pounds(r.UnsocialPence)))
	}
	s.Lines = append(s.Lines, "On-costs: "+Percent(m.OnCostBP)+" of pay", "Administration fee: "+Pounds(m.AdminFeePence)+" a shift",
		"Travel: "+Pounds(m.TravelPencePerMile)+" a mile")
	return s
}

func (v VAT) inWords() Section {
	s := Section{Heading: "VAT", Sentences: []string{"Nothing is agreed on VAT."}}
	if v.Treatment != "" {
		s.Sentences = []string{Sentence(VATTreatments, v.Treatment), "Reason: " + v.Reason}
	}
	return s
}

func (i Indemnity) inWords() Section {
	s := Section{Heading: "Indemnity", Sentences: []string{"Nothing is agreed on indemnity."}}
	if i.ClinicalNegligence != "" {
		s.Sentences = []string{Sentence(Negligence, i.ClinicalNegligence), Sentence(Liability, i.EmployersLiability)}
	}
	return s
}

func (d Duties) inWords() Section {
	s := Section{Heading: "Duties"}
	if len(d.Home) > 0 {
		s.Lines = append(s.Lines, "The home employer sees to "+list(phrases(d.Home, HomeDuties)))
	}
	if len(d.Host) > 0 {
		s.Lines = append(s.Lines, "The host sees to "+list(phrases(d.Host, HostDuties)))
	}
	if d.ConcernHours > 0 {
		s.Lines = append(s.Lines, "Home employer and host tell each other within "+count(d.ConcernHours, "hour", "hours")+" of a concern about conduct, capability or safety")
	}
	return s
}

func (i Information) inWords() Section {
	if i.Controllers == "" {
		return Section{Heading: "Personal data", Sentences: []string{"Nothing is agreed on personal data."}}
	}
	s := Section{Heading: "Personal data", Sentences: []string{Sentence(Controllers, i.Controllers)}}
	if i.PlatformProcessor {
		s.Sentences = append(s.Sentences, "The operator of the platform is their processor and acts on their instructions only.")
	}
	s.Sentences = append(s.Sentences, "Personal data is shared on these grounds of the UK GDPR.")
	s.Lines = phrases(i.LawfulBases, LawfulBases)
	return s
}

func (n Notice) inWords() Section {
	text := "A party may end this agreement, or leave it, at once."
	if n.Days > 0 {
		text = "A party may end this agreement, or leave it, by notice of at least " + count(n.Days, "day", "days") + " to the other parties."
	}
	return Section{Heading: "Notice and end", Sentences: []string{text, Sentence(BookedAtEnd, string(n.Booked))}}
}

func wholeShift() Section {
	return Section{Heading: "Whole shift", Sentences: []string{
		"A shift is covered when home employer and host had both signed before it starts, and both take part until it ends. Days are days in London.",
	}}
}
