// Reads a county's log with golang.org/x/mod/sumdb alone: the note and its signature, every tile, every leaf, and the
// proof of every leaf. It knows nothing of Hejie but the address and the key.
//
//	log-client ADDRESS VKEY [OLD-CHECKPOINT]
package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const width = 256

func get(url string) ([]byte, error) {
	answer, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

// The library writes a tile's height into its path; c2sp.org/tlog-tiles has one height and leaves it out.
func path(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

type tiles struct{ address string }

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range wanted {
		bytes, err := get(t.address + "/" + path(tile))
		if err != nil {
			return nil, err
		}
		read = append(read, bytes)
	}
	return read, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func open(text []byte, vkey string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// The data of all leaves, from the entry bundles.
func leaves(address string, size int64) ([][]byte, error) {
	var all [][]byte
	for first := int64(0); first < size; first += width {
		tile := tlog.Tile{H: 8, L: 0, N: first / width, W: width}
		if size-first < width {
			tile.W = int(size - first)
		}
		bundle, err := get(address + "/" + strings.Replace(path(tile), "tile/0/", "tile/entries/", 1))
		if err != nil {
			return nil, err
		}
		for len(bundle) > 0 {
			length := int(binary.BigEndian.Uint16(bundle))
			all = append(all, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
	}
	return all, nil
}

func verify(address, vkey string, old []byte) error {
	text, err := get(address + "/checkpoint")
	if err != nil {
		return err
	}
	tree, err := open(text, vkey)
	if err != nil {
		return err
	}
	// Every tile that this reads is held against the root.
	reader := tlog.TileHashReader(tree, tiles{address})
	data, err := leaves(address, tree.N)
	if err != nil {
		return err
	}
	if int64(len(data)) != tree.N {
		return fmt.Errorf("%d leaves, not %d", len(data), tree.N)
	}
	for at, leaf := range data {
		stored, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(at))})
		if err != nil {
			return err
		}
		hash := tlog.RecordHash(leaf)
		if hash != stored[0] {
			return fmt.Errorf("leaf %d differs from its tile", at)
		}
		proof, err := tlog.ProveRecord(tree.N, int64(at), reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(at), hash); err != nil {
			return err
		}
	}
	if old != nil {
		before, err := open(old, vkey)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(tree.N, before.N, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash); err != nil {
			return err
		}
	}
	fmt.Printf("%d leaves verified\n", tree.N)
	return nil
}

func main() {
	var old []byte
	if len(os.Args) > 3 {
		old = []byte(os.Args[3])
	}
	if err := verify(os.Args[1], os.Args[2], old); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
