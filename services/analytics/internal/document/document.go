// Package document is figures laid out to be read, signed and handed in: tables of values that can be written down once,
// told apart later, and proved to be what was signed.
package document

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Document is the figures of one month. Its JSON is canonical: fields and rows have one order and numbers are whole.
type Document struct {
	// Form is what was filled in, Version which edition of it; Title is its name for people.
	Form    string `json:"form"`
	Version int64  `json:"version"`
	Title   string `json:"title"`
	ICS     string `json:"ics"`
	// Owner is the employer whose figures they are, with its name; empty for the whole system.
	Owner     string `json:"owner,omitempty"`
	OwnerName string `json:"owner_name,omitempty"`
	Month     Month  `json:"month"`
	// AsOf is when the figures were taken, Watermark the time of the newest event in them.
	AsOf      time.Time `json:"as_of"`
	Watermark time.Time `json:"watermark"`
	Ages      []Age     `json:"ages"`
	Tables    []Table   `json:"tables"`
}

// Age is when an employer was heard of last.
type Age struct {
	Employer string     `json:"employer"`
	Name     string     `json:"name"`
	Newest   *time.Time `json:"newest,omitempty"`
}

// Table is rows of values under heads. The first head is that of the rows' names.
type Table struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	Note  string   `json:"note,omitempty"`
	Heads []string `json:"heads"`
	Rows  []Row    `json:"rows"`
	// Bare tells that names only tell rows apart: they are no column.
	Bare bool `json:"bare,omitempty"`
}

// Row is one line. Key is its code, which stays when names change.
type Row struct {
	Key    string  `json:"key"`
	Name   string  `json:"name"`
	Values []Value `json:"values"`
}

// Bytes is the document as it is kept and hashed.
func (d Document) Bytes() []byte {
	b, err := json.Marshal(d)
	if err != nil {
		panic(err) // No document holds a type that JSON cannot hold.
	}
	return b
}

// Hash is the SHA-256 of a kept document, in hex.
func Hash(kept []byte) string {
	sum := sha256.Sum256(kept)
	return hex.EncodeToString(sum[:])
}

// Read gives a kept document back.
func Read(kept []byte) (d Document, err error) {
	if err = json.Unmarshal(kept, &d); err != nil {
		return d, fmt.Errorf("document: %w", err)
	}
	return d, nil
}
