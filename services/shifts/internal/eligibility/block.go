package eligibility

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// Block is an employer's decision that a worker does not work on its shifts, or on those of one ward.
type Block struct {
	Employer string
	// Ward is empty for every ward.
	Ward string
	// ReviewAt is when the employer looks at it again.
	ReviewAt time.Time
}

// BlockReasons say which blocks keep the worker from the shift. Why it was placed the worker hears from the employer.
func BlockReasons(s shift.State, blocks []Block) []reason.Reason {
	var rs []reason.Reason
	for _, b := range blocks {
		if b.Employer != s.Employer || (b.Ward != "" && b.Ward != s.Ward) {
			continue
		}
		code, message := "BLOCKED_HOST", "This employer has decided that you do not work on its shifts at present."
		if b.Ward != "" {
			code, message = "BLOCKED_WARD", "This employer has decided that you do not work on this ward at present."
		}
		rs = append(rs, hard(code, message+" It looks at this again by "+londonDay(b.ReviewAt)+".", Appeal))
	}
	return rs
}

// Appeal is what a worker can do against a block.
const Appeal = "You can ask for the reason and appeal: write to the employer's temporary staffing team. Your home employer's bank or your union can help you."

// inductionReasons warn of a first time at another employer: the worker may need the local induction before the shift.
func inductionReasons(w Worker, s shift.State, diary []Entry) []reason.Reason {
	if s.Employer == w.HomeEmployer {
		return nil
	}
	if w.Inductions != nil {
		return inductionAt(w, s)
	}
	for _, c := range w.Competencies {
		if c.Framework == localFramework+s.Employer && c.Code == "INDUCTION" && validAt(c.ValidUntil, s.EndsAt) {
			return nil
		}
	}
	for _, e := range diary {
		if e.Host == s.Employer && e.Kind == workingtime.Booking && !e.EndsAt.After(s.StartsAt) {
			return nil
		}
	}
	return []reason.Reason{{Code: "INDUCTION_MISSING", Weight: reason.Soft, Message: "This would be your first shift with this employer for half a year, and no induction there is recorded.",
		Fix: "Come early enough for the local induction, and ask the ward to have it recorded."}}
}

// inductionAt warns where passports will: nobody has recorded an induction at the site. It is what the worker is shown there,
// so no other record stands for it.
func inductionAt(w Worker, s shift.State) []reason.Reason {
	if inductedAt(&w, &s) {
		return nil
	}
	return []reason.Reason{{Code: "INDUCTION_MISSING", Weight: reason.Soft, Message: "No induction at this site is recorded for you.",
		Fix: "Come early enough to be shown round, and ask the ward to have it recorded."}}
}

func inductedAt(w *Worker, s *shift.State) bool {
	return slices.ContainsFunc(w.Inductions, func(i Induction) bool {
		return i.Host == s.Employer && i.Site == s.Site && validAt(i.ValidUntil, s.EndsAt)
	})
}

// unavailableReasons warn of a time at which the worker has said not to be available.
func unavailableReasons(s shift.State, spans []workingtime.Span) []reason.Reason {
	for _, u := range spans {
		if u.From.Before(s.EndsAt) && (u.Until == nil || u.Until.After(s.StartsAt)) {
			return []reason.Reason{{Code: "OWN_UNAVAILABLE", Weight: reason.Soft, Message: "You have said that you are not available at this time.",
				Fix: "Take it all the same if your plans have changed, or change your availability."}}
		}
	}
	return nil
}
