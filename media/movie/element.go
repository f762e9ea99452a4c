package movie

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"math/bits"

	"terugblik/media"
)

// element is the place of one EBML element in the file.
type element struct {
	id   uint32 // with its marker, as RFC 9559 writes them
	at   int64  // of its header
	head int64  // bytes of its header, 2 to 12
	size int64  // of the whole; to the end of its parent where it does not say, or says more than there is
	open bool   // it did not say, or said too much
}

func (e element) body() int64 { return e.at + e.head }
func (e element) end() int64  { return e.at + e.size }

// Elements that are looked at: those of the longest film with every block in a cluster without a size.
const maxElements = 8_000_000

// tree walks elements and counts them.
type tree struct {
	reader
}

// next reads the header of the element at a place before end. media.ErrUnreadable where none can stand there.
func (t *tree) next(at, end int64) (element, error) {
	if t.seen++; t.seen > maxElements {
		return element{}, fmt.Errorf("more than %d elements: %w", maxElements, media.ErrUnsupported)
	}
	var head [12]byte
	n, err := t.r.ReadAt(head[:min(12, max(0, end-at))], at)
	if err != nil && err != io.EOF {
		return element{}, fmt.Errorf("read at %d: %w: %w", at, media.ErrUnreadable, err)
	}
	idLen, sizeLen := 0, 0
	if n > 0 {
		idLen = bits.LeadingZeros8(head[0]) + 1
	}
	if idLen > 0 && idLen <= 4 && n > idLen {
		sizeLen = bits.LeadingZeros8(head[idLen]) + 1
	}
	if sizeLen == 0 || sizeLen > 8 || n < idLen+sizeLen {
		return element{}, fmt.Errorf("no element at %d of %d: %w", at, end, media.ErrUnreadable)
	}
	var raw [8]byte
	copy(raw[4-idLen:], head[:idLen])
	e := element{id: binary.BigEndian.Uint32(raw[:]), at: at, head: int64(idLen + sizeLen)}
	raw = [8]byte{}
	copy(raw[8-sizeLen:], head[idLen:idLen+sizeLen])
	unknown := int64(1)<<(7*sizeLen) - 1
	body := int64(binary.BigEndian.Uint64(raw[:])) & unknown
	if e.open = body == unknown || body > end-e.body(); e.open {
		body = end - e.body()
	}
	e.size = e.head + body
	return e, nil
}

// children hands the elements inside e to each.
func (t *tree) children(e element, each func(element) error) error {
	for at := e.body(); at < e.end(); {
		inner, err := t.next(at, e.end())
		if err == nil && inner.open {
			err = fmt.Errorf("element %x at %d is larger than what it is in: %w", inner.id, at, media.ErrUnreadable)
		}
		if err == nil {
			err = each(inner)
		}
		if err != nil {
			return err
		}
		at = inner.end()
	}
	return nil
}

// number is the value of an element of an unsigned number, or of the bits of a signed one.
func (t *tree) number(e element) (uint64, error) {
	var raw [8]byte
	n := e.size - e.head
	if n > 8 {
		return 0, fmt.Errorf("a number of %d bytes: %w", n, media.ErrUnreadable)
	}
	err := t.read(raw[8-n:], e.body(), e.end())
	return binary.BigEndian.Uint64(raw[:]), err
}

// float is the value of an element of a floating-point number.
func (t *tree) float(e element) (float64, error) {
	n, err := t.number(e)
	if e.size-e.head == 4 {
		return float64(math.Float32frombits(uint32(n))), err
	}
	return math.Float64frombits(n), err
}
