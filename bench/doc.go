// Package bench measures what receiving costs beside a receiver that only writes packets to disk.
package bench
