package agreementdraft

import (
	"strings"

	"github.com/muster-ics/muster/services/deployments/internal/app"
)

func askChecks(c app.Clauses, _ people) []Question {
	var types []string
	found := map[string]app.Minimum{}
	for _, m := range c.Checks.Minimums {
		types, found[m.Type] = append(types, m.Type), m
	}
	dbs := found["dbs"]
	anyOf := func(words []app.Word) []app.Word { return append([]app.Word{{Label: "Any"}}, words...) }
	out := []Question{
		asAny("checks.minimums", "Which checks must be satisfied and in date?", "", types, app.CheckTypes),
		asOne("dbs.level", "Least level of the DBS check", "", dbs.Level, anyOf(app.DBSLevels)),
		asOne("dbs.workforce", "Workforce of the DBS check", "", dbs.Workforce, anyOf(app.DBSWorkforces)),
	}
	for _, w := range app.CheckTypes {
		out = append(out, asNumber("age."+w.Code, w.Label+": how old may it be, in months?", "Enter 0 when its own validity is enough.", found[w.Code].MaxAgeMonths))
	}
	return out
}

func readChecks(r *reader, c *app.Clauses, _ people) {
	c.Checks = app.Checks{}
	for _, code := range r.form["checks.minimums"] {
		m := app.Minimum{Type: code, MaxAgeMonths: r.number("age." + code)}
		if code == "dbs" {
			m.Level, m.Workforce = r.text("dbs.level"), r.text("dbs.workforce")
		}
		c.Checks.Minimums = append(c.Checks.Minimums, m)
	}
}

func askTraining(c app.Clauses, p people) []Question {
	var accepted []string
	for _, a := range c.Training.Accepted {
		accepted = append(accepted, strings.Join(append([]string{a.Framework}, a.Codes...), " "))
	}
	due := func(when string) (out []string) {
		for _, u := range c.Training.TopUps {
			if u.Host == "" && u.When == when {
				out = append(out, u.Code)
			}
		}
		return out
	}
	return []Question{
		asText("training.accepted", "Which training is accepted without repeating it?",
			"One framework a line, such as “cstf” for all of it or “cstf FIRE IPC” for some subjects.", strings.Join(accepted, "\n")),
		asAny("training.top_ups", "What is done at each host before the first shift?", "", due("before_first_shift"), app.TopUpKinds),
		asAny("training.on_first_shift", "What is done at each host on the first shift?", "", due("on_first_shift"), app.TopUpKinds),
		askOwnTopUps(c, p),
	}
}

func readTraining(r *reader, c *app.Clauses, p people) {
	topUps := r.ownTopUps("training.own_top_ups", p)
	for when, name := range map[string]string{"before_first_shift": "training.top_ups", "on_first_shift": "training.on_first_shift"} {
		for _, code := range r.form[name] {
			topUps = append(topUps, app.TopUp{Code: code, When: when})
		}
	}
	c.Training = app.Training{TopUps: topUps}
	for l := range strings.Lines(r.form.Get("training.accepted")) {
		if words := strings.Fields(l); len(words) > 0 {
			c.Training.Accepted = append(c.Training.Accepted, app.Accepted{Framework: words[0], Codes: words[1:]})
		}
	}
}

func askDuties(c app.Clauses, _ people) []Question {
	return []Question{
		asAny("duties.home", "What does the home employer see to?", "", c.Duties.Home, app.HomeDuties),
		asAny("duties.host", "What does the host see to?", "", c.Duties.Host, app.HostDuties),
		asNumber("duties.concern_hours", "Within how many hours do they tell each other of a concern?", "", c.Duties.ConcernHours),
	}
}

func readDuties(r *reader, c *app.Clauses, _ people) {
	c.Duties = app.Duties{Home: r.form["duties.home"], Host: r.form["duties.host"], ConcernHours: r.number("duties.concern_hours")}
}

func askInformation(c app.Clauses, _ people) []Question {
	platform := "no"
	if c.Information.PlatformProcessor {
		platform = "yes"
	}
	return []Question{
		asOne("information.controllers", "Who is the controller of personal data?", "", c.Information.Controllers, app.Controllers),
		asOne("information.platform_processor", "Is the operator of this platform the parties' processor?", "", platform, app.YesNo),
		asAny("information.lawful_bases", "On which grounds is personal data shared?", "", c.Information.LawfulBases, app.LawfulBases),
	}
}

func readInformation(r *reader, c *app.Clauses, _ people) {
	c.Information = app.Information{
		Controllers: r.text("information.controllers"), PlatformProcessor: r.text("information.platform_processor") == "yes",
		LawfulBases: r.form["information.lawful_bases"],
	}
}

func askNotice(c app.Clauses, _ people) []Question {
	return []Question{
		asNumber("notice.days", "Days of notice", "Enter 0 when a party may leave at once.", c.Notice.Days),
		asOne("notice.booked", "What happens to booked shifts that reach beyond the end?", "", string(c.Notice.Booked), app.AtEnds),
		asNumber("mutual_aid.max_hours", "Mutual aid: for how many hours may a lead open named shifts to all parties?", "Enter 0 for no mutual aid.", c.MutualAid.MaxHours),
	}
}

func readNotice(r *reader, c *app.Clauses, _ people) {
	c.Notice = app.Notice{Days: r.number("notice.days"), Booked: app.AtEnd(r.text("notice.booked"))}
	c.MutualAid = app.AidClause{MaxHours: r.number("mutual_aid.max_hours")}
}
