package recordpage

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/hours"
)

func subjectCodes() []string {
	var out []string
	for _, s := range app.Subjects() {
		out = append(out, s.Code)
	}
	return out
}

func subjectWords(code string) string { return app.DueName("competency", "cstf:"+code, 0) }

// achieved are the questions of every competency.
func achieved() []question {
	return []question{
		{name: "level", label: "At which level?", kind: radios, codes: []string{"1", "2", "3"}, words: func(s string) string { return "Level " + s }},
		{name: "achieved_on", label: "When was it achieved?", kind: date},
		{name: "valid_until", label: "Last day on which it holds (optional)", hint: "Leave this empty when it does not expire.", kind: date},
		{name: "awarding_body", label: "Who awarded it? (optional)", kind: oneLine},
		{name: "assessor_org", label: "Whose people assessed it? (optional)", hint: "The employer's ODS code.", kind: text},
		{name: "provisional", label: "Supervision", kind: ticks, codes: []string{"yes"}, words: func(string) string { return "Provisional: only under supervision until somebody signs it off" }},
	}
}

func readCompetency(a answers, framework string) app.NewCompetency {
	return app.NewCompetency{
		Framework: framework, Code: strings.ToUpper(a.get("code")), Level: a.number("level"), AchievedOn: a.dates.Begin("achieved_on", a.get("achieved_on")),
		ValidUntil: a.dates.End("valid_until", a.end("valid_until")), Title: a.get("title"), AwardingBody: a.get("awarding_body"), AssessorOrg: strings.ToUpper(a.get("assessor_org")),
		Source: "manual", Provisional: a.yes("provisional"),
	}
}

func sendCompetency(ctx context.Context, use *app.Passports, a answers, n app.NewCompetency) error {
	if err := a.dates.Err(); err != nil {
		return err
	}
	_, err := use.RecordCompetency(ctx, a.worker, n, a.requestID)
	return err
}

func competencyForms() map[string]form {
	return map[string]form{
		"training": {
			title: "Record training", button: "Record the training", done: "The training is recorded.", action: app.MayManage,
			intro:     "Subjects of the Core Skills Training Framework. A higher level counts for a lower, and what lasts longest counts.",
			questions: append([]question{{name: "code", label: "Which subject?", kind: choice, codes: subjectCodes(), words: subjectWords}}, achieved()...),
			send: func(ctx context.Context, use *app.Passports, a answers) error {
				return sendCompetency(ctx, use, a, readCompetency(a, "cstf"))
			},
		},
		"skill": {
			title: "Record a clinical or local competency", button: "Record the competency", done: "The competency is recorded.", action: app.MayManage,
			questions: append([]question{
				{name: "framework", label: "Where does it come from?", kind: radios, codes: []string{"clinical", "local"}, words: func(s string) string {
					return map[string]string{"clinical": "A clinical skill that every employer knows", "local": "A system or practice of our own"}[s]
				}},
				{name: "code", label: "Code", hint: "Capitals, digits, _ and -, for example ANTT.", kind: text},
				{name: "title", label: "In words (optional)", kind: oneLine},
			}, achieved()...),
			send: func(ctx context.Context, use *app.Passports, a answers) error {
				framework := a.get("framework")
				if framework == "local" {
					framework = "local_" + a.employer
				}
				return sendCompetency(ctx, use, a, readCompetency(a, framework))
			},
		},
	}
}

func registrationForm() form {
	return form{
		title: "Record what a register says", button: "Record the registration", done: "The registration is recorded.", action: app.MayManage,
		intro: "What the register shows at this moment. A status that does not allow work un-books everything that rests on it, at every employer.",
		questions: []question{
			{name: "body", label: "Which register?", kind: choice, codes: app.FormCodes("register"), words: func(s string) string { return s }},
			{name: "number", label: "Number", hint: "It is kept sealed, and is in no list, log or message.", kind: text},
			{name: "status", label: "What does it say?", kind: choice, codes: app.FormCodes("status")},
			{name: "parts", label: "Parts of the register (optional)", hint: "Codes with commas between them, for example nurse_adult.", kind: oneLine},
			{name: "licence_to_practise", label: "Licence to practise (doctors only)", kind: choice, codes: []string{"yes", "no"}},
			{name: "valid_until", label: "Last day on which it holds (optional)", kind: date},
		},
		send: func(ctx context.Context, use *app.Passports, a answers) error {
			n := app.NewRegistration{
				Body: a.get("body"), Number: a.get("number"), Status: a.get("status"), ValidUntil: a.dates.End("valid_until", a.end("valid_until")),
				LicenceToPractise: a.maybe("licence_to_practise"),
			}
			for part := range strings.SplitSeq(a.get("parts"), ",") {
				if p := strings.TrimSpace(part); p != "" {
					n.Parts = append(n.Parts, p)
				}
			}
			if err := a.dates.Err(); err != nil {
				return err
			}
			_, err := use.RecordRegistration(ctx, a.worker, n, a.requestID)
			return err
		},
	}
}

