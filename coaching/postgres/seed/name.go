package seed

import (
	"fmt"
	"strings"
)

var (
	givenNames = []string{
		"Samira", "Noor", "Els", "Jeroen", "Peter", "Ans", "Fatma", "Bram", "Mirjam", "Sanne", "Lotte", "Anouk", "Yara", "Meryem", "Joke",
		"Marieke", "Esra", "Ilse", "Daan", "Hanneke", "Nadia", "Femke", "Roos", "Annelies", "Chantal", "Dewi", "Ellen", "Guusje", "Hafida", "Inge",
	}
	prefixes    = []string{"", "", "", "", "", "", "van", "de", "van der", "van den", "ter", "in 't"}
	familyNames = []string{
		"Oetelaar", "Özdemir", "Wit", "Bakker", "Aarts", "Zijlstra", "Yılmaz", "Horst", "Kok", "Jansen", "Visser", "Smit", "Meijer", "Mulder",
		"Bos", "Vos", "Peters", "Hendriks", "Dekker", "Brouwer", "Dijkstra", "Kaya", "El Idrissi", "Ramdin", "Postma", "Willems", "Hoekstra", "Éva",
		"Çelik", "Ijsbrand", "Nguyen", "Kuipers", "Verbeek", "Schouten", "Prins", "Huisman", "Wouters", "Peeters", "Koning", "Scholten",
	}
	placeNames = []string{"Kindercentrum Noord", "De Boomhut", "Het Nest", "De Zandbak", "Villa Kakelbont", "De Vuurtoren", "Klein Duimpje", "De Regenboog"}
	groupNames = []string{"De Uiltjes", "De Egels", "De Vlinders", "De Mussen", "De Kikkers", "De Beertjes"}
	questions  = []string{
		"Hoe maak ik contact met alle kinderen aan tafel?", "Hoe verloopt het opruimen rustiger?", "Hoe sluit ik aan bij het spel in de bouwhoek?",
		"Wat doe ik als twee kinderen hetzelfde willen?", "Hoe geef ik een stil kind meer ruimte?", "Hoe houd ik overzicht bij het buiten spelen?",
	}
	situations = []string{"Eten aan tafel", "Opruimen", "Vrij spel", "Buiten", "Kring", "Verschonen"}
	said       = []string{"Je wacht drie tellen.", "Hier kijkt zij naar jou.", "Wat gebeurt er net hiervoor?", "Je noemt wat hij doet.", "Mooi hoe je op ooghoogte gaat.", ""}
)

func (p *person) names() (given, prefix, family, email string) {
	given = givenNames[aPerson.upTo(len(givenNames), p.n, 20)]
	prefix = prefixes[aPerson.upTo(len(prefixes), p.n, 21)]
	family = familyNames[aPerson.upTo(len(familyNames), p.n, 22)]
	if aPerson.happens(40, p.n, 23) {
		family += "-" + familyNames[aPerson.upTo(len(familyNames), p.n, 24)]
	}
	return given, prefix, family, fmt.Sprintf("%s.%d@seed.test", strings.ToLower(given), p.n)
}
