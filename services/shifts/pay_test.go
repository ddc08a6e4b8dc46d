package shifts_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
)

type split struct {
	Lines []struct {
		Kind    string
		Minutes int
		Pence   int64
	}
	TotalPence int64  `json:"total_pence"`
	BasicPence int64  `json:"basic_pence"`
	NetMinutes int    `json:"net_minutes"`
	RateCardID string `json:"rate_card_id"`
	Locked     bool
}

func finance() auth.Principal { return staff(host, auth.Finance) }

// nurseCard is the body of a card for the nurses of the host's postings; change may spoil it.
func nurseCard(change func(map[string]any)) map[string]any {
	body := map[string]any{"staff_group": "nursing_midwifery", "band": "5", "from": "2020-04-01", "basic_pence": 2000, "scheme": "afc"}
	if change != nil {
		change(body)
	}
	return body
}

func TestAWorkerSeesThePayFirstAndKeepsItWhateverIsCutAfterwards(t *testing.T) {
	t.Parallel()
	w := start(t)
	var card es.RateCardState
	w.must(201, finance(), "POST", "/rate-cards", nurseCard(nil)).into(t, &card)
	told, err := events.Open(w.await("muster.shifts.rate_card.changed.v1", card.RateCardID))
	if e, ok := told.(es.RateCardChangedV1); err != nil || !ok || e.RateCard.BasicPence != 2000 || e.RateCard.Employer != host {
		t.Fatalf("told %+v, %v", told, err)
	}

	// A Tuesday at noon some weeks ahead: eight hours of which none is enhanced, half an hour's break.
	noon := weekdayNoon(w.Clock.Now())
	s := w.post(func(b map[string]any) {
		at(noon, 8)(b)
		b["break_minutes"] = 30
		delete(b, "rate_pence")
	})
	if s.RatePence != 2000 {
		t.Fatalf("posted without a rate it shows %d", s.RatePence)
	}
	worker := nurse(host)
	var shown, locked split
	w.must(200, worker, "GET", "/shifts/"+s.ShiftID+"/pay", nil).into(t, &shown)
	if shown.TotalPence != 15000 || shown.NetMinutes != 450 || shown.Locked || shown.RateCardID != card.RateCardID || len(shown.Lines) != 1 || shown.Lines[0].Kind != "basic" {
		t.Fatalf("shown %+v", shown)
	}
	b := w.confirmed(worker, s.ShiftID)
	if b.PayTotalPence != 15000 || b.RatePence != 2000 || b.PayBasis == nil || b.PayBasis.RateCardID != card.RateCardID || b.PayBasis.RateCardVersion != 1 {
		t.Errorf("the booking tells of %d, %+v", b.PayTotalPence, b.PayBasis)
	}

	got := w.must(200, finance(), "PUT", "/rate-cards/"+card.RateCardID, `{"from":"2020-04-01","basic_pence":1200,"scheme":"flat"}`, header("If-Match", `"1"`), asJSON)
	if got.header.Get("ETag") != `"2"` {
		t.Errorf("the change is %s", got.header.Get("ETag"))
	}
	for _, path := range []string{"/bookings/" + b.BookingID + "/pay", "/shifts/" + s.ShiftID + "/pay"} {
		w.must(200, worker, "GET", path, nil).into(t, &locked)
		if !locked.Locked || locked.TotalPence != shown.TotalPence || !slices.Equal(locked.Lines, shown.Lines) {
			t.Errorf("%s after the cut: %+v", path, locked)
		}
	}
	w.must(404, nurse(host), "GET", "/bookings/"+b.BookingID+"/pay", nil)
	w.must(404, staff(other), "GET", "/shifts/"+s.ShiftID+"/pay", nil)
	// The next shift is posted at the rate that holds then.
	if next := w.post(func(b map[string]any) { at(noon.Add(48*time.Hour), 8)(b); delete(b, "rate_pence") }); next.RatePence != 1200 {
		t.Errorf("the next shows %d", next.RatePence)
	}
}