func engagementForms() map[string]form {
	return map[string]form{
		"engagement": {
			title: "Record a post or bank membership", button: "Record it", done: "The post or bank membership is recorded.", action: app.MayManage,
			questions: []question{
				{name: "employer", label: "With which employer?", hint: "The employer's ODS code.", kind: text},
				{name: "kind", label: "What is it?", kind: radios, codes: app.FormCodes("engagement_kind")},
				{name: "staff_group", label: "Staff group", kind: choice, codes: app.FormCodes("staff_group")},
				{name: "role", label: "Role", hint: "A code of small letters, for example registered_nurse.", kind: text},
				{name: "band", label: "Band", kind: choice, codes: app.FormCodes("band")},
				{name: "from", label: "From", kind: date},
				{name: "until", label: "Last day (optional)", kind: date},
			},
			send: func(ctx context.Context, use *app.Passports, a answers) error {
				n := app.NewEngagement{
					Employer: strings.ToUpper(a.get("employer")), Kind: a.get("kind"), StaffGroup: a.get("staff_group"), Role: a.get("role"), Band: a.get("band"),
					From: a.dates.Begin("from", a.get("from")), Until: a.dates.End("until", a.end("until")),
				}
				if err := a.dates.Err(); err != nil {
					return err
				}
				_, err := use.EngageWorker(ctx, a.worker, n, a.requestID)
				return err
			},
		},
		"engagement-end": {
			title: "End a post or bank membership", button: "Set the end", done: "The end is set.", action: app.MayManage,
			warning:   "Bookings that reach beyond the last day are un-booked at once.",
			questions: []question{{name: "engagement", kind: hidden}, {name: "until", label: "Last day", kind: date}},
			send: func(ctx context.Context, use *app.Passports, a answers) error {
				engagement, err := id.Parse(a.get("engagement"))
				if err != nil {
					return app.ErrNoWorker
				}
				until := a.dates.End("until", a.end("until"))
				if err := a.dates.Err(); err != nil {
					return err
				}
				if until == nil {
					return app.FieldFault("until", "Give the last day.")
				}
				_, err = use.EndEngagement(ctx, a.worker, engagement, *until, a.requestID)
				return err
			},
		},
	}
}

// The form has room for some terms, and for more on demand up to what a record takes.
const (
	termsAsked = 3
	mostTerms  = 24
)

// rooms is how many terms the form has room for.
func rooms(values url.Values) int {
	n, err := strconv.Atoi(values.Get("terms"))
	if err != nil {
		n = 0
	}
	if values.Get("more") != "" {
		n += termsAsked
	}
	return min(max(n, termsAsked), mostTerms)
}

// terms are the questions about terms, and how many of them were asked.
func terms(values url.Values) []question {
	n := rooms(values)
	qs := []question{{name: "terms", kind: hidden, value: strconv.Itoa(n)}}
	for i := 1; i <= n; i++ {
		s := strconv.Itoa(i)
		qs = append(qs, question{name: "term_" + s + ".from", label: "Term " + s + " from (optional)", kind: date}, question{name: "term_" + s + ".until", label: "Last day of term " + s + " (optional)", kind: date})
	}
	return qs
}

