// Package privacy holds the documents on privacy that a holder needs, with places to fill in.
package privacy

import "embed"

// Files are the documents in Markdown. {{name}} is filled in from the settings; a comment names the measure that a
// sentence promises.
//
//go:embed *.md
var Files embed.FS

// Version is that of all documents together; it goes up when a sentence changes.
const Version = 1

// Document is one of them.
type Document struct {
	Name  string // of the file, without its end
	Title string
}

// Documents are all there are, in the order in which they are needed.
func Documents() []Document {
	return []Document{
		{"dpia", "Beoordeling van privacyrisico's (DPIA)"},
		{"verwerkingsregister", "Register van verwerkingen"},
		{"or-checklist", "Wat de OR of PVT moet weten"},
		{"gedragsafspraken", "Gedragsafspraken voor medewerkers en coaches"},
		{"ouderbrief-toestemming", "Brief aan ouders: toestemming"},
		{"ouderbrief-bezwaar", "Brief aan ouders: bezwaar"},
		{"transparantie", "Tekst voor ouders: waarom wij soms filmen"},
	}
}

// Fields are the names of what is filled in from the settings.
func Fields() []string {
	return []string{"versie", "vandaag", "houder", "grondslag", "dagen_na_bespreken", "dagen_hooguit", "jaren_uren", "dagen_vertrek"}
}
