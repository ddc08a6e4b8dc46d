package app

import (
	"fmt"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/employer"
	"github.com/muster-ics/muster/services/deployments/internal/registerfile"
	"github.com/muster-ics/muster/services/deployments/internal/rule"
	"github.com/muster-ics/muster/services/deployments/internal/site"
)

// Verdict is what a row of a file of the register comes to.
type Verdict string

// The verdicts.
const (
	RowNew     Verdict = "new"
	RowChanged Verdict = "changed"
	RowSame    Verdict = "same"
	RowLeft    Verdict = "left_out" // not of this system
	RowWrong   Verdict = "wrong"    // cannot be read, or breaks a rule
	RowByHand  Verdict = "by_hand"  // says something that a person must decide
)

// Judged is one row with its verdict.
type Judged struct {
	Row     registerfile.Row
	Verdict Verdict
	// Why says in sentences what would change, or what keeps the row out.
	Why []string
}

// taking is one reading of a file into the registers: judging and applying are the same, and only the keeping differs.
type taking struct {
	app *App
	h   *Held
	// joins is when an employer that the file brings joins the system.
	joins, now time.Time
	trail      Trail
	told       []Told
}

// take judges every row in order, and changes the registers as it goes.
func (t *taking) take(k registerfile.Kind, rows []registerfile.Row) []Judged {
	out := make([]Judged, len(rows))
	for i, r := range rows {
		out[i] = Judged{Row: r}
		j := &out[i]
		switch {
		case len(r.Problems) > 0:
			j.Verdict, j.Why = RowWrong, r.Problems
		case k == registerfile.Employers:
			j.Verdict, j.Why = t.employer(r)
		default:
			j.Verdict, j.Why = t.site(r)
		}
	}
	return out
}

func because(v Verdict, format string, args ...any) (Verdict, []string) {
	return v, []string{fmt.Sprintf(format, args...)}
}

// refused is a row that the domain refuses: its sentence, and what to change in which column.
func refused(err error) (Verdict, []string) {
	return RowWrong, []string{strings.ReplaceAll(err.Error(), "body.", "")}
}

func (t *taking) employer(r registerfile.Row) (Verdict, []string) {
	known := t.h.Employers[r.ODS]
	if known == nil {
		return t.newEmployer(r)
	}
	was := *known
	name, kind := known.Record().Name, known.Record().Kind
	var why []string
	if r.Name != "" && !strings.EqualFold(r.Name, name) {
		why, name = append(why, fmt.Sprintf("The name becomes “%s”; it was “%s”.", r.Name, name)), r.Name
	}
	if r.Kind != "" && r.Kind != kind {
		why, kind = append(why, fmt.Sprintf("It becomes %s; it was %s.", Label(Kinds, r.Kind), Label(Kinds, kind))), r.Kind
	}
	changed, err := known.Rename(name, kind)
	if err != nil {
		return refused(err)
	}
	if changed {
		t.told = append(t.told, tellEmployerChanged(*known, was, t.now, t.trail))
	}
	closed := known.Record().ClosedAt
	switch {
	case r.Closes != nil && closed == nil:
		why = append(why, fmt.Sprintf("The file says that it closes on %s. Say on its page who follows it.", rule.Day(*r.Closes)))
		return RowByHand, why
	case r.Closes != nil && !closed.Equal(*r.Closes):
		why = append(why, fmt.Sprintf("The file says that it closes on %s, and the register %s. That is not changed by a file.", rule.Day(*r.Closes), rule.Day(*closed)))
		return RowByHand, why
	case changed:
		return RowChanged, why
	}
	return RowSame, why
}

func (t *taking) newEmployer(r registerfile.Row) (Verdict, []string) {
	if r.System != "" && r.System != t.app.ICS {
		return because(RowLeft, "The file has it in %s.", r.System)
	}
	since := t.joins
	if r.Opens != nil && r.Opens.After(since) {
		since = *r.Opens
	}
	if r.Closes != nil && !r.Closes.After(since) {
		return because(RowLeft, "It closed on %s.", rule.Day(*r.Closes))
	}
	if r.Closes != nil {
		return because(RowByHand, "It closes on %s. Register it and say who follows it on its page.", rule.Day(*r.Closes))
	}
	kind := r.Kind
	if kind == "" {
		kind = "other"
	}
	e, err := employer.Register(employer.Details{ODS: r.ODS, Name: r.Name, Kind: kind, ICS: t.app.ICS, Since: since})
	if err != nil {
		return refused(err)
	}
	t.h.Employers[r.ODS] = &e
	t.told = append(t.told, tellEmployer(e, t.now, t.trail))
	why := []string{fmt.Sprintf("Joins %s on %s.", t.app.ICS, rule.Day(since))}
	if r.Kind == "" {
		why = append(why, "The file does not say of which kind it is. Set that on its page.")
	}
	return RowNew, why
}

