package app

import (
	"slices"

	"github.com/muster-ics/muster/services/passports/internal/credential"
)

// TypeMetadata describes a type of credential to wallets and receivers (SD-JWT VC type metadata).
type TypeMetadata struct {
	VCT         string          `json:"vct"`
	Name        string          `json:"name"`
	Description string          `json:"description"`
	Display     []TypeDisplay   `json:"display"`
	Claims      []ClaimMetadata `json:"claims"`
}

// TypeDisplay is how the type is called for people.
type TypeDisplay struct {
	Locale string `json:"locale"`
	Name   string `json:"name"`
}

// ClaimMetadata says of one claim that the holder shows it by choice, and that a credential always has it.
type ClaimMetadata struct {
	Path      []string `json:"path"`
	SD        string   `json:"sd"`
	Mandatory bool     `json:"mandatory"`
}

// DescribeType describes a type by its name without the base address, e.g. dbs/1.
func (p *Passports) DescribeType(name string) (TypeMetadata, bool) {
	t := credential.Type(name)
	if !slices.Contains(credential.Types, t) {
		return TypeMetadata{}, false
	}
	m := TypeMetadata{
		VCT: t.In(p.Addresses.Types), Name: t.Title(), Description: "What the worker's employer found: " + t.Title() + ".",
		Display: []TypeDisplay{{Locale: "en-GB", Name: t.Title()}}, Claims: []ClaimMetadata{},
	}
	for _, c := range credential.ClaimNames(t) {
		m.Claims = append(m.Claims, ClaimMetadata{Path: []string{c}, SD: "always", Mandatory: true})
	}
	return m, true
}