func workingTimeForm() form {
	qs := []question{
		{name: "contract", label: "Terms (optional)", hint: "Empty: the Working Time Regulations alone.", kind: choice, codes: app.FormCodes("contract")},
		{name: "opt_out.from", label: "Opted out of the 48-hour week from (optional)", kind: date},
		{name: "opt_out.until", label: "Last day of the opt-out (optional)", kind: date},
		{name: "hour_cap.code", label: "Cap on the hours (optional)", hint: "What a permission to work allows. The permission itself is not kept here.", kind: choice, codes: app.FormCodes("hour_cap"), words: capWords},
		{name: "hour_cap.sponsor", label: "Sponsor (optional)", hint: "The ODS code, with a cap on hours for others than the sponsor.", kind: text},
	}
	return form{
		title: "Record what limits the hours", button: "Record the limits", done: "The limits are recorded, in place of those before.", action: app.MayManage, questions: qs, asks: terms, more: "Add room for more terms",
		intro: "This takes the place of what was recorded before.",
		send: func(ctx context.Context, use *app.Passports, a answers) error {
			n := readHours(a)
			if err := a.dates.Err(); err != nil {
				return err
			}
			_, err := use.RecordHours(ctx, a.worker, n, a.requestID)
			return err
		},
	}
}

func readHours(a answers) app.NewHours {
	n := app.NewHours{Contract: a.get("contract"), Cap: a.get("hour_cap.code"), Sponsor: strings.ToUpper(a.get("hour_cap.sponsor"))}
	period := func(name string) (hours.Period, bool) {
		p := hours.Period{From: a.dates.Begin(name+".from", a.get(name+".from")), Until: a.dates.End(name+".until", a.end(name+".until"))}
		return p, a.get(name+".from") != "" || a.get(name+".until") != ""
	}
	if p, given := period("opt_out"); given {
		n.OptOut = &p
	}
	for i := 1; i <= rooms(a.values); i++ {
		if p, given := period("term_" + strconv.Itoa(i)); given {
			n.Terms = append(n.Terms, p)
		}
	}
	return n
}

func capWords(code string) string {
	return map[string]string{
		"term_time_20": "20 hours a week in term", "term_time_10": "10 hours a week in term", "other_employers_20": "20 hours a week with others than the sponsor",
	}[code]
}

func endingForms() map[string]form {
	return map[string]form{
		"good-standing": {
			title: "State good standing", button: "State it", done: "The statement is recorded.", action: app.MayManage,
			intro: "Yes or no, and no more: what lies behind it stays with you.",
			questions: []question{
				{name: "good", label: "Is the worker in good standing with you?", kind: radios, codes: []string{"yes", "no"}},
				{name: "stated_on", label: "As of which day?", kind: date},
			},
			send: func(ctx context.Context, use *app.Passports, a answers) error {
				on := a.dates.Begin("stated_on", a.get("stated_on"))
				if err := a.dates.Err(); err != nil {
					return err
				}
				switch {
				case a.maybe("good") == nil:
					return app.FieldFault("good", "Say yes or no.")
				case on.Equal(time.Time{}):
					return app.FieldFault("stated_on", "Give the day.")
				}
				_, err := use.StateGoodStanding(ctx, a.worker, a.yes("good"), on, a.requestID)
				return err
			},
		},
		"leave": {
			title: "The worker leaves", button: "End everything", done: "The worker has left. Bookings ahead are un-booked.", action: app.MayManage,
			warning:   "Every engagement with you ends now, the passport is out of use, and every booking ahead is un-booked at every employer. What was un-booked stays so. Who returns is brought back by recording a new post or bank membership with you.",
			questions: []question{{name: "why", label: "Why?", hint: "Told to nobody else.", kind: choice, codes: app.FormCodes("leave")}},
			send: func(ctx context.Context, use *app.Passports, a answers) error {
				_, err := use.LeaveWorker(ctx, a.worker, a.get("why"), a.requestID)
				return err
			},
		},
		"erase": {
			title: "Erase the names", button: "Erase for ever", done: "The names are erased.", action: app.MayManage,
			warning: "The worker's key is destroyed. Name, address, numbers and references can never be read again, by anybody, and the worker has left. Checks, decisions and the log stay and name nobody. It is refused while bookings lie ahead.",
			questions: []question{
				{name: "why", label: "Why?", kind: choice, codes: app.FormCodes("erase")},
				{name: "sure", label: "Be sure", kind: ticks, codes: []string{"yes"}, words: func(string) string { return "I know that this cannot be taken back" }},
			},
			send: func(ctx context.Context, use *app.Passports, a answers) error {
				if !a.yes("sure") {
					return app.FieldFault("sure", "Say that you know that this cannot be taken back.")
				}
				_, err := use.EraseWorker(ctx, a.worker, a.get("why"), a.requestID)
				return err
			},
		},
	}
}
