import { encodeBase64 } from "../../src/codec/base64";
import { WEEK_SECONDS } from "../../src/event/key";
import { formatWeek, MAX_WEEK_EVENTS, parseWeek, unpackWeek, type WeekHeader } from "../../src/block/packed-week";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { randomEvents, WEEK, writeBlock } from "../support/events";
import { NO_NATIVE, TOY_NATIVE } from "../support/natives";
import { rounds } from "../support/rounds";

const HEADER: WeekHeader = {
    count: 3,
    hash: 0xfff0fff0,
    fingerprint: 0xffffffff,
    lastTime: WEEK * WEEK_SECONDS + 604799,
    lastId: 2 ** 40 - 1,
};

function headerOf(random: SeededRandom): WeekHeader {
    return {
        count: random.integer(1, MAX_WEEK_EVENTS),
        hash: random.integer(0, 65535) * 65536 + random.integer(0, 65535),
        fingerprint: random.integer(0, 65535) * 65536 + random.integer(0, 65535),
        lastTime: WEEK * WEEK_SECONDS + random.integer(0, WEEK_SECONDS - 1),
        lastId: random.integer(0, 65535) * 2 ** 24 + random.integer(0, 2 ** 24 - 1),
    };
}

describe("week text", () => {
    it("has a fixed form", () => {
        const text = formatWeek(HEADER, "\x01\x02\x03", NO_NATIVE, noPause);
        assert.equal("b 3 4293984240 4294967295 1706140799 1099511627775 47251744 AQID", text);
    });

    it("gives back header and block", () => {
        const random = new SeededRandom(81);
        for (const native of [NO_NATIVE, TOY_NATIVE]) {
            for (const _ of $range(1, rounds(200))) {
                const header = headerOf(random);
                const block = writeBlock(randomEvents(random, random.integer(1, 200)));
                const packed = parseWeek(formatWeek(header, block, native, noPause), WEEK)!;
                const { count, hash, fingerprint, lastTime, lastId } = packed;
                assert.same(header, { count, hash, fingerprint, lastTime, lastId });
                const [unpacked, failure] = unpackWeek(packed, native, noPause);
                assert.is_nil(failure);
                assert.equal(block, unpacked);
            }
        }
    });

    it("is deflated where the client can and it is shorter, and only there", () => {
        const runs = string.rep("a", 300);
        assert.equal("z", string.sub(formatWeek(HEADER, runs, TOY_NATIVE, noPause), 1, 1));
        assert.equal("b", string.sub(formatWeek(HEADER, "abcdef", TOY_NATIVE, noPause), 1, 1));
        assert.equal("b", string.sub(formatWeek(HEADER, runs, NO_NATIVE, noPause), 1, 1));
        const packed = parseWeek(formatWeek(HEADER, runs, TOY_NATIVE, noPause), WEEK)!;
        // The toy's stream is not Deflate.
        const [block, failure] = unpackWeek(packed, NO_NATIVE, noPause);
        assert.is_nil(block);
        assert.equal("deflate", failure);
    });

    it("uses the client's base64, and its own where the client gives nothing", () => {
        const calls: string[] = [];
        const native = {
            encodeBase64: (bytes: string) => {
                calls.push("encode");
                return calls.length === 1 ? encodeBase64(bytes) : undefined;
            },
            decodeBase64: () => {
                calls.push("decode");
                return undefined;
            },
        };
        const first = formatWeek(HEADER, "block", native, noPause);
        assert.equal(first, formatWeek(HEADER, "block", native, noPause));
        const [block] = unpackWeek(parseWeek(first, WEEK)!, native, noPause);
        assert.equal("block", block);
        assert.same(["encode", "encode", "decode"], calls);
    });

    it("is refused when the header is not of its form or out of range", () => {
        const [ok] = [parseWeek("b 3 1 2 1706140799 5 7 AQID", WEEK)];
        assert.is_not_nil(ok);
        const refused = [
            "",
            "b",
            "x 3 1 2 1706140799 5 7 AQID",
            "b 3 1 2 1706140799 5 AQID",
            "b 3 1 2 1706140799 5 7",
            "b  3 1 2 1706140799 5 7 AQID",
            " b 3 1 2 1706140799 5 7 AQID",
            "b 0 1 2 1706140799 5 7 AQID",
            "b 1000001 1 2 1706140799 5 7 AQID",
            "b -3 1 2 1706140799 5 7 AQID",
            "b 3.5 1 2 1706140799 5 7 AQID",
            "b 1e3 1 2 1706140799 5 7 AQID",
            "b nan 1 2 1706140799 5 7 AQID",
            "b 3 4294967296 2 1706140799 5 7 AQID",
            "b 3 1 4294967296 1706140799 5 7 AQID",
            "b 3 1 2 1706140800 5 7 AQID",
            "b 3 1 2 1705535999 5 7 AQID",
            "b 3 1 2 1706140799 1099511627776 7 AQID",
            `b ${string.rep("9", 400)} 1 2 1706140799 5 7 AQID`,
        ];
        for (const text of refused) assert.is_nil(parseWeek(text, WEEK), text);
        for (const other of [5, true, {}, () => 5]) assert.is_nil(parseWeek(other, WEEK));
        assert.is_nil(parseWeek(undefined, WEEK));
    });

    it("is refused for a week that no key can lie in", () => {
        assert.is_not_nil(parseWeek("b 3 1 2 4294967295 5 7 AQID", 7101));
        assert.is_nil(parseWeek("b 3 1 2 4294967296 5 7 AQID", 7101));
        assert.is_nil(parseWeek("b 3 1 2 30240000000 5 7 AQID", 50000));
        assert.is_nil(parseWeek(`b 3 1 2 ${string.rep("9", 400)} 5 7 AQID`, math.huge));
        assert.is_nil(parseWeek("b 3 1 2 0 5 7 AQID", -1));
        assert.is_nil(parseWeek("b 3 1 2 604800 5 7 AQID", 1.5));
    });

    it("never raises on a damaged text, and gives no other block than the one that was saved", () => {
        const random = new SeededRandom(82);
        const block = writeBlock(randomEvents(random, 5));
        for (const native of [NO_NATIVE, TOY_NATIVE]) {
            const text = formatWeek(
                headerOf(random),
                native === TOY_NATIVE ? string.rep("ab", 99) : block,
                native,
                noPause,
            );
            let readable = 0;
            for (const at of $range(1, text.length)) {
                for (const replacement of ["", random.bytes(1), "A", "9", "=", " "]) {
                    const damaged = string.sub(text, 1, at - 1) + replacement + string.sub(text, at + 1);
                    const packed = parseWeek(damaged, WEEK);
                    if (packed === undefined) continue;
                    const [unpacked, failure] = unpackWeek(packed, native, noPause);
                    assert.is_true((unpacked === undefined) === (failure !== undefined));
                    if (unpacked === undefined) continue;
                    readable++;
                    const [original] = unpackWeek(parseWeek(text, WEEK)!, native, noPause);
                    assert.equal(original, unpacked, damaged);
                }
            }
            // Those with a wrong but possible number in the header.
            assert.is_true(readable > 10);
        }
    });

    it("says why it cannot be unpacked", () => {
        const reasonOf = (text: string) => {
            const [block, failure] = unpackWeek(parseWeek(text, WEEK)!, TOY_NATIVE, noPause);
            assert.is_nil(block);
            return failure;
        };
        const sum = (base64: string) => {
            let a = 1;
            let b = 0;
            for (const at of $range(1, base64.length)) {
                a += string.byte(base64, at);
                b += a;
            }
            return string.format("%.0f", b * 65536 + a);
        };
        assert.equal("checksum", reasonOf("b 3 1 2 1706140799 5 7 AQID"));
        assert.equal("base64", reasonOf(`b 3 1 2 1706140799 5 ${sum("AQI")} AQI`));
        assert.equal("deflate", reasonOf(`z 3 1 2 1706140799 5 ${sum("AQID")} AQID`));
    });
});
