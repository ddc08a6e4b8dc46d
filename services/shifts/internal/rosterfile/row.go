package rosterfile

import (
	"math"
	"strconv"
	"strings"
	"time"

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

func (b builder) times() {
	from, ok := b.wall(Start)
	to, ok2 := b.wall(End)
	starts, dated := b.startDay(from, ok)
	if !ok || !ok2 || !dated {
		return
	}
	ends, ok := b.endDay(starts, from, to)
	if !ok {
		return
	}
	startZone, endZone := b.zones(from.inDoubt(starts), to.inDoubt(ends))
	s, trouble, fix := from.moment(starts, startZone)
	if trouble != "" {
		b.wrong(Start, trouble, fix)
	}
	e, trouble2, fix := to.moment(ends, endZone)
	if trouble2 != "" {
		b.wrong(End, trouble2, fix)
	}
	if trouble != "" || trouble2 != "" {
		return
	}
	b.row.Posting.StartsAt, b.row.Posting.EndsAt = s, e
	length, shown := e.Sub(s), ends.time().Sub(starts.time())+time.Duration(to.minutes-from.minutes)*time.Minute
	if length > 0 && length != shown && from.exact == nil {
		b.row.Warnings = append(b.row.Warnings, "Clocks change during this shift: it lasts "+hours(length)+".")
	}
}

// zones are the clocks for start and end. One column cannot name the clocks of both ends of the night in which they
// change, so a name counts for the end only in doubt, and not for the start when only the end is in doubt.
func (b builder) zones(startInDoubt, endInDoubt bool) (starts, ends string) {
	zone := b.text(Zone)
	starts, ends = zone, zone
	if _, offset := readZone(zone); offset != gmt && offset != bst {
		return starts, ends
	}
	if !endInDoubt {
		ends = ""
	} else if !startInDoubt {
		starts = ""
	}
	return starts, ends
}

func hours(d time.Duration) string {
	text := itoa(int(d.Hours())) + " h"
	if m := int(d.Minutes()) % 60; m > 0 {
		text += " " + itoa(m) + " min"
	}
	return text
}

func (b builder) wall(f Field) (wall, bool) {
	text := b.text(f)
	if text == "" {
		b.wrong(f, Names[f]+" is missing.", fixes[f])
		return wall{}, false
	}
	w, ok := b.readWall(text)
	if !ok {
		b.wrong(f, Names[f]+" cannot be read.", fixes[f])
		return wall{}, false
	}
	// What is kept of the cell is what a person would write, not a serial.
	if _, _, serial := b.serial(text); serial && w.day == nil {
		b.row.Cells[f] = w.text()
		if w.minutes == 24*60 {
			b.row.Cells[f] = "24:00"
		}
	} else if serial {
		b.row.Cells[f] = w.day.iso() + " " + w.text()
	}
	return w, true
}

func (b builder) day(f Field, text string) (day, bool) {
	d, ok := b.readDay(text)
	if !ok {
		fix := fixes[f]
		if swapped := b.swapped(); swapped != "" {
			if _, other := swapped.readDay(b.reader, text); other {
				fix = "The digits only make a date in another order. Write 30-Nov-2028, or change the order of dates in your mapping."
			}
		}
		b.wrong(f, Names[f]+" is no date that can be read.", fix)
		return d, false
	}
	if _, _, serial := b.serial(text); serial {
		b.row.Cells[f] = d.iso()
	}
	return d, true
}

// order is an order of dates to try.
type order string

func (b builder) swapped() order {
	if b.mapping.DateOrder == MonthFirst {
		return DayFirst
	}
	return MonthFirst
}

func (o order) readDay(r reader, text string) (day, bool) {
	r.mapping.DateOrder = string(o)
	return r.readDay(text)
}

// startDay is the date column's day, or the one that stands with the start.
func (b builder) startDay(from wall, timed bool) (day, bool) {
	text := b.text(Date)
	switch {
	case text == "" && timed && from.day != nil:
		return *from.day, true
	case text == "":
		b.wrong(Date, "Date is missing.", fixes[Date])
		return day{}, false
	}
	d, ok := b.day(Date, text)
	if ok && timed && from.day != nil && *from.day != d {
		b.wrong(Start, "The start is on another day than the date.", "Give both the same day.")
		return day{}, false
	}
	return d, ok
}

// endDay is the day that the row names, or else the next one when the end is not after the start by the clock.
func (b builder) endDay(starts day, from, to wall) (day, bool) {
	text := b.text(EndDate)
	switch {
	case to.day != nil:
		return *to.day, true
	case text != "":
		return b.day(EndDate, text)
	case to.minutes <= from.minutes:
		return starts.next(), true
	}
	return starts, true
}

func (b builder) breakMinutes() int {
	text := b.text(Break)
	if text == "" {
		return 0
	}
	text = strings.TrimSpace(strings.TrimRight(strings.ToLower(text), "minutes. "))
	n, ok := number(text)
	// A workbook keeps 01:00 as a part of the day.
	if _, minutes, serial := b.serial(text); serial && ok && n > 0 && n < 1 {
		b.row.Cells[Break] = itoa(minutes)
		return minutes
	}
	if minutes, timed := minutesOf(text); timed && strings.ContainsAny(text, ":") {
		return minutes
	}
	if !ok || n != math.Trunc(n) || n > 24*60 {
		b.wrong(Break, "The break is no number of minutes.", fixes[Break])
		return 0
	}
	return int(n)
}

func (b builder) ratePence() int64 {
	text := b.text(Rate)
	if text == "" {
		// The rate card says it, or there is none and the posting is refused for it.
		return 0
	}
	pounds, ok := number(text)
	if pence := math.Round(pounds * 100); ok && math.Abs(pence-pounds*100) < 1e-6 {
		return int64(pence)
	}
	fix := fixes[Rate]
	if ok {
		fix = "Write whole pence: pounds with two digits after the point, for example 18.45."
	}
	b.wrong(Rate, "The rate is no amount of money.", fix)
	return 0
}

func (b builder) places() int {
	text := b.text(Places)
	if text == "" {
		return 1
	}
	n, ok := number(text)
	if !ok || n != math.Trunc(n) || n < 1 || n > shift.MaxPlaces {
		b.wrong(Places, "How many people must be a whole number from 1 to "+itoa(shift.MaxPlaces)+".", fixes[Places])
		return 0
	}
	return int(n)
}

func (b builder) yes(f Field) bool {
	switch answer := plain(b.mapping.code(f, b.text(f))); answer {
	case "", "no":
		return false
	case "yes":
		return true
	}
	b.wrong(f, Names[f]+" must be yes or no.", fixes[f])
	return false
}

func (b builder) competencies() []shift.Competency {
	var out []shift.Competency
	for part := range strings.FieldsFuncSeq(b.text(Competencies), func(r rune) bool { return r == ';' || r == '|' }) {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		level := 0
		if len(words) == 3 {
			level, _ = strconv.Atoi(words[2])
		}
		if level < 1 || level > 9 {
			b.wrong(Competencies, "“"+strings.TrimSpace(part)+"” is no competency.", fixes[Competencies])
			return nil
		}
		out = append(out, shift.Competency{Framework: words[0], Code: words[1], Level: level})
	}
	return out
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
