package employer

// Register puts an employer on the register. It refuses details that no employer can have.
func Register(d Details) (Employer, error) {
	if err := check(d); err != nil {
		return Employer{}, err
	}
	return Employer{record: Record{
		ODS: d.ODS, Name: d.Name, Kind: d.Kind, Memberships: []Membership{{ICS: d.ICS, Since: moment(d.Since)}}, Version: 1,
	}}, nil
}
