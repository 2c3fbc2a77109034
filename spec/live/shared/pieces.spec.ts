import { checkpointOf } from "../../../src/live/shared/checkpoint";
import { PIECE_BYTES, PIECE_LIMIT, PIECE_SECONDS, PIECES_AT_ONCE } from "../../../src/live/shared/constants";
import { decodePiece, type Piece, pieceCount, PieceSpeaker, pieceSize } from "../../../src/live/shared/pieces";
import { Kind } from "../../../src/live/board/kinds";
import { encodeText } from "../../../src/live/bytes";
import { packU32 } from "../../../src/codec/integers";
import { encodeVarint } from "../../../src/codec/varint";
import type { RoomSession } from "../../../src/live/session";
import { fuzzDecoder } from "../../codec/fuzz";
import { RoomGuild } from "../guild";

const MOMENT = { seconds: 1, counter: 0 };
const NONE = { rows: [], missing: [], repeated: [] };
const HEAD = { origin: MOMENT, maker: "A", at: MOMENT, count: 0, term: 0, holder: "", ...NONE };

/** A client that says pieces of 8 kB. */
class World {
    readonly guild = new RoomGuild(1, 1);
    readonly checkpoint = checkpointOf(HEAD, { text: string.rep("abc", 2700) });
    readonly session: RoomSession;
    readonly speaker: PieceSpeaker;

    constructor() {
        const [client] = this.guild.clients;
        client.login();
        this.session = client.session!;
        this.speaker = new PieceSpeaker(this.session, "item");
    }

    /** What stands on the board. */
    pieces(): Piece[] {
        return this.session.own
            .list()
            .filter(({ bytes }) => bytes !== "")
            .map(({ bytes }) => decodePiece(bytes)[1]!);
    }
}

describe("pieces of a checkpoint", () => {
    it("are its data, put together", () => {
        const world = new World();
        const { checkpoint, speaker } = world;
        const count = pieceCount(checkpoint);
        const parts: string[] = [];
        for (const first of $range(0, count - 1, PIECES_AT_ONCE)) {
            assert.is_true(speaker.say(checkpoint, first, "M002-Realm"));
            for (const { id, index, bytes } of world.pieces()) {
                assert.equal(checkpoint.id, id);
                assert.equal(pieceSize(checkpoint, index), bytes.length);
                parts[index] = bytes;
            }
            world.guild.advance(PIECE_SECONDS + 1);
            speaker.look();
            assert.same([], world.pieces());
        }
        assert.equal(checkpoint.bytes, parts.join(""));
        assert.is_false(speaker.say(checkpoint, count, "M002-Realm"));
    });

    it("are shared out among those who ask where there is no room for all", () => {
        const world = new World();
        const { checkpoint, speaker } = world;
        for (const first of [0, 10, 20]) assert.is_true(speaker.say(checkpoint, first, "M002-Realm"));
        assert.is_false(speaker.say(checkpoint, 30, "M002-Realm"));
        assert.is_true(speaker.say(checkpoint, 30, "M003-Realm"));
        const indices = world.pieces().map(({ index }) => index);
        assert.equal(PIECE_LIMIT, indices.length);
        for (const index of $range(30, 39)) assert.is_true(indices.includes(index));
    });

    it("of any bytes are never an error", () => {
        for (const seed of [2, 3]) {
            fuzzDecoder(
                seed,
                (random) => {
                    const head = packU32(random.integer(0, 9999)) + encodeVarint(random.integer(0, 300));
                    return string.char(Kind.Piece) + encodeText("item") + head + random.bytes(random.integer(0, 9));
                },
                (input) => {
                    const [object, piece] = decodePiece(input);
                    if (object === undefined) return false;
                    return piece.bytes.length <= PIECE_BYTES || "too long";
                },
            );
        }
        assert.is_nil(decodePiece(`${string.char(Kind.Piece)}\x01a\0\0\0\0\x01${string.rep("x", PIECE_BYTES + 1)}`)[0]);
    });
});
