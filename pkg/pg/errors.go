package pg

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
)

// SQLSTATE codes that callers decide by.
const (
	uniqueViolation    = "23505"
	checkViolation     = "23514"
	exclusionViolation = "23P01"
	notSerial          = "40001"
	deadlock           = "40P01"
	lockNotAvailable   = "55P03"
)

// IsUnique tells whether err is a violation of the named unique constraint or index; empty means any.
func IsUnique(err error, constraint string) bool { return violates(err, uniqueViolation, constraint) }

// IsExclusion tells whether err is a violation of the named exclusion constraint; empty means any.
func IsExclusion(err error, constraint string) bool {
	return violates(err, exclusionViolation, constraint)
}

// IsCheck tells whether err is a violation of the named check constraint; empty means any.
func IsCheck(err error, constraint string) bool { return violates(err, checkViolation, constraint) }

// IsLockTimeout tells whether err is a wait for a lock that took longer than lock_timeout.
func IsLockTimeout(err error) bool { return Code(err) == lockNotAvailable }

// Code is the SQLSTATE of err, e.g. MU001, or empty when err did not come from Postgres.
func Code(err error) string {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return ""
	}
	return e.Code
}

// RaceLost wraps cause as 40001, so that InTx runs the transaction again. It is for unique keys that
// two honest writers of one version can both reach.
func RaceLost(cause error) error {
	return errors.Join(&pgconn.PgError{Severity: "ERROR", Code: notSerial, Message: "another writer made this version first"}, cause)
}

func lostRace(err error) bool {
	c := Code(err)
	return c == notSerial || c == deadlock
}

func violates(err error, code, constraint string) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && e.Code == code && (constraint == "" || e.ConstraintName == constraint)
}
