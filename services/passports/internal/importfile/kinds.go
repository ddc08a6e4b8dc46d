package importfile

// The fields of all layouts. A field's name is its heading in Muster's own template.
const (
	WorkerRef    Field = "worker_ref"
	Framework    Field = "framework"
	Code         Field = "code"
	Level        Field = "level"
	AchievedOn   Field = "achieved_on"
	ExpiresOn    Field = "expires_on"
	AwardingBody Field = "awarding_body"

	CompetencyName Field = "Competency Name"
	ExpiryDate     Field = "Expiry Date"
	DateStart      Field = "Date Start"

	GivenName        Field = "given_name"
	FamilyName       Field = "family_name"
	Email            Field = "email"
	Kind             Field = "engagement"
	StaffGroup       Field = "staff_group"
	Role             Field = "role"
	Band             Field = "band"
	EngagedFrom      Field = "engaged_from"
	Body             Field = "registration_body"
	Number           Field = "registration_number"
	Status           Field = "registration_status"
	Licence          Field = "licence_to_practise"
	ValidUntil       Field = "registration_valid_until"
	IdentityOn       Field = "identity_checked_on"
	RightToWorkOn    Field = "right_to_work_checked_on"
	RightToWorkUntil Field = "right_to_work_valid_until"
	ReferencesOn     Field = "references_checked_on"
	DBSLevel         Field = "dbs_level"
	DBSWorkforce     Field = "dbs_workforce"
	DBSOn            Field = "dbs_checked_on"
)

// ref is the column by which a person is known: the employer's own number, which is matched inside the vault, or Muster's
// id of the worker.
var refHeadings = []string{"Assignment Number", "Assignment No", "Employee Number", "Staff Number", "Payroll Number"}

// ESR is the competency export of the Electronic Staff Record. It names nobody: it is for one worker, or has a column of
// assignment numbers added. Who last changed a row, and the person's title, are not read.
var ESR = Layout{
	{Field: CompetencyName, Headings: []string{"Competence Name", "Competency"}, Needed: true},
	{Field: ExpiryDate, Headings: []string{"Date End", "Expires"}},
	{Field: DateStart, Headings: []string{"Start Date", "Date From"}, Needed: true},
	{Field: WorkerRef, Headings: refHeadings},
}

// Competencies is Muster's own template of competencies.
var Competencies = Layout{
	{Field: WorkerRef, Headings: refHeadings},
	{Field: Framework, Needed: true},
	{Field: Code, Headings: []string{"subject"}, Needed: true},
	{Field: Level},
	{Field: AchievedOn, Needed: true},
	{Field: ExpiresOn, Headings: []string{"valid until"}},
	{Field: AwardingBody},
}

// Workers is Muster's own template of workers, one row a person with the first engagement and what was checked. Health is
// not in it: only occupational health records that.
var Workers = Layout{
	{Field: WorkerRef, Headings: refHeadings, Needed: true},
	{Field: GivenName, Headings: []string{"first name", "forename"}, Needed: true},
	{Field: FamilyName, Headings: []string{"last name", "surname"}, Needed: true},
	{Field: Email},
	{Field: Kind, Needed: true},
	{Field: StaffGroup, Needed: true},
	{Field: Role, Needed: true},
	{Field: Band, Needed: true},
	{Field: EngagedFrom, Needed: true},
	{Field: Body}, {Field: Number}, {Field: Status}, {Field: Licence}, {Field: ValidUntil},
	{Field: IdentityOn}, {Field: RightToWorkOn}, {Field: RightToWorkUntil}, {Field: ReferencesOn},
	{Field: DBSLevel}, {Field: DBSWorkforce}, {Field: DBSOn},
}
