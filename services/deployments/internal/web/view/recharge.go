package view

import (
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// RechargeStatus is the tag of a line.
func RechargeStatus(status string) Status {
	switch status {
	case app.LineRaised:
		return Status{layout.Yellow, "To be settled"}
	case app.LineDisputed:
		return Status{layout.Red, "Disputed"}
	}
	return Status{layout.Green, "Settled"}
}

// MonthName is a month in words: November 2026.
func MonthName(m app.Month) string {
	t, err := time.Parse("2006-01", string(m))
	if err != nil {
		return string(m)
	}
	return t.Format("January 2006")
}

// Hours are minutes as people read them on a statement; a dash for none.
func Hours(minutes int) string {
	if minutes == 0 {
		return "–"
	}
	return layout.Duration(time.Duration(minutes) * time.Minute)
}

// FieldError is what is wrong with a field of a form; empty when nothing is.
func FieldError(f *fault.Error, name string) string {
	if f == nil {
		return ""
	}
	return layout.ErrorFor(f.Fields, name)
}
