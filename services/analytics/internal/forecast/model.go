package forecast

import "time"

// prior is how many shifts' worth of the pattern of all series a series begins with: a new ward is not taken at its first word.
const prior = 5

// ratio counts how often something came of something.
type ratio struct{ of, over float64 }

func (r *ratio) add(came bool) {
	r.over++
	if came {
		r.of++
	}
}

// towards is the ratio, pulled towards another while it rests on little.
func (r ratio) towards(general float64) float64 { return (r.of + prior*general) / (r.over + prior) }

func (r ratio) plain() float64 {
	if r.over == 0 {
		return 0
	}
	return r.of / r.over
}

// pattern is what is learnt at one distance from the day: how many of the open shifts stay unfilled, how many of the filled
// ones open again and stay so, and how many unfilled ones are not even posted yet, by kind of day.
type pattern struct {
	stays, falls ratio
	late         [7]float64 // sums over the days of a kind
}

// model is what was learnt before a day.
type model struct {
	all    [Days]pattern
	series map[Series]*[Days]pattern
	// days counts the days learnt from, by kind.
	days [7]float64
}

// learn takes the Learn days before a day, those that shifts are known of.
func (t table) learn(before int) model {
	m := model{series: map[Series]*[Days]pattern{}}
	first := before
	for _, r := range t.rows {
		if r.day >= before-Learn {
			first = min(first, r.day)
		}
	}
	for day := first; day < before; day++ {
		m.days[kindOf(day)]++
	}
	for _, r := range t.rows {
		if r.day < first || r.day >= before {
			continue
		}
		own := m.series[r.series]
		if own == nil {
			own = &[Days]pattern{}
			m.series[r.series] = own
		}
		for k := range Days {
			for _, p := range []*pattern{&m.all[k], &own[k]} {
				p.take(r, k)
			}
		}
	}
	return m
}

func (p *pattern) take(r row, k int) {
	switch r.before[k] {
	case open:
		p.stays.add(r.unfilled)
	case filled:
		p.falls.add(r.unfilled)
	case absent:
		if r.unfilled {
			p.late[kindOf(r.day)]++
		}
	}
}

// expect is how many shifts of a series will be unfilled on a day k days ahead.
func (m model) expect(s Series, k int, kind time.Weekday, openNow, filledNow int) float64 {
	own := m.series[s]
	if own == nil {
		own = &[Days]pattern{}
	}
	p, all := own[k], m.all[k]
	expected := float64(openNow)*p.stays.towards(all.stays.plain()) + float64(filledNow)*p.falls.towards(all.falls.plain())
	return expected + m.lateOn(p, kind)
}

// lateOn is the mean of the days of the kind; of all days where fewer than two of the kind are known.
func (m model) lateOn(p pattern, kind time.Weekday) float64 {
	if m.days[kind] >= 2 {
		return p.late[kind] / m.days[kind]
	}
	var sum, days float64
	for i := range p.late {
		sum, days = sum+p.late[i], days+m.days[i]
	}
	if days == 0 {
		return 0
	}
	return sum / days
}
