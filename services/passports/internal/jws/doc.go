// Package jws signs and opens the compact tokens of the passport: credentials, key bindings, proofs, status lists, the
// registry. One algorithm (ES256), one kind of key (P-256), and each token says by its typ what it is, so that none can be
// given for another.
package jws
