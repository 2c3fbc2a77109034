import { FragmentAssembler, FRAGMENT_BYTES, splitFragments } from "../../src/link/fragments";
import { fuzzDecoder } from "../codec/fuzz";
import { SeededRandom } from "../random";
import { rounds } from "../support/rounds";

const FRAGMENTS = rounds(10000, 2000);

/** Bytes of the longest whole: 24 fragments. */
const MOST_BYTES = 24 * FRAGMENT_BYTES;

/** Wholes that an assembler keeps; each may be of the longest kind but for one fragment. */
const MOST_UNFINISHED = 32;

/** Kilobytes that tables and strings of them take besides their bytes. */
const OVERHEAD = 200;

describe("fragments, fuzzed", () => {
    it("make a whole, of random and damaged ones alone, only of the one fragment that it would be split into", () => {
        fuzzDecoder(
            14,
            (random) => splitFragments(random.integer(0, 65535), random.bytes(random.integer(1, FRAGMENT_BYTES)))[0],
            (input) => {
                const whole = new FragmentAssembler().take("A-Realm", input, 0);
                if (whole === undefined) return false;
                const sequence = string.byte(input, 1) * 256 + string.byte(input, 2);
                const fragments = splitFragments(sequence, whole);
                return (fragments.length === 1 && fragments[0] === input) || "is written otherwise";
            },
        );
    });

    it(`take bounded memory, whatever ${FRAGMENTS} of them from many senders are, and give nothing that was not sent`, () => {
        const random = new SeededRandom(15);
        const wholes: string[] = [];
        const sent = new LuaSet<string>();
        for (const _ of $range(1, 40)) {
            const bytes = random.bytes(random.integer(1, 4200));
            wholes.push(bytes);
            sent.add(bytes);
        }
        const assembler = new FragmentAssembler();
        collectgarbage("collect");
        const before = collectgarbage("count");
        let most = 0;
        let finished = 0;
        for (const round of $range(1, FRAGMENTS)) {
            const index = random.integer(0, wholes.length - 1);
            const fragments = splitFragments(index, wholes[index]);
            let payload = fragments[random.integer(0, fragments.length - 1)];
            const sender = `Player${random.integer(1, 3)}-Realm`;
            const kind = random.integer(1, 10);
            if (kind === 1) payload = random.bytes(random.integer(0, 250));
            // Of a whole that nobody finishes.
            if (kind === 2) payload = random.bytes(2) + string.char(random.integer(0, 24), 24) + random.bytes(240);
            const whole = assembler.take(sender, payload, round / 10);
            if (kind > 2 && whole !== undefined) {
                assert.is_true(sent.has(whole), `round ${round}: ${whole.length} bytes that nobody sent`);
                finished++;
            }
            if (whole !== undefined) assert.is_true(whole.length <= MOST_BYTES);
            if (round % 500 === 0) {
                collectgarbage("collect");
                most = math.max(most, collectgarbage("count") - before);
            }
        }
        assert.is_true(finished > FRAGMENTS / 100, `only ${finished} came together`);
        assert.is_true(most < (MOST_UNFINISHED * MOST_BYTES) / 1024 + OVERHEAD, `${most} kB`);
    });
});
