package employer

// Register puts an employer on the register. It refuses details that no employer can have.
func Register(d Details) (Employer, error) {
	if err := check(d); err != nil {
		return Employer{}, err
	}
	d.Since = moment(d.Since)
	return Employer{details: d, version: 1}, nil
}