// weekdayNoon is noon in London on a Tuesday at least a week ahead that is no bank holiday: those on Tuesdays are Christmas
// and New Year, so a week later never is one too.
func weekdayNoon(now time.Time) time.Time {
	day := now.In(clock.London).AddDate(0, 0, 7)
	for day.Weekday() != time.Tuesday || day.Month() == time.December && day.Day() > 24 || day.Month() == time.January && day.Day() < 4 {
		day = day.AddDate(0, 0, 1)
	}
	y, m, d := day.Date()
	return time.Date(y, m, d, 12, 0, 0, 0, clock.London).UTC()
}

func TestAShiftWithoutRateAndCardAsksForOne(t *testing.T) {
	t.Parallel()
	w := start(t)
	p := w.must(422, staff(host), "POST", "/shifts", w.posting(func(b map[string]any) { delete(b, "rate_pence") })).problem(t)
	if len(p.Errors) != 1 || p.Errors[0].Location != "body.rate_pence" {
		t.Errorf("%+v", p)
	}
}

func TestRateCardsAreTheEmployersAndCannotBeWrong(t *testing.T) {
	t.Parallel()
	w := start(t)
	var card es.RateCardState
	got := w.must(201, staff(host, auth.Executive), "POST", "/rate-cards", nurseCard(func(b map[string]any) { b["until"] = "2026-04-01"; b["ward"] = "icu" }))
	got.into(t, &card)
	if got.header.Get("Location") != base+"/rate-cards/"+card.RateCardID || got.header.Get("ETag") != `"1"` {
		t.Errorf("answered with %v", got.header)
	}
	for name, c := range map[string]struct {
		change func(map[string]any)
		field  string
	}{
		"a date that is none":      {func(b map[string]any) { b["from"] = "soon" }, "body.from"},
		"an end before":            {func(b map[string]any) { b["until"] = "2019-01-01" }, "body.until"},
		"no rate":                  {func(b map[string]any) { delete(b, "basic_pence") }, "body.basic_pence"},
		"a field that there isn't": {func(b map[string]any) { b["basic_pounds"] = 20 }, "body.basic_pounds"},
		"a negative rate":          {func(b map[string]any) { b["basic_pence"] = -1 }, "body.basic_pence"},
		"doctors by bands":         {func(b map[string]any) { b["band"] = "medical" }, "body.scheme"},
		"hours across midnight": {func(b map[string]any) {
			b["windows"] = []any{map[string]any{"kind": "unsocial", "days": []string{"mon"}, "from_minute": 1200, "to_minute": 360}}
		}, "body.windows[0].to"},
	} {
		p := w.must(422, finance(), "POST", "/rate-cards", nurseCard(c.change)).problem(t)
		if !slices.ContainsFunc(p.Errors, func(e struct{ Location, Message string }) bool { return e.Location == c.field }) {
			t.Errorf("%s: %+v", name, p.Errors)
		}
	}
	if p := w.must(409, finance(), "POST", "/rate-cards", nurseCard(func(b map[string]any) { b["ward"] = "icu"; b["from"] = "2026-03-31" })).problem(t); p.Code != "rate_card_overlaps" {
		t.Errorf("%+v", p)
	}
	path, body := "/rate-cards/"+card.RateCardID, `{"from":"2020-04-01","basic_pence":2100,"scheme":"afc"}`
	w.must(428, finance(), "PUT", path, body, asJSON)
	w.must(412, finance(), "PUT", path, body, asJSON, header("If-Match", `"7"`))
	w.must(200, finance(), "PUT", path, body, asJSON, header("If-Match", `"1"`))
	w.must(412, finance(), "PUT", path, body, asJSON, header("If-Match", `"1"`))
	if got := w.must(200, finance(), "PUT", path, body, asJSON, header("If-Match", `"2"`)); got.header.Get("ETag") != `"2"` {
		t.Errorf("the same again is %s", got.header.Get("ETag"))
	}
	w.must(403, staff(host), "POST", "/rate-cards", nurseCard(nil))
	w.must(403, staff(host), "PUT", path, body, asJSON, header("If-Match", `"2"`))
	w.must(404, staff(other, auth.Finance), "PUT", path, body, asJSON, header("If-Match", `"2"`))
	w.must(404, staff(other), "GET", path, nil)
	w.must(404, finance(), "GET", "/rate-cards/"+id.New().String(), nil)
	w.must(403, nurse(host), "GET", "/rate-cards", nil)
	var list struct {
		RateCards []es.RateCardState `json:"rate_cards"`
	}
	w.must(200, lead(), "GET", "/rate-cards?employer="+host, nil).into(t, &list)
	if len(list.RateCards) != 1 || list.RateCards[0].BasicPence != 2100 || list.RateCards[0].Until != "" {
		t.Errorf("%+v", list)
	}
	w.must(200, staff(other), "GET", "/rate-cards", nil).into(t, &list)
	if len(list.RateCards) != 0 {
		t.Errorf("another employer sees %+v", list)
	}
}

