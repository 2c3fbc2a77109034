import { PieceCollection } from "../../src/sync/piece-collection";
import { PIECE_BYTES } from "../../src/sync/seal-constants";
import type { StatePiece } from "../../src/sync/seal-messages";

const [A, B] = ["A-Realm", "B-Realm"];
const SIZE = 2 * PIECE_BYTES + 3;
const FULL = string.rep("x", PIECE_BYTES);

function piece(index: number, bytes: string): StatePiece {
    return { digest: "abcd", hash: 1, index, bytes };
}

describe("A collection of pieces", () => {
    it("is complete with all pieces, in whatever order they came", () => {
        const collection = new PieceCollection(1, SIZE, false);
        assert.equal(3, collection.total);
        assert.is_true(collection.add(piece(2, "end"), A));
        assert.equal(0, collection.firstMissing());
        assert.is_true(collection.add(piece(0, FULL), A));
        assert.equal(1, collection.firstMissing());
        assert.is_false(collection.isComplete());
        assert.is_true(collection.add(piece(1, FULL), A));
        assert.is_true(collection.isComplete());
        assert.equal(3, collection.firstMissing());
        assert.equal(`${FULL}${FULL}end`, collection.join());
    });

    it("keeps the piece that came first, and counts each once", () => {
        const collection = new PieceCollection(1, SIZE, false);
        collection.add(piece(2, "one"), A);
        assert.is_false(collection.add(piece(2, "two"), B));
        assert.equal(1, collection.count);
        assert.equal(A, collection.soleSender());
    });

    it("takes none of another length, nor behind the end", () => {
        const collection = new PieceCollection(1, SIZE, false);
        assert.is_nil(collection.add(piece(0, "short"), A));
        assert.is_nil(collection.add(piece(2, "long!"), A));
        assert.is_nil(collection.add(piece(3, "end"), A));
        assert.equal(0, collection.count);
    });

    it("knows its only sender, and that there are several", () => {
        const collection = new PieceCollection(1, SIZE, false);
        assert.is_nil(collection.soleSender());
        collection.add(piece(2, "end"), A);
        assert.equal(A, collection.soleSender());
        collection.add(piece(0, FULL), B);
        assert.is_nil(collection.soleSender());
    });
});
