package question_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

func TestDaysAreWholeDaysOfLondon(t *testing.T) {
	t.Parallel()
	day := func(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, clock.London) }
	for query, want := range map[string][2]time.Time{
		"":                              {day(2, 11), day(3, 11)},
		"from=2026-03-01":               {day(3, 1), day(3, 11)},
		"from=2026-03-29&to=2026-03-29": {day(3, 29), day(3, 30)}, // A day of 23 hours.
		"from=2026-10-25&to=2026-10-25": {day(10, 25), day(10, 26)},
		"from=2026-01-01&to=2026-04-02": {day(1, 1), day(4, 3)}, // 92 days.
	} {
		q := question.Sample(query, question.Month)
		if q.Problem != nil || !q.In.From.Equal(want[0]) || !q.In.Until.Equal(want[1]) {
			t.Errorf("%q: %+v, %v", query, q.In, q.Problem)
		}
	}
	if got := question.Sample("footprint=2026-03-31", question.Month).Days(); got != "Shifts that start from 11 February 2026 to 10 March 2026. On the employers as they are on 31 March 2026: before a merger the old ones, after it the new." {
		t.Error(got)
	}
	if got := question.Sample("", question.Days{Back: 27, Ahead: 14}).Days(); got != "Shifts that start from 11 February 2026 to 24 March 2026." {
		t.Error(got)
	}
}

func TestWhatCannotBeAnsweredIsASentenceAndKeepsWhatWasAsked(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"from=yesterday":                "first day as a date",
		"to=2026-02-30":                 "last day as a date",
		"from=2026-03-09&to=2026-03-08": "lies before the first",
		"from=2026-01-01&to=2026-04-03": "more than 92 days",
		"from=0001-01-01":               "first day as a date",
		"staff_group=poets":             "one of the staff groups",
	} {
		q := question.Sample(query, question.Month)
		if q.Problem == nil || q.Status() != http.StatusUnprocessableEntity || !strings.Contains(q.Problem.Fields[0].Message, want) {
			t.Errorf("%q: %v", query, q.Problem)
			continue
		}
		f := q.Form("/fill-rate/rates")
		if !strings.Contains(query, f.From.Value) && !strings.Contains(query, f.To.Value) && !strings.Contains(query, f.StaffGroup.Value) {
			t.Errorf("%q: the form has forgotten it: %+v", query, f)
		}
		if f.From.Error+f.To.Error+f.StaffGroup.Error == "" {
			t.Errorf("%q: no input says what is wrong", query)
		}
	}
}

func TestChoicesAndRefusals(t *testing.T) {
	t.Parallel()
	q := question.Sample("by=site", question.Month)
	if got := q.OneOf("by", "Choose.", "employer", "site"); got != "site" || q.Problem != nil {
		t.Error(got, q.Problem)
	}
	if got := q.OneOf("days", "Choose.", "7", "14"); got != "7" || q.Problem != nil {
		t.Error(got, q.Problem)
	}
	if q.Take(fault.New(fault.NotFound, "x", "y")) == nil || q.Problem != nil {
		t.Error("what is not there is no problem of the question")
	}
	if q.Take(fault.New(fault.Invalid, "moment_ahead", "That moment has not come yet.")) != nil || q.Problem == nil {
		t.Error("a refused question has no problem")
	}
	bad := question.Sample("by=colour", question.Month)
	bad.OneOf("by", "Choose one.", "employer")
	if c := bad.Choice("by", "By", "colour"); c.Field.Error != "Choose one." {
		t.Errorf("%+v", c)
	}
}
