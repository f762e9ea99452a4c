// Package ingest receives film and sound over WHIP (RFC 9725), hands each packet to a sink and, over WHEP, to who watches.
package ingest