func (t *taking) site(r registerfile.Row) (Verdict, []string) {
	known, owner := t.h.Sites[r.ODS], t.h.Employers[r.Employer]
	if owner == nil {
		if known == nil {
			return because(RowLeft, "Its employer %s is not registered here.", r.Employer)
		}
		return because(RowByHand, "The file gives it to %s, which is not registered here.", r.Employer)
	}
	if known == nil {
		return t.newSite(r, owner)
	}
	was, d := *known, known.Details()
	why, err := t.amend(r, &d)
	if err != nil {
		return refused(err)
	}
	if _, err := known.Amend(d); err != nil {
		return refused(err)
	}
	verdict, more := t.hands(r, known)
	if verdict == RowWrong {
		*known = was
		return verdict, more
	}
	why = append(why, more...)
	if known.Version() != was.Version() {
		*known = site.OneVersion(was, *known)
		t.told = append(t.told, tellSiteChanged(*known, was, t.app.ICS, t.now, t.trail))
		if verdict == RowSame {
			verdict = RowChanged
		}
	}
	return verdict, why
}

// amend takes over what the row says of the place, and says what that changes.
func (t *taking) amend(r registerfile.Row, d *site.Details) (why []string, err error) {
	if r.Name != "" && !strings.EqualFold(r.Name, d.Name) {
		why, d.Name = append(why, fmt.Sprintf("The name becomes “%s”; it was “%s”.", r.Name, d.Name)), r.Name
	}
	if r.Town != "" && !strings.EqualFold(r.Town, d.Town) {
		why, d.Town = append(why, fmt.Sprintf("The town becomes %s; it was %s.", r.Town, d.Town)), r.Town
	}
	moved := r.Postcode != "" && r.Postcode != d.Postcode
	if moved {
		why, d.Postcode = append(why, fmt.Sprintf("The postcode becomes %s; it was %s.", r.Postcode, d.Postcode)), r.Postcode
	}
	lat, lon, ok := t.place(r)
	if ok && (moved || r.Lat != nil) && (lat != d.Lat || lon != d.Lon) {
		why, d.Lat, d.Lon = append(why, fmt.Sprintf("It stands at %.4f, %.4f.", lat, lon)), lat, lon
	}
	return why, nil
}

// place is where a row's site stands: as the file says, or else as another site with the same postcode.
func (t *taking) place(r registerfile.Row) (lat, lon float64, ok bool) {
	if r.Lat != nil && r.Lon != nil {
		return *r.Lat, *r.Lon, true
	}
	for _, ods := range sortedKeys(t.h.Sites) {
		if d := t.h.Sites[ods].Details(); r.Postcode != "" && d.Postcode == r.Postcode {
			return d.Lat, d.Lon, true
		}
	}
	return 0, 0, false
}

// hands lets a known site change hands, or close, as the row says.
func (t *taking) hands(r registerfile.Row, s *site.Site) (Verdict, []string) {
	var why []string
	if r.Employer != s.LastOwner() {
		if r.Joined == nil {
			return because(RowByHand, "The file gives it to %s, and does not say from when. Move it on its employer's page.", t.h.Employers[r.Employer].Record().Name)
		}
		if err := mayOwn(t.h, r.Employer, *r.Joined); err != nil {
			return refused(err)
		}
		if err := s.Move(r.Employer, *r.Joined, t.now); err != nil {
			return refused(err)
		}
		why = append(why, fmt.Sprintf("It goes to %s on %s.", t.h.Employers[r.Employer].Record().Name, rule.Day(*r.Joined)))
	}
	if r.Closes != nil && s.ClosesAt() == nil {
		if err := s.Close(*r.Closes); err != nil {
			return refused(err)
		}
		why = append(why, fmt.Sprintf("It is closed from %s.", rule.Day(*r.Closes)))
	}
	return RowSame, why
}

func (t *taking) newSite(r registerfile.Row, owner *employer.Employer) (Verdict, []string) {
	if r.Closes != nil && !r.Closes.After(t.now) {
		return because(RowLeft, "It is closed from %s.", rule.Day(*r.Closes))
	}
	lat, lon, ok := t.place(r)
	if !ok {
		return because(RowWrong, "The file does not say where it stands. Add columns lat and lon, in degrees.")
	}
	if closed := owner.Record().ClosedAt; closed != nil {
		return because(RowWrong, "%s is closed from %s. Name the employer that follows it.", owner.Record().Name, rule.Day(*closed))
	}
	s, err := site.Register(site.Details{ODS: r.ODS, Employer: r.Employer, Name: r.Name, Town: r.Town, Postcode: r.Postcode, Lat: lat, Lon: lon})
	if err == nil && r.Closes != nil {
		err = s.Close(*r.Closes)
	}
	if err != nil {
		return refused(err)
	}
	s = site.Fresh(s)
	t.h.Sites[r.ODS] = &s
	t.told = append(t.told, tellSite(s, t.app.ICS, t.now, t.trail))
	return because(RowNew, "A site of %s.", owner.Record().Name)
}
