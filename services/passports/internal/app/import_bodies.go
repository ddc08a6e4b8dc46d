package app

import (
	"time"

	"github.com/muster-ics/muster/services/passports/internal/recordimport"
)

// RowBody is what was understood of a row. It may name somebody: it lies sealed, and printed or logged it says nothing.
type RowBody struct {
	// Ref is by which number the row names a person: the staff number, a worker's id, or the number on a register.
	Ref string `json:"ref,omitempty"`
	// Name is the competency's name in the Electronic Staff Record, Until the end that the row states.
	Name       string         `json:"name,omitempty"`
	Competency *RowCompetency `json:"competency,omitempty"`
	Entry      *RowEntry      `json:"entry,omitempty"`
	Worker     *RowWorker     `json:"worker,omitempty"`
}

// RowCompetency is the competency of a row. Framework and Code are empty while nobody has said what its name means.
type RowCompetency struct {
	Framework  string     `json:"framework,omitempty"`
	Code       string     `json:"code,omitempty"`
	Level      int        `json:"level,omitempty"`
	AchievedOn time.Time  `json:"achieved_on"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
	Derived    bool       `json:"derived,omitempty"`
	// RefreshVersion is that of the table by which a derived end was reckoned.
	RefreshVersion int64  `json:"refresh_version,omitempty"`
	AwardingBody   string `json:"awarding_body,omitempty"`
}

// RowEntry is what a register said of a number.
type RowEntry struct {
	Body       string     `json:"body"`
	Said       string     `json:"said"`
	Status     string     `json:"status"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
	Licence    *bool      `json:"licence,omitempty"`
}

// RowWorker is a person to be enrolled.
type RowWorker struct {
	GivenName    string           `json:"given_name"`
	FamilyName   string           `json:"family_name"`
	Email        string           `json:"email,omitempty"`
	Engagement   NewEngagement    `json:"engagement"`
	Registration *NewRegistration `json:"registration,omitempty"`
	Checks       []NewCheck       `json:"checks,omitempty"`
}

// String says nothing, so that no verb prints what is personal.
func (RowBody) String() string { return "[row]" }

// GoString says nothing either.
func (RowBody) GoString() string { return "[row]" }

// ReadFile is a file to be read.
type ReadFile struct {
	Kind recordimport.Kind
	File []byte
	// Worker is the id of whose competencies it holds, when it names nobody.
	Worker string
	// AsOf is the day on which the register was read, for snapshots; zero is now.
	AsOf      time.Time
	RequestID string
}
