package question

import (
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// SampleNow is when the stories of the pages play, in winter time.
var SampleNow = time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)

// SampleLead asks in them.
var SampleLead = auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}

// Sample is a question of a story, with the words of a query.
func Sample(query string, days Days) *Question {
	values, _ := url.ParseQuery(query)
	var employers []app.EmployerFigures
	for _, ods := range []string{"RPA", "RVV", "RWF"} {
		employers = append(employers, app.EmployerFigures{ODS: ods, Name: SampleName(fact.KindEmployer, ods)})
	}
	return Of(values, employers, SampleNow, days)
}

var sampleNames = map[string]string{
	"RVV": "East Kent Hospitals University NHS Foundation Trust", "RPA": "Medway NHS Foundation Trust", "RWF": "Maidstone and Tunbridge Wells NHS Trust",
	"RVV01": "William Harvey Hospital", "RPA01": "Medway Maritime Hospital",
}

// SampleName names the employers and sites of stories.
func SampleName(_ fact.Kind, ods string) string {
	if n, ok := sampleNames[ods]; ok {
		return n
	}
	return ods
}
