// Package record keeps the packet journal of a take and makes an indexed file of it.
package record
