import type { Cell } from "../../../src/live/board/cells";
import {
    encodeMatch,
    encodePromise,
    encodeRequest,
    MatchState,
    payloadOf,
    readMatch,
    readPromise,
    readRequest,
} from "../../../src/live/meet/cells";
import { SeededRandom } from "../../random";
import { rounds } from "../../support/rounds";

const INCARNATION = 1700000000;
const NAME = "Anna-Realm";

function cell(bytes: string): Cell {
    return { slot: 0, sequence: 1, bytes, incarnation: INCARNATION, isHearsay: false };
}

const body = {
    id: 300,
    event: "pull",
    actor: "Alt",
    labelsText: "role=tank",
    selectorText: "role in (healer)",
    mates: 39,
    stamp: { seconds: INCARNATION - 5, counter: 2 },
    incarnation: INCARNATION,
    payload: string.char(0x82, 1, 2),
};
const rows = [
    { owner: NAME, incarnation: INCARNATION, request: 1 },
    { owner: "Bob-Realm", incarnation: INCARNATION + 1, request: 200 },
];
const name = { coordinator: "Bob-Realm", incarnation: INCARNATION + 1, match: 7 };

/** Changes, cuts or lengthens some bytes. */
function mutate(random: SeededRandom, bytes: string): string {
    const at = random.integer(1, bytes.length);
    const junk = string.char(random.integer(0, 255));
    const rest = [at, at + 1, bytes.length + 1][random.integer(0, 2)];
    return string.sub(bytes, 1, at - 1) + junk + string.sub(bytes, rest);
}

describe("cells of rendezvous", () => {
    it("come back as they were", () => {
        const request = readRequest(NAME, cell(encodeRequest(body, NAME)))!;
        const { cell: _cell, labels, selector, owner, ...others } = request;
        assert.same(body, others);
        assert.equal(NAME, owner);
        assert.equal("tank", labels.get("role"));
        assert.equal("in", selector[0].operator);
        assert.same([1, 2], payloadOf(request));
        const promise = cell(encodePromise(300, name));
        assert.same({ owner: NAME, id: 300, cell: promise, ...name }, readPromise(NAME, promise));
        const match = cell(encodeMatch(5, MatchState.Aborted, rows));
        const known = { owner: NAME, id: 5, cell: match, incarnation: INCARNATION, state: 2, rows };
        assert.same(known, readMatch(NAME, match));
    });

    it("do without a payload and, where it is the owner, the actor", () => {
        const bytes = encodeRequest({ ...body, actor: NAME, payload: "" }, NAME);
        const request = readRequest(NAME, cell(bytes))!;
        assert.equal(NAME, request.actor);
        assert.is_nil(payloadOf(request));
        assert.is_nil(string.find(bytes, NAME, 1, true)[0]);
    });

    it("are refused when a match is not its owner's, or names a request twice", () => {
        assert.is_nil(readMatch("Bob-Realm", cell(encodeMatch(5, MatchState.Proposed, rows))));
        assert.is_nil(readMatch(NAME, cell(encodeMatch(5, MatchState.Proposed, [rows[0]]))));
        assert.is_nil(readMatch(NAME, cell(encodeMatch(5, MatchState.Proposed, [...rows, rows[1]]))));
        const many = [rows[0]];
        for (const request of $range(1, 39)) many.push({ ...rows[1], request });
        assert.equal(40, readMatch(NAME, cell(encodeMatch(5, MatchState.Proposed, many)))!.rows.length);
        many.push({ ...rows[1], request: 40 });
        assert.is_nil(readMatch(NAME, cell(encodeMatch(5, MatchState.Proposed, many))));
    });

    it("never raise, whatever was said", () => {
        const random = new SeededRandom(1);
        const texts = [encodeRequest(body, NAME), encodePromise(300, name), encodeMatch(5, MatchState.Proposed, rows)];
        let refused = 0;
        for (const round of $range(1, rounds(30000, 3000))) {
            let bytes = texts[round % 3];
            for (const _ of $range(1, random.integer(1, 3))) bytes = mutate(random, bytes);
            const read = [readRequest, readPromise, readMatch][round % 3];
            const said = read(NAME, cell(bytes));
            refused += said === undefined ? 1 : 0;
            if (said !== undefined) assert.is_true(said.id > 0);
        }
        assert.is_true(refused > 1000);
    });
});
