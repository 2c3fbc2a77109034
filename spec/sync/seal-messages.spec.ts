import { FRAGMENT_LIMIT, splitFragments, wholeBytesOf } from "../../src/link/fragments";
import { PIECE_BYTES, STATE_STREAM_BYTES } from "../../src/sync/seal-constants";
import {
    decodeKept,
    decodeSealAnswer,
    decodeSealRequest,
    decodeStatePiece,
    decodeStateRequest,
    decodeSurplus,
    encodeSealAnswer,
    encodeSealRequest,
    encodeStatePiece,
    encodeStateRequest,
    encodeSurplus,
    piecesOf,
    STATE_PIECE,
} from "../../src/sync/seal-messages";
import { WANT_LIMIT } from "../../src/sync/requests";
import { PAYLOAD_BYTES } from "../support/world";

const DIGEST = "\x01\x02\x03\x04";
const U32 = 4294967295;
const LAST = piecesOf(STATE_STREAM_BYTES) - 1;

describe("Messages about seals", () => {
    it("come back with the largest values", () => {
        const request = { week: 65535, digest: DIGEST, tries: 255 };
        assert.same(request, decodeSealRequest(encodeSealRequest(request)));
        const answer = { digest: DIGEST, flags: 255, size: U32, hash: U32 };
        assert.same(answer, decodeSealAnswer(encodeSealAnswer(answer)));
        const wanted = { digest: DIGEST, hash: U32, index: LAST, whom: U32 };
        assert.same(wanted, decodeStateRequest(encodeStateRequest(wanted)));
    });

    it("fill 24 fragments with a piece, and no more", () => {
        const piece = { digest: DIGEST, hash: U32, index: LAST, bytes: string.rep("x", PIECE_BYTES) };
        const payload = encodeStatePiece(piece);
        assert.same(piece, decodeStatePiece(payload));
        assert.equal(wholeBytesOf(PAYLOAD_BYTES), payload.length);
        assert.equal(FRAGMENT_LIMIT, splitFragments(STATE_PIECE, payload, PAYLOAD_BYTES)!.payloads.length);
    });

    it("name no piece that no stream has, and none without bytes or with more than a piece has", () => {
        const none = { digest: DIGEST, hash: 1, index: LAST + 1, whom: 1, bytes: "x" };
        assert.is_nil(decodeStateRequest(encodeStateRequest(none)));
        assert.is_nil(decodeStatePiece(encodeStatePiece(none)));
        assert.is_nil(decodeStatePiece(encodeStatePiece({ ...none, index: 0, bytes: "" })));
        const large = string.rep("x", PIECE_BYTES + 1);
        assert.is_nil(decodeStatePiece(encodeStatePiece({ ...none, index: 0, bytes: large })));
    });

    it("tell of as many surplus events as a Want asks for, and of one at least", () => {
        const coefficients: number[] = [];
        for (const index of $range(1, WANT_LIMIT)) coefficients.push(index);
        const surplus = { salt: 1, weekNumber: 2820, coefficients };
        assert.same(surplus, decodeSurplus(encodeSurplus(surplus)));
        assert.is_true(encodeSurplus(surplus).length <= PAYLOAD_BYTES);
        assert.is_nil(decodeSurplus(encodeSurplus({ ...surplus, coefficients: [] })));
    });

    it("of another length are none", () => {
        for (const decode of [decodeSealRequest, decodeSealAnswer, decodeStateRequest, decodeKept]) {
            for (const length of [0, 1, 3, 6, 8, 12, 15, 40]) assert.is_nil(decode(string.rep("\x00", length)));
        }
    });
});
