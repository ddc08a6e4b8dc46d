package walltime

import "time"

// Span is from when to when a shift is worked by the clock on the wall. An end at or before the start is on the next day,
// so 07:00 to 07:00 is a whole day.
type Span struct{ Starts, Ends Clock }

// Moments are the moments at which a shift of the span begins and ends that starts on d, in UTC. A night on which the
// clocks change is an hour longer or shorter than the clock on the wall says. The error is a *Trouble.
func (s Span) Moments(d Day, zone Zone) (starts, ends time.Time, err error) {
	if starts, err = At(d, s.Starts, zone); err != nil {
		return starts, ends, &Trouble{Field: "starts", Err: err}
	}
	until := d
	if s.Ends <= s.Starts {
		until = d.Plus(1)
	}
	if ends, err = At(until, s.Ends, zone); err != nil {
		return starts, ends, &Trouble{Field: "ends", Err: err}
	}
	return starts, ends, nil
}

// Change is how much longer, or below zero shorter, the shift that starts on d is than the clock on the wall says: one
// hour in the two nights of the change, else nothing.
func (s Span) Change(d Day, zone Zone) time.Duration {
	starts, ends, err := s.Moments(d, zone)
	if err != nil {
		return 0
	}
	return ends.Sub(starts) - s.Shown()
}

// Shown is the length that the clock on the wall says.
func (s Span) Shown() time.Duration {
	minutes := s.Ends - s.Starts
	if minutes <= 0 {
		minutes += 24 * 60
	}
	return time.Duration(minutes) * time.Minute
}

// Trouble is one end of a span that is not clear.
type Trouble struct {
	// Field is starts or ends.
	Field string
	Err   error
}

// Error implements error.
func (e *Trouble) Error() string { return e.Err.Error() }

// Unwrap gives the *Unclear.
func (e *Trouble) Unwrap() error { return e.Err }
