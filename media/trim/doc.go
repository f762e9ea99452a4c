// Package trim takes a stretch out of a film for good: it copies what stays as it is coded, and nothing else.
package trim