func TestAnEmployersPublicHolidays(t *testing.T) {
	t.Parallel()
	w := start(t)
	type holidays struct {
		Holidays []struct {
			Date, Name string
			Own        bool
		}
		KnownTo string `json:"known_to"`
	}
	var got holidays
	w.must(200, nurse(host), "GET", "/bank-holidays?from=2026-12-01&to=2026-12-31", nil).into(t, &got)
	if len(got.Holidays) != 2 || got.Holidays[1].Date != "2026-12-28" || got.KnownTo != "2028-12-31" {
		t.Errorf("%+v", got)
	}
	w.must(200, staff(host, auth.Executive), "PUT", "/policies/pay", `{"extra_holidays":[{"date":"2026-12-26","name":"Boxing Day"}],"not_holidays":["2026-12-28"]}`, asJSON, header("If-Match", `"0"`))
	w.must(200, nurse(other), "GET", "/bank-holidays?from=2026-12-01&to=2026-12-31&employer="+host, nil).into(t, &got)
	if len(got.Holidays) != 2 || got.Holidays[1].Date != "2026-12-26" || !got.Holidays[1].Own {
		t.Errorf("of the employer %+v", got)
	}
	w.must(422, staff(host, auth.Executive), "PUT", "/policies/pay", `{"extra_holidays":[{"date":"Boxing Day","name":"x"}]}`, asJSON, header("If-Match", `"1"`))
	if p := w.must(422, nurse(host), "GET", "/bank-holidays?from=now", nil).problem(t); len(p.Errors) != 1 || p.Errors[0].Location != "query.from" {
		t.Errorf("%+v", p)
	}
}

func TestNobodyIsBookedForLessThanTheySaw(t *testing.T) {
	t.Parallel()
	w := start(t)
	executive := staff(host, auth.Executive)
	w.must(200, executive, "PUT", "/policies/pay", `{"holiday_pay_basis_points":1207}`, asJSON, header("If-Match", `"0"`))
	s := w.post(func(b map[string]any) { at(weekdayNoon(w.Clock.Now()), 8)(b) })
	worker := nurse(host)
	var shown split
	w.must(200, worker, "GET", "/shifts/"+s.ShiftID+"/pay", nil).into(t, &shown)
	w.must(200, executive, "PUT", "/policies/pay", `{}`, asJSON, header("If-Match", `"1"`))
	p := w.must(409, worker, "POST", "/shifts/"+s.ShiftID+"/bookings", map[string]any{"shown_pence": shown.TotalPence}).problem(t)
	if p.Code != "pay_changed" {
		t.Errorf("%+v", p)
	}
	if got := w.must(200, worker, "GET", "/shifts/"+s.ShiftID, nil).shift(t); got.Status != es.ShiftOpen {
		t.Errorf("the shift is %s", got.Status)
	}
	// Looked at again, it is theirs.
	w.must(200, worker, "GET", "/shifts/"+s.ShiftID+"/pay", nil).into(t, &shown)
	got := w.must(202, worker, "POST", "/shifts/"+s.ShiftID+"/bookings", map[string]any{"shown_pence": shown.TotalPence}, header("Prefer", "respond-async"))
	if b := got.booking(t); b.PayTotalPence != shown.TotalPence {
		t.Errorf("shown %d, booked %d", shown.TotalPence, b.PayTotalPence)
	}
}

