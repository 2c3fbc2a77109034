import { noPause } from "../support/background";
import { Directory } from "../../src/log/directory";
import { parseGuid } from "../../src/event/guid";
import { fromHex, toHex } from "../codec/hex";
import { fuzzDecoder } from "../codec/fuzz";
import { largestAllocation } from "../codec/steps";
import { type SeededRandom } from "../random";

function packedOf(random: SeededRandom): string {
    const directory = new Directory();
    for (const _ of $range(1, random.integer(1, 8))) {
        directory.note(random.integer(0, 65535) * 65536 + random.integer(0, 65535), random.integer(1, 20000), false);
    }
    return directory.pack(noPause);
}

/** Some more than are packed into one text. */
const MANY = 4200;

describe("Directory", () => {
    it("gives the full GUID of a creator it knows, and server 0 for others", () => {
        const directory = new Directory();
        assert.equal(0, directory.server(0xffffffff));
        assert.equal("Player-0-FFFFFFFF", directory.guid(0xffffffff));
        directory.note(0xffffffff, 4440, false);
        assert.equal(4440, directory.server(0xffffffff));
        assert.equal("Player-4440-FFFFFFFF", directory.guid(0xffffffff));
        assert.equal("Player-4440-FFFFFFFF", directory.guid(0xffffffff, 5));
        assert.equal("Player-5-00000001", directory.guid(1, 5));
        assert.equal("Player-0-00000001", directory.guid(1));
    });

    it("takes the smallest id that blocks tell, whatever the order, and tells when a GUID that it gave has changed", () => {
        const orders = [
            [10, 11, 9],
            [9, 10, 11],
            [11, 9, 10],
        ];
        for (const order of orders) {
            const directory = new Directory();
            for (const server of order) directory.note(1, server, false);
            assert.equal(9, directory.server(1));
        }
        const directory = new Directory();
        assert.is_false(directory.note(1, 10, false));
        directory.guid(1);
        assert.is_false(directory.note(1, 11, false));
        assert.is_true(directory.note(1, 9, false));
        assert.is_false(directory.note(1, 8, false));
        directory.guid(2);
        assert.is_true(directory.note(2, 5, false));
        assert.is_true(directory.isNews(2, 6, false));
        assert.is_false(directory.isNews(2, 5, false));
        directory.guid(2);
        assert.is_true(directory.replace(2, 6));
        assert.equal("Player-6-00000002", directory.guid(2));
    });

    it("prefers what the game says to what blocks say, and the first that it says", () => {
        const directory = new Directory();
        directory.note(1, 10, false);
        directory.note(1, 11, false);
        assert.equal(10, directory.server(1));
        assert.equal("Player-10-00000001", directory.guid(1));
        directory.note(1, 12, true);
        assert.equal("Player-12-00000001", directory.guid(1));
        directory.note(1, 13, false);
        directory.note(1, 14, true);
        directory.note(1, 0, true);
        assert.equal("Player-12-00000001", directory.guid(1));
    });

    it("is certain also of what a block had said before", () => {
        const directory = new Directory();
        directory.note(1, 10, false);
        directory.note(1, 10, true);
        directory.note(1, 11, true);
        assert.equal(10, directory.server(1));
    });

    it("packs into the bytes that are stored for ever, in the order of arrival", () => {
        const directory = new Directory();
        assert.equal("", directory.pack(noPause));
        directory.note(0xffffffff, 4440, false);
        directory.note(7, 0, false);
        directory.note(1, 5, true);
        directory.note(0xffffffff, 4441, true);
        assert.equal("ffffffffd922" + "0000000105", toHex(directory.pack(noPause)));
    });

    it("packs what it holds now, whatever of it was packed before", () => {
        const directory = new Directory();
        for (const creator of $range(1, MANY)) directory.note(creator, 9, false);
        const expectSame = (): void => {
            const again = new Directory();
            assert.is_true(again.unpack(directory.pack(noPause), noPause));
            for (const creator of $range(1, MANY + 2)) assert.equal(directory.server(creator), again.server(creator));
        };
        expectSame();
        directory.replace(70, 10);
        directory.note(3, 8, false);
        directory.note(MANY + 1, 7, false);
        expectSame();
        // In the midst of packing, too: what comes then is for the next time.
        directory.replace(1, 20);
        directory.pack(() => directory.replace(2, 30));
        directory.note(MANY + 2, 7, false);
        expectSame();
        directory.replace(1, 21);
        let pauses = 0;
        directory.pack(() => {
            pauses++;
            if (pauses === 40) directory.replace(3, 40);
        });
        expectSame();
    });

    it("takes little memory at once when it packs one creator more, however many there are", () => {
        const directory = new Directory();
        for (const creator of $range(1, 20000)) directory.note(creator * 1000, 4465, false);
        directory.pack(noPause);
        directory.note(1, 4465, false);
        const bytes = directory.pack(noPause).length;
        directory.note(2, 4465, false);
        const largest = largestAllocation((pause) => directory.pack(pause));
        assert.is_true(largest < (2.5 * bytes) / 1024, `${largest} kB for ${bytes} bytes`);
    });

    it("reads up to the first fault, and nothing that no GUID can have", () => {
        const directory = new Directory();
        directory.unpack(fromHex("0000000105" + "0000000206" + "00000003"), noPause);
        assert.same([5, 6, 0], [directory.server(1), directory.server(2), directory.server(3)]);
        // 2^24: a server id that a block reader refuses must not get into what is written.
        directory.unpack(fromHex("0000000480808008" + "0000000505"), noPause);
        assert.same([0, 0], [directory.server(4), directory.server(5)]);
        directory.unpack(fromHex("00000006ffffff07"), noPause);
        assert.equal(0xffffff, directory.server(6));
    });

    it("takes any bytes without raising, and packs what it understood", () => {
        fuzzDecoder(34, packedOf, (input) => {
            const directory = new Directory();
            directory.unpack(input, noPause);
            const again = new Directory();
            again.unpack(directory.pack(noPause), noPause);
            if (again.pack(noPause) !== directory.pack(noPause)) return "does not read its own bytes";
            for (const at of $range(1, directory.pack(noPause).length, 4)) {
                const creator = string.byte(input, at) * 16777216;
                const [server] = parseGuid(directory.guid(creator));
                if (server !== directory.server(creator)) return "gives a GUID that is none";
            }
            return directory.pack(noPause) === input;
        });
    });
});
