import { ContentsBuilder } from "../../src/block/contents";
import { encodeByteString } from "../../src/codec/cbor";
import { BodyRow, type Row } from "../../src/event/body";
import { packGuid, packGuids } from "../../src/event/guid";
import { creatorOf } from "../../src/event/key";
import { fromHex } from "../codec/hex";
import { SeededRandom } from "../random";
import { randomEvents } from "../support/events";

function guid(player: number): string {
    return string.format("Player-%d-%08X", 1 + (player % 300), player);
}

/** A body with one player in a field, and a list of others. */
function bodyOf(one: number, others: readonly number[]): string {
    return (
        "\x01" +
        encodeByteString(packGuid(guid(one))!) +
        encodeByteString(packGuids(others.map((player) => guid(player)))[0]!)
    );
}

function rowOf(body: string): Row {
    const row = new BodyRow();
    row.fill(body);
    return row;
}

describe("the contents of a week", () => {
    it("are never said to lack a type, creator or player that is there", () => {
        const random = new SeededRandom(721);
        for (const _ of $range(1, 30)) {
            const builder = new ContentsBuilder();
            const events = randomEvents(random, 30);
            const players: number[] = [];
            for (const { id, body } of events) {
                builder.add(creatorOf(id), rowOf(body));
                const others = [random.integer(0, 999), random.integer(0, 999), random.integer(0, 999)];
                builder.add(creatorOf(id), rowOf(bodyOf(random.integer(0, 99), others)));
                players.push(...others);
            }
            assert.equal(2 * events.length, builder.count);
            const contents = builder.finish();
            for (const { id, body } of events) {
                assert.is_true(contents.mayHold({ type: string.sub(body, 1, 1), creator: creatorOf(id) }));
            }
            for (const player of players) assert.is_true(contents.mayHold({ player }));
            assert.is_true(contents.mayHold({}));
        }
    });

    it("are said to lack what is not there", () => {
        const builder = new ContentsBuilder();
        builder.add(0x01020304, rowOf(bodyOf(0x05060708, [0x090a0b0c, 0x0d0e0f10])));
        const contents = builder.finish();
        assert.is_true(contents.mayHold({ type: "\x01", creator: 0x01020304, player: 0x0d0e0f10 }));
        assert.is_false(contents.mayHold({ type: "\x02" }));
        // Neither a creator is a player in a field, nor are the bytes in between two of them one.
        assert.is_false(contents.mayHold({ player: 0x01020304 }));
        assert.is_false(contents.mayHold({ player: 0x0708090a }));
        assert.is_false(contents.mayHold({ creator: 0x05060708 }));
        assert.is_false(contents.mayHold({ type: "\x01", player: 5 }));
    });

    it("do not tell of creators and players where there are too many", () => {
        const builder = new ContentsBuilder();
        for (const player of $range(1, 600)) builder.add(player, rowOf(bodyOf(player, [player])));
        const contents = builder.finish();
        assert.is_true(contents.mayHold({ creator: 5000, player: 5000 }));
        assert.is_false(contents.mayHold({ type: "\x02" }));
    });

    it("are taken from any byte string without an error", () => {
        const random = new SeededRandom(722);
        for (const _ of $range(1, 2000)) {
            const builder = new ContentsBuilder();
            builder.add(1, rowOf("\x01" + encodeByteString(random.bytes(random.integer(0, 40)))));
            assert.is_true(builder.finish().mayHold({ type: "\x01", creator: 1 }));
        }
        for (const hex of ["5801", "40", "5f", "44ffffffff", "4701ffffffffffff"]) {
            new ContentsBuilder().add(1, { pieces: ["\x01", fromHex(hex)], offset: 0, fieldCount: 1 });
        }
    });
});
