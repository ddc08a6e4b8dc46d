package ownroster

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

const (
	ann = "01920000-0000-7000-8000-000000000001"
	ben = "01920000-0000-7000-8000-000000000002"
)

func read(text string) (Release, error) {
	lines, err := ReadCSV(text)
	if err != nil {
		return Release{}, err
	}
	return New("RVV", walltime.Day{Year: 2026, Month: 3, Day: 23}, walltime.Day{Year: 2026, Month: 3, Day: 29}, lines)
}

func TestARosterIsReadByTheClockOnTheWall(t *testing.T) {
	t.Parallel()
	r, err := read("worker_id,starts,ends,break,kind\n" +
		ann + ",2026-03-23 07:30,2026-03-23 20:00,60,\n" +
		ann + ",2026-03-28 20:00,2026-03-29 08:00,60,substantive\n" + // the short night of March
		ben + ",2026-03-29T23:00:00Z,2026-03-30T06:00:00Z,,sick\n" +
		ben + ",2026-03-23 00:00,2026-03-28 00:00,,leave\n")
	// The third row starts at midnight of summer time on the 30th, after the roster's last day.
	var no *Invalid
	if !errors.As(err, &no) || len(no.Problems) != 1 || no.Problems[0].Line != 4 || no.Problems[0].Field != "starts" {
		t.Fatalf("%+v %v", r, err)
	}
	r, err = read("ends,starts,worker_id\n2026-03-29 08:00,2026-03-28 20:00," + ann + "\n")
	if err != nil || len(r.Rows) != 1 || r.Rows[0].NetMinutes != 11*60 || r.Rows[0].Kind != workingtime.Substantive {
		t.Fatalf("%+v %v", r, err)
	}
	if !r.From.Equal(time.Date(2026, 3, 23, 0, 0, 0, 0, time.UTC)) || !r.To.Equal(time.Date(2026, 3, 29, 23, 0, 0, 0, time.UTC)) {
		t.Errorf("covers %s to %s", r.From, r.To)
	}
}

func TestARosterThatCannotBeReadSaysWhichRowAndWhat(t *testing.T) {
	t.Parallel()
	head := "worker_id,starts,ends,break,kind\n"
	for name, c := range map[string]struct {
		text  string
		line  int
		field string
		says  string
	}{
		"nothing":                   {"", 0, "csv", "empty"},
		"a column too many":         {"worker_id,starts,ends,name\n", 1, "name", "no column"},
		"a column missing":          {"worker_id,starts\n", 1, "ends", "no column"},
		"a column twice":            {"worker_id,starts,ends,ends\n", 1, "ends", "twice"},
		"a row too short":           {head + ann + ",2026-03-23 07:30\n", 2, "csv", "number of columns"},
		"a quotation mark":          {head + "\"" + ann + ",2026-03-23 07:30\n", 2, "csv", "quotation"},
		"no worker":                 {head + "Ann,2026-03-23 07:30,2026-03-23 20:00,60,\n", 2, "worker_id", "as Muster knows it"},
		"a kind there is not":       {head + ann + ",2026-03-23 07:30,2026-03-23 20:00,60,training\n", 2, "kind", "substantive, leave or sick"},
		"no time":                   {head + ann + ",23/03/2026,2026-03-23 20:00,60,\n", 2, "starts", "2026-03-02 07:30"},
		"an hour that never comes":  {head + ann + ",2026-03-29 01:30,2026-03-29 08:00,60,\n", 2, "starts", "never show 01:30"},
		"an end before the start":   {head + ann + ",2026-03-23 07:30,2026-03-23 07:00,0,\n", 2, "ends", "after the start"},
		"more than a day of work":   {head + ann + ",2026-03-23 07:30,2026-03-24 08:00,0,\n", 2, "ends", "longer than 24 hours"},
		"a break as long as it":     {head + ann + ",2026-03-23 07:30,2026-03-23 08:30,60,\n", 2, "break", "shorter than the shift"},
		"a break that is no number": {head + ann + ",2026-03-23 07:30,2026-03-23 20:00,an hour,\n", 2, "break", "minutes"},
		"two places at once":        {head + ann + ",2026-03-23 07:30,2026-03-23 20:00,0,\n" + ann + ",2026-03-23 19:59,2026-03-23 22:00,0,\n", 3, "starts", "in row 2"},
		"the same row twice":        {head + ann + ",2026-03-23 07:30,2026-03-23 20:00,0,\n" + ann + ",2026-03-23 07:30,2026-03-23 20:00,0,\n", 3, "starts", "in row 2"},
		"a day before the roster":   {head + ann + ",2026-03-22 20:00,2026-03-23 08:00,0,\n", 2, "starts", "outside the days"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := read(c.text)
			var no *Invalid
			if !errors.As(err, &no) || len(no.Problems) != 1 {
				t.Fatalf("%+v", err)
			}
			if p := no.Problems[0]; p.Line != c.line || p.Field != c.field || !strings.Contains(p.Message, c.says) {
				t.Errorf("%+v", p)
			}
		})
	}
}

func TestBackToBackAndLeaveBesideWorkAreNoClash(t *testing.T) {
	t.Parallel()
	r, err := read("worker_id,starts,ends,break,kind\n" + ann + ",2026-03-23 07:00,2026-03-23 12:00,0,\n" + ann + ",2026-03-23 12:00,2026-03-23 17:00,0,\n" +
		ann + ",2026-03-23 00:00,2026-03-24 00:00,0,leave\n" + ben + ",2026-03-23 07:00,2026-03-23 12:00,0,\n")
	if err != nil || len(r.Rows) != 4 {
		t.Errorf("%+v %v", r, err)
	}
}

func TestManyProblemsAreToldUpToAHundred(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("worker_id,starts,ends\n")
	for range 300 {
		fmt.Fprintf(&b, "x,2026-03-23 07:00,2026-03-23 12:00\n")
	}
	_, err := read(b.String())
	var no *Invalid
	if !errors.As(err, &no) || len(no.Problems) != MaxProblems || no.Problems[99].Line != 101 {
		t.Errorf("%v", err)
	}
}
