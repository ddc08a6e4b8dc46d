package agreement

import (
	"fmt"
	"strings"

	"github.com/muster-ics/muster/pkg/id"
)

// Document is an agreement in words, in numbered sections. Pages show the sections, the parties sign their plain text.
type Document struct {
	Title, Reference string
	Sections         []Section
}

// Section is one numbered part. Lines are list items that follow the sentences.
type Section struct {
	Number           int
	Heading          string
	Sentences, Lines []string
}

// Title is the heading with its number.
func (s Section) Title() string { return fmt.Sprintf("%d. %s", s.Number, s.Heading) }

// Text is the document as plain text.
func (d Document) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Workforce-sharing agreement: %s\n%s\n", d.Title, d.Reference)
	for _, s := range d.Sections {
		fmt.Fprintf(&b, "\n%d. %s\n", s.Number, s.Heading)
		if len(s.Sentences) > 0 {
			b.WriteString(strings.Join(s.Sentences, " ") + "\n")
		}
		for _, l := range s.Lines {
			b.WriteString("- " + l + "\n")
		}
	}
	return b.String()
}

// Write puts clauses into words.
func Write(agreement id.ID, terms int64, c Clauses) Document {
	c = c.tidy()
	d := Document{Title: c.Title, Reference: fmt.Sprintf("Agreement %s, version %d", agreement, terms)}
	sections := []Section{
		c.partiesInWords(), c.directionInWords(), c.modelInWords(), c.scopeInWords(), c.durationInWords(), c.Limits.inWords(),
		c.consentInWords(), c.Checks.inWords(), c.trainingInWords(), c.Money.inWords(c.Model), c.VAT.inWords(), c.Indemnity.inWords(),
		c.Duties.inWords(), c.Information.inWords(), c.Notice.inWords(), wholeShift(),
	}
	if c.MutualAid.MaxHours > 0 {
		sections = append(sections, c.MutualAid.inWords())
	}
	for _, s := range sections {
		s.Number = len(d.Sections) + 1
		d.Sections = append(d.Sections, s)
	}
	return d
}

func list(vs []string) string {
	if len(vs) < 2 {
		return strings.Join(vs, "")
	}
	return strings.Join(vs[:len(vs)-1], ", ") + " and " + vs[len(vs)-1]
}

// labels and phrases put codes into words: as people are offered them, and as they stand within a sentence.
func labels(codes []string, words []Word) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = Label(words, c)
	}
	return out
}

func phrases(codes []string, words []Word) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = Sentence(words, c)
	}
	return out
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Pounds writes pence as pounds: 5 is £0.05.
func Pounds(pence int64) string { return fmt.Sprintf("£%d.%02d", pence/100, pence%100) }

// Percent writes basis points as per cent: 2350 is 23.5%.
func Percent(bp int) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%02d", bp/100, bp%100), "0"), ".") + "%"
}
