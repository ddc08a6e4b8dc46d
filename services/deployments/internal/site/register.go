package site

// Register puts a site on the register. It refuses details that no site can have.
func Register(d Details) (Site, error) {
	if err := check(d); err != nil {
		return Site{}, err
	}
	return Site{details: d, version: 1}, nil
}
