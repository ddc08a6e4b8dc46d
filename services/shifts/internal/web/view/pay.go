package view

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
)

// Pay is a split as pages show it. The zero value shows nothing.
type Pay struct {
	Lines      []PayLine
	Total      string
	TotalPence int64
	// Notes say by what it was worked out, where that is not plain.
	Notes []string
}

// PayLine is a row: what for, how long, at what, and what it comes to.
type PayLine struct{ What, Hours, Rate, Pence string }

// PayOf is what a shift would pay.
func PayOf(q pay.Quote) Pay {
	v := Pay{Total: layout.Pounds(q.TotalPence), TotalPence: q.TotalPence, Notes: payNotes(q)}
	for _, l := range q.Lines {
		row := PayLine{What: payKinds[l.Kind], Pence: layout.Pounds(l.Pence)}
		if l.Minutes > 0 {
			row.Hours = layout.Duration(time.Duration(l.Minutes) * time.Minute)
		}
		if l.RatePence > 0 {
			row.Rate = layout.Pounds(l.RatePence)
		}
		if l.Uplift > 0 {
			row.Rate = strings.TrimSpace(row.Rate + " + " + Percent(l.Uplift))
		}
		if l.Kind == pay.HolidayPay {
			row.Rate = Percent(l.Uplift)
		}
		v.Lines = append(v.Lines, row)
	}
	return v
}

// LockedPay is what a booking pays.
func LockedPay(q pay.Quote) Pay {
	v := PayOf(q)
	v.Notes = append(v.Notes, "Fixed when the shift was accepted. A later change of rates does not change it. Other hours than planned are paid by these rates.")
	return v
}

var payKinds = map[pay.Kind]string{
	pay.Basic: "Basic hours", pay.Unsocial: "Unsocial hours", pay.Night: "Night", pay.SundayOrHoliday: "Sunday or public holiday",
	pay.HighCostArea: "High cost area supplement", pay.HolidayPay: "Holiday pay, on top of all the above",
}

func payNotes(q pay.Quote) []string {
	var notes []string
	switch q.Basis.Rate {
	case pay.FromWorker:
		notes = append(notes, "Paid at the rate of your own band, "+BandName(q.Basis.Band)+".")
	case pay.FromTopOfBand:
		notes = append(notes, "Paid at the top of "+BandName(q.Basis.Band)+", since your own band is higher.")
	}
	if q.Basis.Escalated {
		notes = append(notes, "The rate is above the usual one for a short time. Whoever accepts now keeps it.")
	}
	return notes
}

// Percent shows basis points: 3000 is "30 %", 1207 is "12.07 %".
func Percent(basisPoints int64) string {
	s := strconv.FormatInt(basisPoints/100, 10)
	if part := basisPoints % 100; part != 0 {
		s += "." + strings.TrimRight(strconv.FormatInt(100+part, 10)[1:], "0")
	}
	return s + " %"
}

// ShownPence is the total that the form of an acceptance says was shown; 0 when it says none.
func ShownPence(r *http.Request) int64 {
	n, err := strconv.ParseInt(r.PostFormValue("shown_pence"), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
