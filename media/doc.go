// Package media holds the plain values of film and sound: the clock, tracks, takes, gaps and renditions.
package media
