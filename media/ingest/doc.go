// Package ingest receives film and sound over WHIP (RFC 9725) and hands each packet to a sink.
package ingest
