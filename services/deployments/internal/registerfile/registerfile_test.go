package registerfile_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/services/deployments/internal/registerfile"
)

func moment(y int, m time.Month, d, hour int) time.Time {
	return time.Date(y, m, d, hour, 0, 0, 0, time.UTC)
}

// The national register's files have 27 columns and no headings.
const trusts = `"RVV","EAST KENT HOSPITALS UNIVERSITY NHS FOUNDATION TRUST","Y59","QKS","KENT AND CANTERBURY HOSPITAL","ETHELBERT ROAD","","CANTERBURY","KENT","CT1 3NG","19990401","","","","","","","","","","","0","","J","","",""
"RPA","MEDWAY NHS FOUNDATION TRUST","Y59","QKS","MEDWAY MARITIME HOSPITAL","WINDMILL ROAD","","GILLINGHAM","KENT","ME7 5NY","19940401","20260331","","","","","","","","","","0","","J","","",""
`

const sites = `"RVV01","WILLIAM HARVEY HOSPITAL (ASHFORD)","Y59","QKS","KENNINGTON ROAD","WILLESBOROUGH","","ASHFORD","KENT","TN24 0LZ","19990401","","","","RVV","19990401","","","","","","0","","J","","",""
`

func TestTheNationalFilesAreReadByTheirPlaces(t *testing.T) {
	t.Parallel()
	rows, err := registerfile.Read([]byte(trusts), registerfile.Employers)
	if err != nil || len(rows) != 2 {
		t.Fatalf("%v %+v", err, rows)
	}
	first, second := rows[0], rows[1]
	if first.ODS != "RVV" || first.Name != "East Kent Hospitals University NHS Foundation Trust" || first.System != "QKS" || first.Number != 1 ||
		first.Opens == nil || !first.Opens.Equal(moment(1999, 3, 31, 23)) || first.Closes != nil || len(first.Problems) > 0 {
		t.Errorf("%+v", first)
	}
	// 31 March is the last day: from the midnight after, which is 23:00 UTC, it is no more.
	if second.Closes == nil || !second.Closes.Equal(moment(2026, 3, 31, 23)) {
		t.Errorf("%+v", second)
	}
	rows, err = registerfile.Read([]byte(sites), registerfile.Sites)
	if err != nil || len(rows) != 1 {
		t.Fatalf("%v %+v", err, rows)
	}
	if s := rows[0]; s.Name != "William Harvey Hospital (Ashford)" || s.Town != "Ashford" || s.Postcode != "TN24 0LZ" || s.Employer != "RVV" || s.Joined == nil {
		t.Errorf("%+v", s)
	}
}

func TestTablesAreReadByTheirHeadings(t *testing.T) {
	t.Parallel()
	rows, err := registerfile.Read([]byte("Sites of the system\n\ntrust_ods,site_ods,name,city,postcode,lat,lon\nRVV,RVV02,Buckland Hospital,Dover,ct170hd,51.132053,1.292395\n"), registerfile.Sites)
	if err != nil || len(rows) != 1 {
		t.Fatalf("%v %+v", err, rows)
	}
	if s := rows[0]; s.ODS != "RVV02" || s.Employer != "RVV" || s.Town != "Dover" || s.Postcode != "CT17 0HD" || s.Lat == nil || *s.Lat != 51.132053 || s.Number != 4 {
		t.Errorf("%+v", s)
	}
	rows, err = registerfile.Read([]byte("ods_code;name;icb_ods;org_type_nhsd_sickness;close_yyyymmdd\nNQ7;Medway Community Healthcare;QKS;Community Provider;\n"), registerfile.Employers)
	if err != nil || len(rows) != 1 || rows[0].ODS != "NQ7" || rows[0].Kind != "community" || rows[0].System != "QKS" || len(rows[0].Problems) > 0 {
		t.Errorf("%v %+v", err, rows)
	}
}

func TestWhatCannotBeReadIsSaidByTheRow(t *testing.T) {
	t.Parallel()
	rows, err := registerfile.Read([]byte("ods,name,employer,postcode,lat,closes\nR V,a,RVV,TN24 0LZ,51,\nRVV01,b,RVV,TN24,51,\nRVV02,c,RVV,TN24 0LZ,north,\nRVV03,d,RVV,TN24 0LZ,91,20260230\nRVV03,e,RVV,TN24 0LZ,1,\n,f,RVV,,,\n"), registerfile.Sites)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"no code", "no postcode", "no lat", "no lat", "already", "There is no code"} {
		if all := strings.Join(rows[i].Problems, " "); !strings.Contains(all, want) {
			t.Errorf("row %d: %q does not say %q", rows[i].Number, all, want)
		}
	}
	if len(rows[3].Problems) != 2 {
		t.Errorf("every problem of a row is told: %v", rows[3].Problems)
	}
}

func TestWhatIsNoSuchFileIsRefusedWithASentence(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"nothing":             "",
		"no headings":         "a,b,c\n1,2,3\n",
		"headings alone":      "ods,name\n",
		"sites for employers": "site_ods,trust_ods\nRVV01,RVV\n",
		"a PDF":               "%PDF-1.7",
		"only a blank line":   "\n\n\n",
	} {
		_, err := registerfile.Read([]byte(file), registerfile.Employers)
		var r *sheet.Refused
		if !errors.As(err, &r) || r.Message == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNamesInCapitalsAreWrittenAsPeopleReadThem(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"EAST KENT HOSPITALS UNIVERSITY NHS FOUNDATION TRUST":   "East Kent Hospitals University NHS Foundation Trust",
		"KENT AND MEDWAY NHS AND SOCIAL CARE PARTNERSHIP TRUST": "Kent and Medway NHS and Social Care Partnership Trust",
		"ST MARTIN'S HOSPITAL":                                  "St Martin's Hospital",
		"THE WHITTINGTON  HOSPITAL":                             "The Whittington Hospital",
		"QUEEN VICTORIA HOSPITAL (EAST GRINSTEAD)":              "Queen Victoria Hospital (East Grinstead)",
		"Maidstone Hospital":                                    "Maidstone Hospital",
		"GLOUCESTER-ROYAL":                                      "Gloucester-Royal",
	} {
		if got := registerfile.Name(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{trusts, sites, "ods,name,employer,postcode\nRVV01,a,RVV,TN24 0LZ\n", "\x00,\xff\n"} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	f.Fuzz(func(t *testing.T, file []byte, ofSites bool) {
		k := registerfile.Employers
		if ofSites {
			k = registerfile.Sites
		}
		rows, err := registerfile.Read(file, k)
		var r *sheet.Refused
		if err != nil && !errors.As(err, &r) {
			t.Fatalf("not a sentence: %v", err)
		}
		for _, row := range rows {
			if row.ODS == "" && len(row.Problems) == 0 {
				t.Fatalf("a row without a code passes: %+v", row)
			}
		}
	})
}
