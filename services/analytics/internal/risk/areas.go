package risk

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Area is a kind of ward where a gap is graver than elsewhere.
type Area struct {
	// Name is the reason that people read.
	Name string `json:"name"`
	// Weight is what it adds to the rank of a gap, beside the weights of time and need in this package.
	Weight int `json:"weight"`
	// Words are parts of the codes of wards, or whole wards as employer/ward, in small letters.
	Words []string `json:"words"`
}

// Areas are one version of the critical areas of a system; 0 is the default that nobody has changed.
type Areas struct {
	Version int64
	List    []Area
}

// DefaultAreas are the areas in which national guidance sets staffing by patient rather than by ward ‡: emergency care (NICE
// and RCEM), critical care (GPICS), theatres and recovery (AfPP), maternity (Birthrate Plus) and neonatal care (BAPM).
func DefaultAreas() Areas {
	return Areas{List: []Area{
		{"Emergency department", inCritical, []string{"emergency", "ed", "ae", "resus"}},
		{"Critical care", inCritical, []string{"icu", "itu", "hdu", "ccu", "critical", "intensive"}},
		{"Theatres and recovery", inCritical, []string{"theatre", "theatres", "recovery"}},
		{"Maternity", inCritical, []string{"labour", "delivery", "maternity"}},
		{"Neonatal care", inCritical, []string{"nicu", "scbu", "neonatal"}},
		{"Children's critical care", inCritical, []string{"picu"}},
	}}
}

// inCritical is the default weight of an area ‡: a start within four hours in one is of high risk.
const inCritical = 30

// The bounds of what a system may choose. A weight above that of a start within hours would let the area alone decide.
const (
	LeastWeight = 5
	MostWeight  = 60
	MostAreas   = 30
	MostWords   = 40
	mostName    = 60
)

// Problem is what is wrong with a field of one area, counted from 0; Area is -1 for what is wrong with all.
type Problem struct {
	Area           int
	Field, Message string
}

var (
	named = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N} '’,&()/-]*$`)
	word  = regexp.MustCompile(`^[a-z0-9]{2,40}$`)
	ward  = regexp.MustCompile(`^[a-z0-9]{1,12}/[a-z0-9_.-]{1,60}$`)
)

// Change makes the next version, or says everything that is wrong with it.
func Change(was Areas, list []Area) (Areas, []Problem) {
	next := Areas{Version: was.Version + 1, List: make([]Area, len(list))}
	var wrong []Problem
	if len(list) == 0 || len(list) > MostAreas {
		wrong = append(wrong, Problem{-1, "areas", fmt.Sprintf("Give 1 to %d areas.", MostAreas)})
	}
	names, words := map[string]int{}, map[string]int{}
	for i, a := range list {
		a.Name, a.Words = strings.Join(strings.Fields(a.Name), " "), tidy(a.Words)
		next.List[i] = a
		for _, p := range a.problems() {
			wrong = append(wrong, Problem{i, p[0], p[1]})
		}
		if _, twice := names[strings.ToLower(a.Name)]; twice {
			wrong = append(wrong, Problem{i, "name", "Two areas have this name. Put their words together."})
		}
		names[strings.ToLower(a.Name)] = i
		for _, w := range a.Words {
			if first, twice := words[w]; twice {
				wrong = append(wrong, Problem{i, "words", fmt.Sprintf("%s stands under %s already. Keep it in one area.", w, next.List[first].Name)})
			}
			words[w] = i
		}
	}
	if len(wrong) > 0 {
		return was, wrong
	}
	return next, nil
}

// tidy gives words in small letters, each once, in the order given.
func tidy(words []string) []string {
	out := []string{}
	for _, w := range words {
		if w = strings.ToLower(strings.TrimSpace(w)); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// problems are fields with what is wrong with them.
func (a Area) problems() (out [][2]string) {
	if !named.MatchString(a.Name) || len([]rune(a.Name)) > mostName {
		out = append(out, [2]string{"name", fmt.Sprintf("Say what people are to read as the reason, in 1 to %d letters and digits.", mostName)})
	}
	if a.Weight < LeastWeight || a.Weight > MostWeight {
		out = append(out, [2]string{"weight", fmt.Sprintf("Give a weight from %d to %d.", LeastWeight, MostWeight)})
	}
	if len(a.Words) == 0 || len(a.Words) > MostWords {
		out = append(out, [2]string{"words", fmt.Sprintf("Give 1 to %d words.", MostWords)})
	}
	for _, w := range a.Words {
		if !word.MatchString(w) && !ward.MatchString(w) {
			out = append(out, [2]string{"words", fmt.Sprintf("%q is no part of a ward's code. Give letters and digits, two at least, or a whole ward as RVV/KINGS_A.", w)})
		}
	}
	return out
}

// Of is the gravest area that a ward of an employer is in, the first of equals. ok is false when it is in none.
func (a Areas) Of(employer, ward string) (area Area, ok bool) {
	code := strings.ToLower(ward)
	parts := append(strings.FieldsFunc(code, func(r rune) bool { return r == '_' || r == '-' || r == '.' }), strings.ToLower(employer)+"/"+code)
	for _, one := range a.List {
		if slices.ContainsFunc(one.Words, func(w string) bool { return slices.Contains(parts, w) }) && (!ok || one.Weight > area.Weight) {
			area, ok = one, true
		}
	}
	return area, ok
}
