import { weekOf } from "../../src/event/key";
import { hash32 } from "../../src/codec/murmur3";
import { Reputation } from "../../src/sync/reputation";
import {
    PIECE_BYTES,
    PIECE_INHIBIT_SECONDS,
    PIECES_AT_A_TIME,
    SEAL_ALOUD_LIMIT,
    SEAL_ANSWER_LIMIT,
    SEAL_ANSWERERS,
    SEAL_JITTER_SECONDS,
    STATE_BUDGET_BYTES,
    STATE_REFILL_SECONDS,
    STATE_STREAM_BYTES,
} from "../../src/sync/seal-constants";
import { decodeSealAnswer, decodeStatePiece, SEAL_ANSWER, STATE_PIECE } from "../../src/sync/seal-messages";
import { StateServer } from "../../src/sync/state-server";
import { FRAME, START } from "../support/world";
import { FakeSeals } from "./fake-seals";
import { claimOf, Stage } from "./stage";

const DIGEST = "0123";
const SEAL = { week: weekOf(START), root: 1, digest: "0123456789abcdef" };
const STREAM = string.rep("0123456789", 10000);
const HASH = hash32(STREAM, 0);
const PEER = "Peer-Realm";
/** Past the jitter of an answer, and the frames of its work. */
const ANSWERED = SEAL_JITTER_SECONDS + 0.5;

class Fixture extends Stage {
    readonly reputation = new Reputation(this.world.time);
    readonly seals = new FakeSeals();
    readonly server = new StateServer({ ...this.context, seals: this.seals }, this.reputation);

    constructor() {
        super();
        this.seals.seal = SEAL;
        this.seals.known = 5;
        this.seals.state = STREAM;
    }

    ask(tries: number, peer = PEER, isWhispered = false): void {
        this.server.asked({ week: SEAL.week, digest: DIGEST, tries }, this.reputation.of(peer), isWhispered);
        this.advance(ANSWERED);
    }

    order(index: number, peer = PEER, isWhispered = true, hash = HASH, whom = this.context.self): void {
        const request = { digest: DIGEST, hash, index, whom: hash32(whom, 0) };
        this.server.ordered(request, this.reputation.of(peer), isWhispered);
        this.advance(1);
    }

    /** To whom answers were said; "all" for everybody. */
    answers(): string[] {
        return this.said.filter(({ type }) => type === SEAL_ANSWER.type).map(({ target }) => target ?? "all");
    }

    /** Indices of the pieces that were said. */
    pieces(): number[] {
        return this.payloads(STATE_PIECE.type).map((payload) => decodeStatePiece(payload)!.index);
    }

    /** Peers that rank before this client. */
    addBefore(count: number): void {
        for (const index of $range(1, count)) {
            this.reputation.claimed(this.reputation.of(`Before${index}-Realm`), claimOf(index));
        }
    }
}

describe("A question about a seal", () => {
    let fixture: Fixture;
    before_each(() => {
        fixture = new Fixture();
    });

    it("is answered with what is known, by whisper", () => {
        fixture.ask(0);
        assert.same([PEER], fixture.answers());
        const answer = decodeSealAnswer(fixture.payloads(SEAL_ANSWER.type)[0]);
        assert.same({ digest: DIGEST, flags: 5, size: STREAM.length, hash: HASH }, answer);
    });

    it("is not answered by who does not know it, nor by whom the addon does not let send", () => {
        fixture.seals.known = 0;
        fixture.ask(2);
        fixture.seals.known = 5;
        fixture.isSending = false;
        fixture.ask(2);
        assert.same([], fixture.answers());
    });

    it("is answered without a state that is not here, or too large", () => {
        for (const length of [0, STATE_STREAM_BYTES + 1, -1]) {
            fixture.clear();
            fixture.seals.state = length < 0 ? undefined : string.rep("x", length);
            fixture.ask(0, "Another-Realm");
            const answer = decodeSealAnswer(fixture.payloads(SEAL_ANSWER.type)[0]);
            assert.same({ digest: DIGEST, flags: 1, size: 0, hash: 0 }, answer);
        }
    });

    it("is answered by the first in rank, then by all who may speak, then by all", () => {
        fixture.addBefore(SEAL_ANSWERERS);
        fixture.ask(0);
        assert.equal(0, fixture.answers().length);
        fixture.ask(1);
        assert.equal(1, fixture.answers().length);
        fixture.mayServe = false;
        fixture.ask(1);
        assert.equal(1, fixture.answers().length);
        fixture.ask(2);
        assert.same([PEER, "all"], fixture.answers());
    });

    it("is answered by whisper when it was whispered, whoever ranks before", () => {
        fixture.addBefore(SEAL_ANSWERERS);
        fixture.ask(0, PEER, true);
        fixture.ask(2, PEER, true);
        assert.same([PEER, PEER], fixture.answers());
    });

    it("is answered a few times at once for one peer", () => {
        for (const _ of $range(1, SEAL_ANSWER_LIMIT + 1)) {
            fixture.server.asked({ week: 1, digest: DIGEST, tries: 0 }, fixture.reputation.of(PEER), false);
        }
        fixture.advance(ANSWERED);
        assert.equal(SEAL_ANSWER_LIMIT, fixture.answers().length);
        assert.equal(1, fixture.ignored.sealRequests);
    });

    it("is not answered before everybody once enough others have said as much", () => {
        const { server } = fixture;
        const askAndHear = (others: number, flags: number): number => {
            fixture.clear();
            server.asked({ week: 1, digest: DIGEST, tries: 2 }, fixture.reputation.of(PEER), false);
            for (const index of $range(1, others)) {
                server.answerHeard({ digest: DIGEST, flags, size: 1, hash: 1 }, `Other${index}-Realm`);
                // The same one twice is one.
                server.answerHeard({ digest: DIGEST, flags, size: 1, hash: 1 }, `Other${index}-Realm`);
            }
            fixture.advance(ANSWERED);
            return fixture.answers().length;
        };
        assert.equal(0, askAndHear(SEAL_ALOUD_LIMIT, 5));
        assert.equal(1, askAndHear(SEAL_ALOUD_LIMIT - 1, 5));
        assert.equal(1, askAndHear(SEAL_ALOUD_LIMIT, 4));
        // Members without rights keep no officer silent.
        fixture.mayPeerSpeak = false;
        assert.equal(1, askAndHear(SEAL_ALOUD_LIMIT + 5, 7));
        fixture.mayServe = false;
        assert.equal(0, askAndHear(SEAL_ALOUD_LIMIT, 5));
        server.sweep();
        fixture.advance(60);
        server.sweep();
        assert.equal(0, server.remembered());
    });
});

