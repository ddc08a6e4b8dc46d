package shift

// Problem is one part of the input that breaks a rule.
type Problem struct {
	// Field is the name of the field, e.g. starts_at. Message says what to change.
	Field, Message string
}

// Invalid is input that cannot become a shift or a change of one; all problems at once.
type Invalid struct{ Problems []Problem }

// Error implements error.
func (e *Invalid) Error() string {
	if len(e.Problems) == 0 {
		return "input is not valid"
	}
	return e.Problems[0].Field + ": " + e.Problems[0].Message
}

// Refusal is right input at the wrong moment in the life of a shift.
type Refusal struct {
	// Code is stable; Message is a sentence that says what to do instead.
	Code, Message string
}

// Error implements error.
func (e *Refusal) Error() string { return e.Code + ": " + e.Message }

func refuse(code, message string) error { return &Refusal{Code: code, Message: message} }
