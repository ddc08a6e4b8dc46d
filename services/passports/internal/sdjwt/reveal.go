package sdjwt

// reveal puts the disclosures where their digests stand and takes out all that stays hidden (RFC 9901 section 7.1). Each
// disclosure must be asked for exactly once.
func reveal(payload map[string]any, disclosures []Disclosure) (map[string]any, error) {
	r := &revealer{known: map[string]Disclosure{}, met: map[string]bool{}}
	for _, d := range disclosures {
		if _, twice := r.known[d.Digest]; twice {
			return nil, Refuse(DisclosureWrong, "A disclosure was sent twice.")
		}
		r.known[d.Digest] = d
	}
	if alg, has := payload[algorithmName]; has && alg != algorithm {
		return nil, Refuse(DisclosureWrong, "The disclosures are digested by another algorithm than %s.", algorithm)
	}
	out, err := r.object(payload, 0)
	if err != nil {
		return nil, err
	}
	delete(out, algorithmName)
	if r.used != len(r.known) {
		return nil, Refuse(DisclosureWrong, "A disclosure was sent that the issuer did not sign.")
	}
	return out, nil
}

type revealer struct {
	known map[string]Disclosure
	// met are the digests that stood somewhere: one that stands twice would let a holder choose where a value goes.
	met  map[string]bool
	used int
}

// deepest is how far disclosures may lie within one another.
const deepest = 32

func (r *revealer) take(v any, element bool) (Disclosure, bool, error) {
	d, ok := v.(string)
	if !ok {
		return Disclosure{}, false, Refuse(DisclosureWrong, "A digest is no text.")
	}
	if r.met[d] {
		return Disclosure{}, false, Refuse(DisclosureWrong, "A digest stands twice.")
	}
	r.met[d] = true
	known, shown := r.known[d]
	if !shown {
		return Disclosure{}, false, nil
	}
	r.used++
	if known.Element != element {
		return Disclosure{}, false, Refuse(DisclosureWrong, "A disclosure does not fit where its digest stands.")
	}
	return known, true, nil
}

func (r *revealer) object(o map[string]any, depth int) (map[string]any, error) {
	if depth > deepest {
		return nil, Refuse(DisclosureWrong, "The claims are nested too deeply.")
	}
	out := map[string]any{}
	for name, v := range o {
		if name == digestsName {
			continue
		}
		if name == arrayName {
			return nil, Refuse(DisclosureWrong, "A place for an element stands outside a list.")
		}
		inner, err := r.value(v, depth)
		if err != nil {
			return nil, err
		}
		out[name] = inner
	}
	return out, r.members(out, o[digestsName], depth)
}

// members adds the members of an object that were shown.
func (r *revealer) members(out map[string]any, digests any, depth int) error {
	if digests == nil {
		return nil
	}
	list, ok := digests.([]any)
	if !ok {
		return Refuse(DisclosureWrong, "The digests are no list.")
	}
	for _, v := range list {
		d, shown, err := r.take(v, false)
		if err != nil {
			return err
		}
		if !shown {
			continue
		}
		if _, clash := out[d.Name]; clash {
			return Refuse(DisclosureWrong, "A disclosure has the name of a claim that is there already.")
		}
		if out[d.Name], err = r.value(d.Value, depth); err != nil {
			return err
		}
	}
	return nil
}

func (r *revealer) value(v any, depth int) (any, error) {
	switch v := v.(type) {
	case map[string]any:
		return r.object(v, depth+1)
	case []any:
		return r.elements(v, depth+1)
	}
	return v, nil
}

func (r *revealer) elements(list []any, depth int) (any, error) {
	if depth > deepest {
		return nil, Refuse(DisclosureWrong, "The claims are nested too deeply.")
	}
	out := []any{}
	for _, e := range list {
		o, isObject := e.(map[string]any)
		place, isPlace := o[arrayName]
		if isObject && isPlace {
			if len(o) != 1 {
				return nil, Refuse(DisclosureWrong, "Something stands beside the place for an element.")
			}
			d, shown, err := r.take(place, true)
			if err != nil {
				return nil, err
			}
			if !shown {
				continue
			}
			e = d.Value
		}
		inner, err := r.value(e, depth)
		if err != nil {
			return nil, err
		}
		out = append(out, inner)
	}
	return out, nil
}