func TestFinanceKeepsRateCardsOnPages(t *testing.T) {
	t.Parallel()
	w := start(t)
	_, _, p := w.open(finance(), "GET", "/rate-cards/new", nil)
	form := url.Values{"idempotency_key": {p.Value("idempotency_key")}, "staff_group": {"nursing_midwifery"}, "band": {"5"}, "role": {""}, "ward": {""},
		"from": {"2020-04-01"}, "basic_pence": {"eighteen"}, "scheme": {"afc"}}
	status, _, p := w.open(finance(), "POST", "/rate-cards/new", form)
	if status != 422 {
		t.Fatalf("no amount answers %d", status)
	}
	p.Has("error-summary", "pounds and pence")
	form.Set("basic_pence", "18.45")
	form.Set("idempotency_key", p.Value("idempotency_key"))
	if status, to, _ := w.open(finance(), "POST", "/rate-cards/new", form); status != 303 || to != "/rate-cards" {
		t.Fatalf("adding answers %d, %q", status, to)
	}
	_, _, p = w.open(staff(host), "GET", "/rate-cards", nil)
	p.Has("rate-card", "Band 5", "£18.45 an hour", "In force")
	if len(p.All("add")) != 0 {
		t.Error("a ward may add rate cards")
	}
	var list struct {
		RateCards []es.RateCardState `json:"rate_cards"`
	}
	w.must(200, finance(), "GET", "/rate-cards", nil).into(t, &list)
	card := "/rate-cards/" + list.RateCards[0].RateCardID
	_, _, p = w.open(finance(), "GET", card, nil)
	change := url.Values{"idempotency_key": {p.Value("idempotency_key")}, "version": {p.Value("version")}, "from": {p.Value("from")}, "basic_pence": {"19.00"}, "scheme": {"afc"}}
	if status, _, _ := w.open(finance(), "POST", card, change); status != 303 {
		t.Fatalf("changing answers %d", status)
	}
	change.Set("idempotency_key", id.New().String())
	status, _, p = w.open(finance(), "POST", card, change)
	if status != 409 {
		t.Errorf("an older version answers %d", status)
	}
	p.Has("error-summary", "changed this card before you")
	for who, want := range map[string]int{"ward": 403, "other": 404} {
		by := map[string]auth.Principal{"ward": staff(host), "other": staff(other, auth.Finance)}[who]
		if status, _, _ := w.open(by, "POST", card, change); status != want {
			t.Errorf("the %s is answered %d", who, status)
		}
	}
}

func TestATemplateWithoutRateTakesThatOfTheCardOnTheDay(t *testing.T) {
	t.Parallel()
	w := start(t)
	var made struct{ ID string }
	w.must(201, staff(host), "POST", "/templates", night(func(b map[string]any) { delete(b, "rate_pence") })).into(t, &made)
	day := weekdayNoon(w.Clock.Now()).In(clock.London)
	ask := map[string]any{"template": made.ID, "date": day.Format(time.DateOnly)}
	if p := w.must(422, staff(host), "POST", "/shifts", ask).problem(t); len(p.Errors) != 1 || !strings.Contains(p.Errors[0].Message, "rate card") {
		t.Errorf("without a card: %+v", p)
	}
	w.must(201, finance(), "POST", "/rate-cards", nurseCard(func(b map[string]any) { b["until"] = day.Format(time.DateOnly) }))
	w.must(201, finance(), "POST", "/rate-cards", nurseCard(func(b map[string]any) { b["from"] = day.Format(time.DateOnly); b["basic_pence"] = 2100 }))
	var posted struct{ Shifts []es.ShiftState }
	w.must(201, staff(host), "POST", "/shifts", ask).into(t, &posted)
	if posted.Shifts[0].RatePence != 2100 {
		t.Errorf("posted at %d", posted.Shifts[0].RatePence)
	}
	ask["date"] = day.AddDate(0, 0, -1).Format(time.DateOnly)
	w.must(201, staff(host), "POST", "/shifts", ask).into(t, &posted)
	if posted.Shifts[0].RatePence != 2000 {
		t.Errorf("the day before at %d", posted.Shifts[0].RatePence)
	}
}
