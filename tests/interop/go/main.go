// Command main verifies a Daylight log with the Go project's own code for notes and trees
// (golang.org/x/mod/sumdb/note and tlog), so that nothing of Daylight's code has a say.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run ./tests/interop/go FOLDER
//
// FOLDER holds "vkey", "checkpoint" and "tile/". The program checks the checkpoint's signature, recomputes the
// root from all entry bundles, compares every tile, and proves sample entries and earlier sizes from the tiles.
// It prints one line and exits with 0 when all holds, otherwise with 1.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height = 8
	width  = 1 << height
)

type folder string

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./tests/interop/go FOLDER")
		os.Exit(2)
	}
	tree, err := verify(folder(os.Args[1]))
	if err != nil {
		fmt.Printf("FAULT: %v\n", err)
		os.Exit(1)
	}
	fmt.Printf("holds: %d entries, root %s\n", tree.N, tree.Hash)
}

func verify(log folder) (tlog.Tree, error) {
	tree, err := log.checkpoint()
	if err != nil {
		return tree, fmt.Errorf("checkpoint: %w", err)
	}
	stored, err := log.hashes(tree.N)
	if err != nil {
		return tree, err
	}
	root, err := rootOf(tree.N, stored)
	if err != nil {
		return tree, err
	}
	if root != tree.Hash {
		return tree, fmt.Errorf("root: the entries give %s, the checkpoint says %s", root, tree.Hash)
	}
	if err := log.compareTiles(tree.N, stored); err != nil {
		return tree, err
	}
	return tree, log.prove(tree, stored)
}

// checkpoint opens the signed note and reads origin, size and root.
func (log folder) checkpoint() (tree tlog.Tree, err error) {
	vkey, err := os.ReadFile(filepath.Join(string(log), "vkey"))
	if err != nil {
		return tree, err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(vkey)))
	if err != nil {
		return tree, err
	}
	signed, err := os.ReadFile(filepath.Join(string(log), "checkpoint"))
	if err != nil {
		return tree, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return tree, fmt.Errorf("its text has not three lines")
	}
	if lines[0] != verifier.Name() {
		return tree, fmt.Errorf("origin %q is not the key's name %q", lines[0], verifier.Name())
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tree, fmt.Errorf("its third line is no hash")
	}
	copy(tree.Hash[:], root)
	return tree, nil
}

// hashes reads every entry and returns all hashes of the tree in the order of tlog.StoredHashIndex.
func (log folder) hashes(size int64) (stored memory, err error) {
	for first := int64(0); first < size; first += width {
		count := size - first
		if count > width {
			count = width
		}
		path := "tile/entries/" + number(first/width, count)
		data, err := os.ReadFile(filepath.Join(string(log), path))
		if err != nil {
			return nil, err
		}
		for i := int64(0); i < count; i++ {
			if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
				return nil, fmt.Errorf("%s: ends within entry %d", path, i)
			}
			length := 2 + int(binary.BigEndian.Uint16(data))
			more, err := tlog.StoredHashes(first+i, data[2:length], stored)
			if err != nil {
				return nil, err
			}
			stored = append(stored, more...)
			data = data[length:]
		}
		if len(data) != 0 {
			return nil, fmt.Errorf("%s: %d bytes follow its %d entries", path, len(data), count)
		}
	}
	return stored, nil
}

// compareTiles compares the bytes of every tile of the log with what the entries give.
func (log folder) compareTiles(size int64, stored memory) error {
	for _, tile := range tlog.NewTiles(height, 0, size) {
		// NewTiles names every width that a partial tile had on its way; a log keeps the last.
		if hashes := size >> (height * tile.L); tile.W < width && int64(tile.W) != hashes%width {
			continue
		}
		want, err := tlog.ReadTileData(tile, stored)
		if err != nil {
			return err
		}
		got, err := log.tile(tile)
		if err != nil {
			return err
		}
		if !bytes.Equal(want, got) {
			return fmt.Errorf("%s: is not what the entries give", path(tile))
		}
	}
	return nil
}

// prove makes proofs from the tiles, which tlog.TileHashReader authenticates against the checkpoint, and checks them.
func (log folder) prove(tree tlog.Tree, stored memory) error {
	reader := tlog.TileHashReader(tree, log)
	for _, index := range samples(tree.N) {
		if index == tree.N {
			continue
		}
		proof, err := tlog.ProveRecord(tree.N, index, reader)
		if err != nil {
			return fmt.Errorf("inclusion of %d: %w", index, err)
		}
		leaf := stored[tlog.StoredHashIndex(0, index)]
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf); err != nil {
			return fmt.Errorf("inclusion of %d: %w", index, err)
		}
	}
	for _, old := range samples(tree.N) {
		if old == 0 {
			continue
		}
		root, err := rootOf(old, stored)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(tree.N, old, reader)
		if err != nil {
			return fmt.Errorf("consistency with %d: %w", old, err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old, root); err != nil {
			return fmt.Errorf("consistency with %d: %w", old, err)
		}
	}
	return nil
}

// samples are places at which trees and tiles begin and end, and some between.
func samples(size int64) (at []int64) {
	for _, n := range []int64{0, 1, 2, 3, 127, 128, 255, 256, 257, 511, 512, 65535, 65536, size / 3, size / 2, size - 1, size} {
		if 0 <= n && n <= size {
			at = append(at, n)
		}
	}
	return at
}

// rootOf is RFC 6962's root; tlog.TreeHash differs from it for the empty tree only.
func rootOf(size int64, stored memory) (tlog.Hash, error) {
	if size == 0 {
		return tlog.ParseHash("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
	}
	return tlog.TreeHash(size, stored)
}

// memory is a tlog.HashReader over hashes in memory.
type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(m)) {
			return nil, fmt.Errorf("hash %d is beyond the entries", index)
		}
		hashes[i] = m[index]
	}
	return hashes, nil
}

// Height, ReadTiles and SaveTiles make a folder a tlog.TileReader.
func (log folder) Height() int { return height }

func (log folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		var err error
		if data[i], err = log.tile(tile); err != nil {
			return nil, err
		}
	}
	return data, nil
}

func (log folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (log folder) tile(tile tlog.Tile) ([]byte, error) {
	return os.ReadFile(filepath.Join(string(log), path(tile)))
}

func path(tile tlog.Tile) string {
	return fmt.Sprintf("tile/%d/%s", tile.L, number(tile.N, int64(tile.W)))
}

// number writes a tile's index in groups of three digits, and its width where it is partial.
func number(index, count int64) string {
	text := fmt.Sprintf("%03d", index%1000)
	for index /= 1000; index > 0; index /= 1000 {
		text = fmt.Sprintf("x%03d/%s", index%1000, text)
	}
	if count < width {
		text += fmt.Sprintf(".p/%d", count)
	}
	return text
}
