package record

import (
	"fmt"
	"iter"
)

// Read yields the records of a journal from its blocks, as library.ReadLog gives them. A block that authenticates but
// does not parse is an error and ends the sequence; a damaged stretch in the middle is passed on as the error it is and
// reading goes on after it.
func Read(blocks iter.Seq2[[]byte, error]) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for block, err := range blocks {
			if err != nil {
				if !yield(Record{}, err) {
					return
				}
				continue
			}
			for len(block) > 0 {
				r, rest, err := parse(block)
				if err != nil {
					yield(Record{}, fmt.Errorf("read journal: %w", err))
					return
				}
				if !yield(r, nil) {
					return
				}
				block = rest
			}
		}
	}
}
