package rosterfile

import (
	"strings"
	"unicode"
)

// Field is one thing that a row says. Its text is the heading of Muster's own layout.
type Field string

// The fields of a row.
const (
	Site         Field = "site"
	Ward         Field = "ward"
	StaffGroup   Field = "staff_group"
	Role         Field = "role"
	Band         Field = "band"
	Date         Field = "date"
	Start        Field = "start"
	End          Field = "end"
	EndDate      Field = "end_date"
	Zone         Field = "zone"
	Break        Field = "break_minutes"
	Reason       Field = "reason"
	CostCode     Field = "cost_code"
	Rate         Field = "rate"
	Places       Field = "places"
	Registration Field = "registration"
	DBSLevel     Field = "dbs_level"
	DBSWorkforce Field = "dbs_workforce"
	EPP          Field = "epp"
	Competencies Field = "competencies"
	// ignored is a column of ours that says nothing about the shift.
	ignored Field = "problem"
)

// Fields are all of them, in the order of Muster's own layout.
var Fields = []Field{
	Site, Ward, StaffGroup, Role, Band, Date, Start, End, EndDate, Zone, Break, Reason, CostCode, Rate, Places,
	Registration, DBSLevel, DBSWorkforce, EPP, Competencies,
}

// Needed are the fields that every row must have, from a column or as a fixed value. The date may stand in the start. A
// rate that is not given is that of the employer's rate card.
var Needed = []Field{Site, Ward, StaffGroup, Role, Band, Date, Start, End, Break, Reason}

// Names say in words what each field is.
var Names = map[Field]string{
	Site: "Site", Ward: "Ward", StaffGroup: "Staff group", Role: "Role", Band: "Band", Date: "Date", Start: "Start time", End: "End time",
	EndDate: "End date", Zone: "BST or GMT", Break: "Unpaid break", Reason: "Reason", CostCode: "Cost code", Rate: "Basic pay an hour",
	Places: "How many people", Registration: "Registration", DBSLevel: "DBS check", DBSWorkforce: "DBS workforce",
	EPP: "Exposure-prone procedures", Competencies: "Competencies",
}

// headings are what rosters in use call the fields, each by its letters and digits alone. Editable reference: they were
// gathered from the published layouts of roster exports and from common speech, and an employer's mapping comes first.
var headings = func() map[string]Field {
	out := map[string]Field{}
	for f, names := range map[Field]string{
		Site:         "site sitecode hospital hospitalsite location sitename",
		Ward:         "ward unit wardunit wardname unitname department dept owningunit roster rosterunit",
		StaffGroup:   "staffgroup staffcategory esrstaffgroup staffinggroup",
		Role:         "role jobrole jobtitle post postname rolename",
		Band:         "band grade afcband payband gradecode requestgrade gradetype",
		Date:         "date shiftdate dutydate startdate datefrom fromdate",
		Start:        "start starttime shiftstart dutystart from timefrom startsat fromtime begin",
		End:          "end endtime shiftend dutyend finish finishtime to timeto endsat totime until",
		EndDate:      "enddate finishdate dateto todate",
		Zone:         "zone timezone offset utcoffset bstgmt gmtbst clock",
		Break:        "breakminutes break breaks breakmins unpaidbreak unpaidbreakminutes unpaidbreakmins mealbreak restbreak",
		Reason:       "reason requestreason bookingreason reasonforrequest reasonforbooking vacancyreason",
		CostCode:     "costcode costcentre costcenter budgetcode",
		Rate:         "rate hourlyrate basicrate payrate rateperhour basicpay",
		Places:       "places quantity numberrequired staffrequired headcount howmany vacancies",
		Registration: "registration registrationbody register professionalbody",
		DBSLevel:     "dbslevel dbs dbscheck",
		DBSWorkforce: "dbsworkforce workforce",
		EPP:          "epp exposureproneprocedures",
		Competencies: "competencies competency skills competences",
		ignored:      "problem",
	} {
		for name := range strings.FieldsSeq(names) {
			out[name] = f
		}
	}
	return out
}()

// plain is a heading or a code by its letters and digits alone, in small letters.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// column names a column as a spreadsheet does: A, B, … Z, AA.
func column(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}
