package store

// named is the codes of an employer, or the one that was given where nobody said that there are more; nil narrows nothing.
func named(codes []string, code string) []string {
	if len(codes) == 0 && code != "" {
		return []string{code}
	}
	return codes
}
