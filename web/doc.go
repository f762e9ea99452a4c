// Package web serves everything that comes in over HTTP: pages, the API, film, events and WHIP.
package web
