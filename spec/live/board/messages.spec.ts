import { encodeDelta } from "../../../src/live/board/cells";
import {
    ASK,
    BYE,
    COPIES,
    DELTA,
    DIGEST,
    encodeAskRow,
    encodeBye,
    encodeCopy,
    packCopies,
    encodeDigestHead,
    encodeDigestRow,
    withoutRealm,
    withRealm,
} from "../../../src/live/board/messages";
import { fuzzDecoder } from "../../codec/fuzz";
import type { SeededRandom } from "../../random";

function randomDelta(random: SeededRandom): string {
    const cells = [];
    let sequence = 0;
    for (const _ of $range(1, random.integer(0, 4))) {
        sequence += random.integer(1, 300);
        const bytes = random.bytes(random.integer(0, 20));
        cells.push({ slot: random.integer(0, 255), sequence, bytes, incarnation: 1700000000, isHearsay: false });
    }
    const outline = { incarnation: 1700000000, isRenewal: random.integer(0, 1) === 1, top: sequence, check: 7 };
    const [bytes] = encodeDelta(cells, outline, 0, sequence, 250, true);
    return bytes;
}

function randomDigest(random: SeededRandom): string {
    const owner = random.integer(0, 2 ** 24 - 1);
    const row = { owner, check: random.integer(0, 65535), have: random.integer(0, 9999) };
    const last = random.integer(0, 1) === 0 ? undefined : 2 ** 24 - 1;
    return encodeDigestHead(random.integer(0, 9999), last === undefined ? undefined : 0, last) + encodeDigestRow(row);
}

function randomAsk(random: SeededRandom): string {
    const have = random.integer(0, 9999);
    return encodeAskRow({ owner: random.integer(0, 9999), incarnation: random.integer(0, 65535), have, until: have });
}

describe("messages of boards", () => {
    it("say again what was put into them", () => {
        const outline = { incarnation: 1700000000, isRenewal: true, top: 9, check: 513 };
        const cell = { slot: 3, sequence: 9, bytes: "\x01abc", incarnation: 1700000000, isHearsay: false };
        const [bytes] = encodeDelta([cell], outline, 0, 9, 250, true);
        assert.same({ ...outline, from: 0, to: 9, cells: [cell] }, DELTA.decode(bytes));
        const [copy] = COPIES.decode(packCopies(encodeCopy("Jaina-", bytes)))!;
        assert.equal("Jaina-", copy.owner);
        assert.same({ ...outline, from: 0, to: 9, cells: [{ ...cell, isHearsay: true }] }, copy.delta);
        const row = { owner: 70000, check: 65535, have: 300 };
        assert.same({ root: 5, rows: [] }, DIGEST.decode(encodeDigestHead(5)));
        assert.same(
            { root: 5, first: 0, last: 80000, rows: [row] },
            DIGEST.decode(encodeDigestHead(5, 0, 80000) + encodeDigestRow(row)),
        );
        assert.same({ root: 5, rows: [row] }, DIGEST.decode(encodeDigestHead(5) + encodeDigestRow(row)));
        const ask = { owner: 1, incarnation: 2, have: 3, until: 4 };
        assert.same([ask], ASK.decode(encodeAskRow(ask)));
        assert.same([], ASK.decode(""));
        assert.equal(1700000000, BYE.decode(encodeBye(1700000000)));
    });

    it("are refused where they are not of their form, whatever they are", () => {
        for (const [kind, make] of [
            [DELTA, randomDelta],
            [COPIES, (random: SeededRandom) => packCopies(encodeCopy("A-Realm", randomDelta(random)))],
            [DIGEST, randomDigest],
            [ASK, randomAsk],
            [BYE, (random: SeededRandom) => random.bytes(4)],
        ] as const) {
            fuzzDecoder(kind.type, make, (input) => kind.decode(input) !== undefined);
        }
    });

    it("name who is of the sender's realm without the realm", () => {
        for (const [name, sender] of [
            ["Jaina-Proudmoore", "Thrall-Proudmoore"],
            ["Jaina-Proudmoore", "Thrall-Hyjal"],
            ["First Last", "Other Name"],
        ]) {
            assert.equal(name, withRealm(withoutRealm(name, sender), sender));
        }
        assert.equal("Jaina-", withoutRealm("Jaina-Proudmoore", "Thrall-Proudmoore"));
    });
});
