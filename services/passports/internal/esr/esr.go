// Package esr reads how the Electronic Staff Record names competencies, NHS|CSTF|Fire Safety - 2 Years|, and finds by a
// versioned map which competency is meant. What the map does not know is asked of a person once and never guessed.
package esr

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

// Name is a competency string taken apart.
type Name struct {
	// Prefix is NHS, or the three digits by which a trust is known in the Electronic Staff Record.
	Prefix string
	// Framework is e.g. CSTF or LOCAL.
	Framework string
	// Title is the rest without the level and the years, in its own letters.
	Title string
	// Level is what the string says, 0 when it says none.
	Level int
	// Years is the period of renewal that the string says, 0 when it says none.
	Years int
}

// What makes a string none that the Electronic Staff Record would write.
var (
	ErrForm   = errors.New("not of the form prefix|framework|title|")
	ErrPrefix = errors.New("the prefix is neither NHS nor the three digits of a trust")
	ErrTitle  = errors.New("the title is empty or too long")
)

// maxTitle is more than any title of the record; what is longer is something else in the wrong column.
const maxTitle = 200

var (
	prefix    = regexp.MustCompile(`^(NHS|[0-9]{3})$`)
	framework = regexp.MustCompile(`^[A-Z][A-Z0-9 &_-]{0,29}$`)
	years     = regexp.MustCompile(`(?i)(?: ?- ?| )([1-9][0-9]?) years?$`)
	once      = regexp.MustCompile(`(?i) ?- ?no (?:specified )?renewal$`)
	level     = regexp.MustCompile(`(?i)(?: ?- ?| |^)\(?level ([1-9])\)?(?: |$)`)
	dashes    = strings.NewReplacer("\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2014", "-", "\u2212", "-")
)

// Parse takes a string apart. A missing last bar, other dashes and repeated blanks do not matter. The errors are ErrForm,
// ErrPrefix and ErrTitle.
func Parse(raw string) (Name, error) {
	parts := strings.Split(tidy(raw), "|")
	if n := len(parts); n > 3 && strings.TrimSpace(parts[n-1]) == "" {
		parts = parts[:n-1]
	}
	if len(parts) != 3 {
		return Name{}, ErrForm
	}
	n := Name{Prefix: strings.ToUpper(strings.TrimSpace(parts[0])), Framework: strings.ToUpper(strings.TrimSpace(parts[1])), Title: strings.TrimSpace(parts[2])}
	switch {
	case !prefix.MatchString(n.Prefix):
		return Name{}, ErrPrefix
	case !framework.MatchString(n.Framework):
		return Name{}, ErrForm
	case n.Title == "" || len(n.Title) > maxTitle:
		return Name{}, ErrTitle
	}
	n.takeYears()
	n.takeLevel()
	if Key(n.Title) == "" {
		return Name{}, ErrTitle
	}
	return n, nil
}

// tidy makes one kind of dash and single blanks.
func tidy(s string) string { return strings.Join(strings.Fields(dashes.Replace(s)), " ") }

func (n *Name) takeYears() {
	for once.MatchString(n.Title) {
		n.Title = strings.TrimSpace(once.ReplaceAllString(n.Title, ""))
	}
	if m := years.FindStringSubmatch(n.Title); m != nil {
		n.Years = number(m[1])
		n.Title = strings.TrimSpace(strings.TrimSuffix(n.Title, m[0]))
	}
}

// takeLevel takes out "- Level 2", at the end or before what is said more closely.
func (n *Name) takeLevel() {
	at := level.FindStringSubmatchIndex(n.Title)
	if at == nil {
		return
	}
	n.Level = number(n.Title[at[2]:at[3]])
	before, after := strings.TrimSpace(n.Title[:at[0]]), strings.TrimSpace(n.Title[at[1]:])
	n.Title = strings.Trim(strings.TrimSpace(before+" "+after), "- ")
}

func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// Key is a title in the form in which titles are compared: small letters and digits, one blank between words.
func Key(title string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(tidy(title)), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), " ")
}

// Key is by what the map knows a string: prefix, framework and title, and the level when the string says one.
func (n Name) Key() string {
	return n.Prefix + "|" + n.Framework + "|" + Key(n.Title)
}
