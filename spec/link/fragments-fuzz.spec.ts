import { EVENT_FRAGMENT, FragmentAssembler, splitFragments, TYPED_FRAGMENT } from "../../src/link/fragments";
import { fuzzDecoder } from "../codec/fuzz";
import { SeededRandom } from "../random";
import { rounds } from "../support/rounds";
import { PAYLOAD_BYTES } from "../support/world";
import { EVENT_KIND, NOTICE_KIND } from "./kinds";

const FRAGMENTS = rounds(10000, 2000);

/** Most fragments of one whole, and bytes of the longest. */
const MOST_FRAGMENTS = 24;
const MOST_BYTES = MOST_FRAGMENTS * (PAYLOAD_BYTES - 4);

/** Wholes that an assembler keeps; each may be of the longest kind but for one fragment. */
const MOST_UNFINISHED = 32;

/** Kilobytes that tables and strings of them take besides their bytes. */
const OVERHEAD = 200;

const FORMS = [
    [EVENT_FRAGMENT, EVENT_KIND],
    [TYPED_FRAGMENT, NOTICE_KIND],
] as const;

describe("fragments, fuzzed", () => {
    for (const [carrier, kind] of FORMS) {
        it(`of ${kind.name} are read from random and damaged ones only as they are written`, () => {
            fuzzDecoder(
                14,
                (random) => splitFragments(kind, random.bytes(random.integer(1, 245)), PAYLOAD_BYTES)!.payloads[0],
                (input) => {
                    const fragment = carrier.decode(input);
                    if (fragment === undefined) return false;
                    const { type, sequence, index, total, bytes } = fragment;
                    if (index >= total || total > MOST_FRAGMENTS || bytes === "") return "a fragment that cannot be";
                    const high = math.floor(sequence / 256);
                    const head = type === undefined ? "" : string.char(type);
                    const numbers = string.char(high, sequence % 256, index, total);
                    if (head + numbers + bytes !== input) return "is written otherwise";
                    const whole = new FragmentAssembler().take("A-Realm", fragment, 0);
                    return whole === (total === 1 ? bytes : undefined) || "a whole of what is none";
                },
            );
        });
    }

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
            const [carrier, kind] = FORMS[random.integer(0, 1)];
            const { payloads } = splitFragments(kind, wholes[random.integer(0, wholes.length - 1)], PAYLOAD_BYTES)!;
            let payload = payloads[random.integer(0, payloads.length - 1)];
            const sender = `Player${random.integer(1, 3)}-Realm`;
            const chance = random.integer(1, 10);
            if (chance === 1) payload = random.bytes(random.integer(0, 250));
            // Of a whole that nobody finishes.
            if (chance === 2) payload = random.bytes(3) + string.char(random.integer(0, 24), 24) + random.bytes(240);
            const fragment = carrier.decode(payload);
            const whole = fragment === undefined ? undefined : assembler.take(sender, fragment, round / 10);
            if (chance > 2 && whole !== undefined) {
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
