package worker

import "slices"

// Called is the record with employers called by name: the home and those of posts.
func (r Record) Called(name func(code string) string) Record {
	r.HomeEmployer = name(r.HomeEmployer)
	r.Engagements = slices.Clone(r.Engagements)
	for i, e := range r.Engagements {
		r.Engagements[i].Employer = name(e.Employer)
	}
	return r
}

// By lets the worker know who stands for whom, so that a post with the home employer's heir is one at home.
func (w *Worker) By(heir func(code string) string) { w.heir = heir }

// atHome tells whether a code means the home employer.
func (w *Worker) atHome(code string) bool {
	return code == w.r.HomeEmployer || w.heir != nil && w.heir(code) == w.heir(w.r.HomeEmployer)
}
