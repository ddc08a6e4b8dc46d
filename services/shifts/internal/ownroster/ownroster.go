// Package ownroster is what an employer rosters its own staff for: their substantive hours, leave and sickness. It is
// imported so that hours at all employers together can be judged; no shift of it can be taken.
package ownroster

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// The limits of an import. The figures keep a slip of the keyboard from becoming somebody's diary.
const (
	MaxRows     = 100_000
	MaxDays     = 190 // half a year and a week: rosters are approved up to 26 weeks ahead
	MaxShift    = 24 * time.Hour
	MaxAbsence  = 400 * 24 * time.Hour
	MaxProblems = 100
)

// Line is one row as it was sent: texts, so that a problem can be told with the row it is in.
type Line struct {
	// Number counts the rows from 1, or the lines of a file.
	Number                                int
	WorkerID, Kind, Starts, Ends, Minutes string
}

// Row is one rostered shift, leave or sickness of one worker.
type Row struct {
	WorkerID         id.ID
	Kind             workingtime.Kind
	StartsAt, EndsAt time.Time
	// NetMinutes is the working time; 0 for leave and sickness.
	NetMinutes int
}

// Release is an employer's whole roster for the days from From to before To. It replaces what was imported for them before.
type Release struct {
	Employer string
	From, To time.Time
	Rows     []Row
}

// Problem is what keeps a release from being read. Line is 0 when it is of the whole.
type Problem struct {
	Line           int
	Field, Message string
}

// Invalid is a release that cannot be read, with its problems, at most MaxProblems.
type Invalid struct{ Problems []Problem }

// Error implements error.
func (e *Invalid) Error() string { return e.Problems[0].Message }

// New reads a release. from and until are its first and last day. The error is an *Invalid.
func New(employer string, from, until walltime.Day, lines []Line) (Release, error) {
	r := Release{Employer: employer, From: midnight(from, 0), To: midnight(until, 1)}
	var ps problems
	ps.unless(r.To.After(r.From), 0, "until", "The last day is before the first; give them in order.")
	ps.unless(r.To.Sub(r.From) <= MaxDays*24*time.Hour, 0, "until", "A roster of more than %d days is too long for one import; send it in parts.", MaxDays)
	ps.unless(len(lines) <= MaxRows, 0, "rows", "There are more than %d rows; send the roster in parts.", MaxRows)
	if len(ps) > 0 {
		return Release{}, &Invalid{ps}
	}
	r.Rows = make([]Row, 0, len(lines))
	at := make(map[id.ID][]placed)
	for _, l := range lines {
		row, ok := l.row(&ps)
		if !ok {
			continue
		}
		ps.unless(!row.StartsAt.Before(r.From) && row.StartsAt.Before(r.To), l.Number, "starts", "This row starts outside the days of the roster, %s to %s.", from, until)
		at[row.WorkerID] = append(at[row.WorkerID], placed{l.Number, row})
		r.Rows = append(r.Rows, row)
	}
	for _, rows := range at {
		overlaps(&ps, rows)
	}
	if len(ps) > 0 {
		slices.SortStableFunc(ps, func(a, b Problem) int { return a.Line - b.Line })
		return Release{}, &Invalid{ps[:min(len(ps), MaxProblems)]}
	}
	return r, nil
}

type problems []Problem

func (ps *problems) unless(ok bool, line int, field, format string, args ...any) bool {
	if !ok {
		*ps = append(*ps, Problem{line, field, fmt.Sprintf(format, args...)})
	}
	return ok
}

func (l Line) row(ps *problems) (Row, bool) {
	r := Row{Kind: workingtime.Kind(l.Kind)}
	if l.Kind == "" {
		r.Kind = workingtime.Substantive
	}
	var err error
	r.WorkerID, err = id.Parse(strings.TrimSpace(l.WorkerID))
	ok := ps.unless(err == nil, l.Number, "worker_id", "Give the worker's id as Muster knows it; the passport shows it.")
	ok = ps.unless(slices.Contains([]workingtime.Kind{workingtime.Substantive, workingtime.Leave, workingtime.Sick}, r.Kind), l.Number, "kind", "Choose substantive, leave or sick; an empty kind is substantive.") && ok
	r.StartsAt, err = moment(l.Starts)
	ok = ps.unless(err == nil, l.Number, "starts", "%s", said(err)) && ok
	r.EndsAt, err = moment(l.Ends)
	ok = ps.unless(err == nil, l.Number, "ends", "%s", said(err)) && ok
	if !ok {
		return Row{}, false
	}
	length, most := r.EndsAt.Sub(r.StartsAt), MaxShift
	if r.Kind != workingtime.Substantive {
		most = MaxAbsence
	}
	if !ps.unless(length > 0, l.Number, "ends", "The end must be after the start.") ||
		!ps.unless(length <= most, l.Number, "ends", "This row is longer than %d hours; give two rows.", int(most.Hours())) {
		return Row{}, false
	}
	if r.Kind != workingtime.Substantive {
		return r, true
	}
	off := 0
	if text := strings.TrimSpace(l.Minutes); text != "" {
		off, err = strconv.Atoi(text)
	}
	if !ps.unless(err == nil && off >= 0 && time.Duration(off)*time.Minute < length, l.Number, "break", "Give the unpaid break in minutes, shorter than the shift, for example 60.") {
		return Row{}, false
	}
	r.NetMinutes = int(length/time.Minute) - off
	return r, true
}

// moment reads a time by the clock on the wall in London, e.g. 2026-03-02 07:30, or with its zone as RFC 3339.
func moment(text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.UTC().Truncate(time.Minute), nil
	}
	date, hour, _ := strings.Cut(strings.Replace(text, "T", " ", 1), " ")
	hour, zone, _ := strings.Cut(strings.TrimSpace(hour), " ")
	d, err := walltime.ParseDay(date)
	if err != nil {
		return time.Time{}, errNoTime
	}
	c, err := walltime.ParseClock(hour)
	if err != nil || (zone != "" && zone != string(walltime.BST) && zone != string(walltime.GMT)) {
		return time.Time{}, errNoTime
	}
	return walltime.At(d, c, walltime.Zone(zone))
}

var errNoTime = fmt.Errorf("Give a time like 2026-03-02 07:30, by the clock on the wall in London.")

func said(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func midnight(d walltime.Day, plus int) time.Time {
	return time.Date(d.Year, d.Month, d.Day+plus, 0, 0, 0, 0, clock.London).UTC()
}

// placed is a row with the line it comes from.
type placed struct {
	line int
	row  Row
}

// overlaps refuses work of one worker at the same time twice, and the same row twice.
func overlaps(ps *problems, rows []placed) {
	slices.SortStableFunc(rows, func(a, b placed) int { return a.row.StartsAt.Compare(b.row.StartsAt) })
	var last *placed
	for i := range rows {
		if rows[i].row.Kind != workingtime.Substantive {
			continue
		}
		if last != nil {
			ps.unless(!rows[i].row.StartsAt.Before(last.row.EndsAt), rows[i].line, "starts", "The worker has another shift at this time in row %d; keep one of the two.", last.line)
		}
		if last == nil || rows[i].row.EndsAt.After(last.row.EndsAt) {
			last = &rows[i]
		}
	}
}
