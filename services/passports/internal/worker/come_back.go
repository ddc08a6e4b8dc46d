package worker

import "time"

// ComeBack puts the passport of a worker who has left back into use, once an engagement with the home employer lasts beyond
// at. What relied on it before stays ended, since the floor stays; an engagement elsewhere brings nobody back, since nobody
// warrants the passport then. It tells whether anything changed.
func (w *Worker) ComeBack(e Engagement, at time.Time) bool {
	if w.r.Status != Left || !w.atHome(e.Employer) || (e.Until != nil && !e.Until.After(at)) {
		return false
	}
	w.r.Status, w.r.LeftAt, w.r.LeftWhy = Active, nil, ""
	return true
}
