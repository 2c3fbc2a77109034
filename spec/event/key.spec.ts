import { bytesLess } from "../../src/codec/compare";
import {
    counterOf,
    creatorOf,
    isKeyBefore,
    KEY_BYTES,
    packKey,
    toId,
    unpackKey,
    WEEK_SECONDS,
    weekOf,
} from "../../src/event/key";
import { fromHex, toHex } from "../codec/hex";
import { SeededRandom } from "../random";

interface Key {
    readonly time: number;
    readonly id: number;
}

/** Values at which a byte order and a numeric order would part if anything were wrong. */
const U32_EDGES = [0, 1, 255, 256, 65535, 65536, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

function randomU32(random: SeededRandom): number {
    if (random.integer(1, 2) === 1) return U32_EDGES[random.integer(0, U32_EDGES.length - 1)];
    return random.integer(0, 65535) * 65536 + random.integer(0, 65535);
}

/** Keys that often agree in one part. */
function randomKeys(seed: number, count: number): Key[] {
    const random = new SeededRandom(seed);
    const keys: Key[] = [];
    for (const _ of $range(1, count)) {
        const counter = random.integer(0, 1) * 255 + random.integer(0, 1);
        keys.push({ time: randomU32(random), id: toId(randomU32(random), counter % 256) });
    }
    return keys;
}

const isBefore = (a: Key, b: Key) => isKeyBefore(a.time, a.id, b.time, b.id);

describe("key", () => {
    it("has a fixed form of nine bytes", () => {
        const vectors: [number, number, number, string][] = [
            [0, 0, 0, "000000000000000000"],
            [1, 2, 3, "000000010000000203"],
            [1721000000, 0x0600a1b2, 7, "66946040" + "0600a1b2" + "07"],
            [0x12345678, 0x9abcdef0, 0x12, "123456789abcdef012"],
            [0xffffffff, 0xffffffff, 255, "ffffffffffffffffff"],
        ];
        for (const [time, creator, counter, hex] of vectors) {
            const id = toId(creator, counter);
            assert.equal(hex, toHex(packKey(time, id)));
            const [unpackedTime, unpackedId] = unpackKey(`x${fromHex(hex)}y`, 2);
            assert.equal(time, unpackedTime);
            assert.equal(id, unpackedId);
            assert.equal(creator, creatorOf(id));
            assert.equal(counter, counterOf(id));
        }
    });

    it("cannot be read from fewer than nine bytes", () => {
        for (const length of $range(0, KEY_BYTES - 1)) {
            const [time, id] = unpackKey(string.rep(string.char(255), length), 1);
            assert.is_nil(time);
            assert.is_nil(id);
        }
        const [time] = unpackKey(string.rep("\0", KEY_BYTES), 2);
        assert.is_nil(time);
    });

    it("survives packing whatever its parts are", () => {
        for (const { time, id } of randomKeys(11, 5000)) {
            const bytes = packKey(time, id);
            assert.equal(KEY_BYTES, bytes.length);
            const [unpackedTime, unpackedId] = unpackKey(bytes, 1);
            assert.is_true(time === unpackedTime && id === unpackedId, toHex(bytes));
        }
    });

    it("orders as its packed bytes do, totally and antisymmetrically", () => {
        const keys = randomKeys(12, 250);
        for (const a of keys) {
            for (const b of keys) {
                const isSame = a.time === b.time && a.id === b.id;
                const relations = (isBefore(a, b) ? 1 : 0) + (isBefore(b, a) ? 1 : 0) + (isSame ? 1 : 0);
                if (relations !== 1 || isBefore(a, b) !== bytesLess(packKey(a.time, a.id), packKey(b.time, b.id))) {
                    error(`${toHex(packKey(a.time, a.id))} and ${toHex(packKey(b.time, b.id))}`);
                }
            }
        }
    });

    it("orders transitively", () => {
        const keys = randomKeys(13, 60);
        let chains = 0;
        for (const a of keys) {
            for (const b of keys) {
                if (!isBefore(a, b)) continue;
                for (const c of keys) {
                    if (!isBefore(b, c)) continue;
                    chains++;
                    if (!isBefore(a, c))
                        error(`${toHex(packKey(a.time, a.id))} before ${toHex(packKey(c.time, c.id))}`);
                }
            }
        }
        assert.is_true(chains > 10000);
    });

    it("puts the first second of a week into that week", () => {
        assert.equal(0, weekOf(0));
        assert.equal(0, weekOf(WEEK_SECONDS - 1));
        assert.equal(1, weekOf(WEEK_SECONDS));
        assert.equal(7101, weekOf(0xffffffff));
    });
});
