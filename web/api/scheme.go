package api

import (
	"context"

	"terugblik/coaching"
)

// Scheme is a set of codes to look with, in the language of the caller.
type Scheme struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Items []Item `json:"items"`
}

// Item is one code, "scheme:item", with narrower ones below it.
type Item struct {
	Code        string `json:"code"`
	ID          string `json:"id"`
	Label       string `json:"label"`
	Description string `json:"description"`
	Valence     string `json:"valence" enum:"positive,neutral,growth"`
	Items       []Item `json:"items"`
}

func itemsOf(scheme, language string, items []coaching.Item) []Item {
	return each(items, func(i coaching.Item) Item {
		return Item{
			Code: scheme + ":" + i.ID, ID: i.ID, Label: i.Label.In(language), Description: i.Description.In(language),
			Valence: i.Valence, Items: itemsOf(scheme, language, i.Children),
		}
	})
}

// Schemes lists the shipped schemes.
func (a *API) Schemes() Operation {
	schemes := coaching.Schemes()
	return Do(a, "schemes", "The codes to look with, in your language", func(ctx context.Context, _ coaching.Actor, _ *Empty) (*Of[List[Scheme]], error) {
		language := a.Language(ctx)
		return of(whole(each(schemes, func(s coaching.Scheme) Scheme {
			return Scheme{ID: s.ID, Title: s.Title.In(language), Items: itemsOf(s.ID, language, s.Items)}
		})), nil)
	})
}