describe("A request for pieces", () => {
    let fixture: Fixture;
    before_each(() => {
        fixture = new Fixture();
    });

    it("is answered with a few, as it was asked", () => {
        fixture.order(2);
        assert.same([2, 3, 4, 5], fixture.pieces());
        assert.is_true(fixture.said.every(({ target }) => target === PEER));
        const [payload] = fixture.payloads(STATE_PIECE.type);
        const { bytes, ...rest } = decodeStatePiece(payload)!;
        assert.same({ digest: DIGEST, hash: HASH, index: 2 }, rest);
        assert.equal(string.sub(STREAM, 2 * PIECE_BYTES + 1, 3 * PIECE_BYTES), bytes);
        fixture.clear();
        fixture.order(0, "Other-Realm", false);
        assert.same([0, 1, 2, 3], fixture.pieces());
        assert.is_true(fixture.said.every(({ target }) => target === undefined));
    });

    it("ends with the stream", () => {
        fixture.order(16);
        assert.same([16, 17], fixture.pieces());
        fixture.order(18);
        assert.same([16, 17], fixture.pieces());
    });

    it("of another peer, or for another stream, is passed over", () => {
        fixture.order(0, PEER, true, HASH, "Other-Realm");
        fixture.order(0, PEER, true, HASH + 1);
        fixture.seals.state = undefined;
        fixture.order(0);
        assert.same([], fixture.pieces());
    });

    it("brings what waits already once", () => {
        fixture.isOpen = false;
        fixture.order(0);
        fixture.order(2);
        fixture.order(0);
        fixture.deliver();
        assert.same([0, 1, 2, 3, 4, 5], fixture.pieces());
    });

    it("brings what was said to everybody not so again for a while", () => {
        fixture.order(0, PEER, false);
        fixture.order(0, "Other-Realm", false);
        assert.equal(PIECES_AT_A_TIME, fixture.pieces().length);
        fixture.advance(PIECE_INHIBIT_SECONDS);
        fixture.order(0, "Other-Realm", false);
        assert.equal(2 * PIECES_AT_A_TIME, fixture.pieces().length);
    });

    it("brings one peer so many bytes at once, and as many again later", () => {
        const bytes = (): number => fixture.pieces().length * PIECE_BYTES;
        for (const _ of $range(1, 10)) fixture.order(0);
        assert.is_true(bytes() <= STATE_BUDGET_BYTES && bytes() > STATE_BUDGET_BYTES - PIECE_BYTES);
        assert.is_true(fixture.ignored.stateRequests > 0);
        fixture.order(0, "Other-Realm");
        fixture.clear();
        fixture.advance(STATE_REFILL_SECONDS);
        for (const _ of $range(1, 10)) fixture.order(0);
        assert.is_true(bytes() <= STATE_BUDGET_BYTES && bytes() > STATE_BUDGET_BYTES - PIECE_BYTES);
    });

    it("is brought again after the outbox dropped it", () => {
        fixture.isOpen = false;
        fixture.order(0);
        fixture.drop();
        fixture.isOpen = true;
        fixture.order(0);
        assert.same([0, 1, 2, 3], fixture.pieces());
        fixture.advance(FRAME);
        assert.equal(0, fixture.server.remembered());
    });
});
