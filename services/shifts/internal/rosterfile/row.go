package rosterfile

import (
	"strconv"
	"strings"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func itoa(n int) string { return strconv.Itoa(n) }

// builder makes one row.
type builder struct {
	reader
	line Line
	row  *Row
}

func (r reader) row(line Line) Row {
	row := Row{Number: line.Number, Posting: r.posting, Cells: map[Field]string{}, columns: r.letters}
	b := builder{r, line, &row}
	p := &row.Posting
	p.Site = b.site()
	p.Ward, p.StaffGroup, p.Role = b.code(Ward, true), b.code(StaffGroup, true), b.code(Role, true)
	p.Band, p.Reason, p.CostCode = b.code(Band, true), b.code(Reason, true), b.code(CostCode, false)
	b.times()
	p.BreakMinutes = b.breakMinutes()
	p.RatePence = b.ratePence()
	p.Places = b.places()
	p.Requirements = shift.Requirements{
		RegistrationBody: b.code(Registration, false), DBSLevel: b.code(DBSLevel, false), DBSWorkforce: b.code(DBSWorkforce, false),
		EPP: b.yes(EPP), Competencies: b.competencies(),
	}
	return row
}

// text is the cell of a field, or its fixed value. What is written for nothing is nothing.
func (b builder) text(f Field) string {
	text := b.raw(b.line, f)
	if text != "" {
		b.row.Cells[f] = text
	}
	if nothing[plain(text)] || strings.Trim(text, "-–— .") == "" {
		text = b.mapping.Fixed[f]
	}
	return text
}

func (b builder) wrong(f Field, message, fix string) {
	b.row.Problems = append(b.row.Problems, Problem{Field: f, Column: b.letters[f], Value: b.raw(b.line, f), Message: message, Fix: fix})
}

func (b builder) code(f Field, needed bool) string {
	text := b.text(f)
	if text == "" {
		if needed {
			b.wrong(f, Names[f]+" is missing.", fixes[f])
		}
		return ""
	}
	code := b.mapping.code(f, text)
	if code == "" && needed {
		b.wrong(f, Names[f]+" cannot be read.", fixes[f])
	}
	return code
}

// fixes say what to write in a field.
var fixes = map[Field]string{
	Site:         "Write the site's ODS code, for example RVV01, or its name.",
	Ward:         "Write the ward's code or name, for example ward_7.",
	StaffGroup:   "Write the staff group, for example nursing_midwifery.",
	Role:         "Write the job role, for example registered_nurse.",
	Band:         "Write the band, for example 5 or 8a, or medical.",
	Date:         "Write the day on which the shift starts, for example 30/11/2028 or 30-Nov-2028.",
	Start:        "Write the start as hours and minutes, for example 19:30.",
	End:          "Write the end as hours and minutes, for example 07:30.",
	EndDate:      "Write the day on which the shift ends, or leave it empty.",
	Break:        "Write the unpaid break in minutes, for example 60; 0 for none.",
	Reason:       "Write vacancy, sickness, maternity, leave, enhanced_care, escalation, induction or other.",
	Rate:         "Write the basic pay an hour in pounds, for example 18.45.",
	Places:       "Write how many people are needed, for example 2, or leave it empty for one.",
	EPP:          "Write yes or no.",
	Competencies: "Write framework, code and level, one after the other with a semicolon between: cstf FIRE 1; clinical IV 2.",
}

func (b builder) site() string {
	text := b.text(Site)
	if text == "" {
		b.wrong(Site, "Site is missing.", fixes[Site])
		return ""
	}
	code := b.mapping.code(Site, text)
	if ods, ok := b.sites[plain(code)]; ok {
		return ods
	}
	if len(b.sites) > 0 {
		b.wrong(Site, "This is not one of your sites.", fixes[Site])
	}
	return code
}

// ProblemOf is a problem that was found in the posting of a row, said of the row's cell. field is the posting's name.
func ProblemOf(row Row, field, message string) Problem {
	f, ok := postingFields[field]
	if !ok {
		f = Field(strings.TrimPrefix(field, "requirements."))
		if strings.HasPrefix(field, "requirements.competencies") {
			f = Competencies
		}
	}
	if f == Rate && row.Posting.RatePence == 0 {
		message = "The rate is missing, and no rate card says it for this work."
	}
	return Problem{Field: f, Column: row.columns[f], Value: row.Cells[f], Message: message, Fix: fixes[f]}
}

// postingFields are the fields that a posting calls by another name.
var postingFields = map[string]Field{
	"starts_at": Start, "ends_at": End, "rate_pence": Rate, "requirements.registration_body": Registration,
}
