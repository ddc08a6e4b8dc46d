package registerfile

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/sheet"
)

// cells is one line of a file whose columns are known.
type cells struct {
	line               sheet.Line
	at                 map[string]int
	serials, since1904 bool
}

func (c cells) get(name string) string {
	i, ok := c.at[name]
	if !ok || i >= len(c.line.Cells) {
		return ""
	}
	return strings.TrimSpace(c.line.Cells[i])
}

var (
	code     = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)
	postcode = regexp.MustCompile(`^([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})$`)
)

func (c cells) row() Row {
	r := Row{Number: c.line.Number, Name: Name(c.get("name")), Kind: kindOf(c.get("kind")), Town: Name(c.get("town"))}
	complain := func(text string) { r.Problems = append(r.Problems, text) }
	r.ODS = c.code("ods", "code", complain)
	if r.ODS == "" && len(r.Problems) == 0 {
		complain("There is no code.")
	}
	r.System = c.code("system", "code of an integrated care board", complain)
	r.Employer = c.code("employer", "code of an employer", complain)
	if p := strings.ToUpper(c.get("postcode")); p != "" {
		if m := postcode.FindStringSubmatch(p); m != nil {
			r.Postcode = m[1] + " " + m[2]
		} else {
			complain("“" + p + "” is no postcode. Write it like TN24 0LZ.")
		}
	}
	r.Lat, r.Lon = c.degrees("lat", 90, complain), c.degrees("lon", 180, complain)
	r.Opens, r.Joined = c.begin("opens", complain), c.begin("joined", complain)
	if last := c.begin("closes", complain); last != nil {
		d := last.In(clock.London)
		after := time.Date(d.Year(), d.Month(), d.Day()+1, 0, 0, 0, 0, clock.London).UTC()
		r.Closes = &after // The last day is a day on which it is still there.
	}
	return r
}

func (c cells) code(name, what string, complain func(string)) string {
	v := strings.ToUpper(c.get(name))
	if v != "" && !code.MatchString(v) {
		complain("“" + v + "” is no " + what + ": capital letters and digits only.")
		return ""
	}
	return v
}

func (c cells) degrees(name string, most float64, complain func(string)) *float64 {
	text := c.get(name)
	if text == "" {
		return nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > most {
		complain("“" + text + "” is no " + name + " in degrees.")
		return nil
	}
	return &v
}

func (c cells) begin(name string, complain func(string)) *time.Time {
	text := c.get(name)
	if text == "" {
		return nil
	}
	at, ok := day(text, c.serials, c.since1904)
	if !ok {
		complain("“" + text + "” is no date. Write it like 2026-03-31 or 20260331.")
		return nil
	}
	return &at
}

// day reads a day as it begins in London: 2026-03-31, 20260331, 31/03/2026, or a workbook's number.
func day(text string, serials, since1904 bool) (at time.Time, ok bool) {
	for _, form := range []string{time.DateOnly, "20060102", "02/01/2006", "2-Jan-2006", "2006-01-02 15:04:05", "2006-01-02T15:04:05"} {
		t, err := time.ParseInLocation(form, text, clock.London)
		if err == nil {
			return sane(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, clock.London))
		}
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !serials || n < 1 || n > 100_000 {
		return at, false
	}
	year, first := 1899, 30
	if since1904 {
		year, first = 1904, 1
	}
	month := time.December
	if since1904 {
		month = time.January
	}
	return sane(time.Date(year, month, first+int(n), 0, 0, 0, 0, clock.London))
}

func sane(t time.Time) (time.Time, bool) {
	return t.UTC(), t.Year() >= 1948 && t.Year() <= 2099
}

// kindOf is the register's word for what an employer is; empty for words that say nothing.
func kindOf(text string) string {
	switch p := plain(text); {
	case strings.HasPrefix(p, "acute"):
		return "acute"
	case strings.HasPrefix(p, "community"):
		return "community"
	case strings.HasPrefix(p, "mental"):
		return "mental_health"
	case strings.HasPrefix(p, "ambulance"):
		return "ambulance"
	case strings.HasPrefix(p, "primary"), strings.HasPrefix(p, "gp"):
		return "primary_care"
	case p != "":
		return "other"
	}
	return ""
}

// small are words that names do not begin with a capital; upper are those that are all capitals.
var (
	small = map[string]bool{"and": true, "of": true, "the": true, "for": true, "at": true, "in": true, "on": true, "by": true, "with": true}
	upper = map[string]bool{"NHS": true, "CIC": true, "GP": true, "FT": true, "UK": true, "ICB": true, "ICS": true, "PCT": true, "ED": true, "II": true}
)

// Name writes a name that is all capitals, as the national register's are, the way people read it. Others stay as they are.
func Name(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if strings.ContainsFunc(text, unicode.IsLower) {
		return text
	}
	words := strings.Split(text, " ")
	for i, w := range words {
		bare := strings.Trim(w, "().,")
		switch {
		case upper[bare]:
		case small[strings.ToLower(bare)] && i > 0:
			words[i] = strings.ToLower(w)
		default:
			words[i] = capital(w)
		}
	}
	return strings.Join(words, " ")
}

// capital writes the first letter of each part of a word in capitals: St Martin's, Weston-super-Mare is beyond it.
func capital(w string) string {
	first := true
	return strings.Map(func(r rune) rune {
		defer func() { first = r == '-' || r == '(' || r == '/' }()
		if first {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, w)
}
