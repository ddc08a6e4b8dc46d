package rosterfile

import (
	"math"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

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
