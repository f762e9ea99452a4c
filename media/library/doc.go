// Package library keeps media at rest: sealed with a key per recording, synced to disk, read at any offset, erased with its key.
//
// Finished files lie in one local folder of our own rather than behind gocloud.dev/blob: a write must sync file and
// folder before it is acknowledged and a child process gets the sealed bytes as a descriptor, and neither can be said
// through a bucket. Object storage joins where folder.go and files.go touch the disk, and nowhere else.
package library
