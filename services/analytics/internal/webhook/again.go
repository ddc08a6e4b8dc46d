package webhook

import "time"

// Waits are how long to wait after each failed try: close together at first, since an alert that is late helps nobody, and
// then over a day, since receivers are mended in the morning.
var Waits = []time.Duration{
	5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 8 * time.Hour,
}

// Again says how long to wait after so many tries, a fifth longer or shorter by lot, which lies in [0, 1): receivers that
// went down together are not called together. It is false once it was tried often enough.
func Again(tries int, lot float64) (time.Duration, bool) {
	if tries < 1 || tries > len(Waits) {
		return 0, false
	}
	return time.Duration(float64(Waits[tries-1]) * (0.8 + 0.4*lot)), true
}
