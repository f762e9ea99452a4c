// Package web serves everything that comes in over HTTP: pages, the API, film, events, uploads, WHIP and WHEP.
package web
