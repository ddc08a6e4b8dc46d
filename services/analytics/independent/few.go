package independent

// few people are one to four.
func few(people int64) bool { return people > 0 && people < 5 }

// toOthers is what others than the two employers are told of a flow.
func (f Flow) toOthers() Flow {
	if few(int64(len(f.working))) || few(int64(len(f.recharged))) {
		return Flow{Home: f.Home, Host: f.Host, Few: true}
	}
	return f
}

// toOthers is what others than the home employer are told.
func (f Fatigue) toOthers() Fatigue {
	if few(f.Workers) {
		return Fatigue{Home: f.Home, Few: true}
	}
	return f
}

// toOthers is what others than the employer are told.
func (c Compliance) toOthers() Compliance {
	if few(c.Workers) {
		return Compliance{Employer: c.Employer, StaffGroup: c.StaffGroup, Few: true, Expiring: map[string]Count{}}
	}
	out := c
	out.Deployable, out.Expiring = bounded(c.Deployable.Count, c.Workers), map[string]Count{}
	for code, n := range c.Expiring {
		out.Expiring[code] = bounded(n.Count, c.Workers)
	}
	return out
}

// bounded is what is told of some people among all, where both are told.
func bounded(some, all int64) Count {
	rest := all - some
	switch {
	case some > 0 && rest > 0 && all < 10:
		return Count{Count: all - 1, Bound: "at_most"}
	case few(some):
		return Count{Count: 4, Bound: "at_most"}
	case few(rest):
		return Count{Count: all - 4, Bound: "at_least"}
	}
	return Count{Count: some}
}
