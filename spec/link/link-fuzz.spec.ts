import { rounds } from "../support/rounds";
import { EVENT_FRAGMENT, splitFragments, TYPED_FRAGMENT } from "../../src/link/fragments";
import { decodeFrame, encodeFrame } from "../../src/link/frame";
import { fuzzDecoder } from "../codec/fuzz";
import { SeededRandom } from "../random";
import { MESSAGE_BYTES, PAYLOAD_BYTES } from "../support/world";
import { mutate } from "../sync/mutation";
import { EVENT_KIND, HELD_KIND, HELD_NOTICE_KIND, Listener, NOTICE_KIND, ONLY_KIND } from "./kinds";
import { LinkStage, TAG } from "./stage";

/** LONG_SPECS=1 throws ten times as many. */
const ROUNDS = rounds(100000, 10000);
const SEED = 20231115;

const KINDS = [EVENT_KIND, HELD_KIND, ONLY_KIND, NOTICE_KIND, HELD_NOTICE_KIND];
const LETTERS = string.rep("abcdefgh", 100);

/** The payload of a message that is right, and its type. */
function rightMessage(random: SeededRandom): LuaMultiReturn<[type: number, payload: string]> {
    const kind = KINDS[random.integer(0, KINDS.length - 1)];
    if (kind.fragmentType === undefined || random.integer(0, 2) > 0)
        return $multi(kind.type, string.sub(LETTERS, 1, random.integer(0, 30)));
    const { type, payloads } = splitFragments(kind, string.sub(LETTERS, 1, random.integer(1, 600)), PAYLOAD_BYTES)!;
    return $multi(type, payloads[random.integer(0, payloads.length - 1)]);
}

/** Noise, a frame around noise, a message that is right, or one that was changed within its frame or with it. */
function anyText(random: SeededRandom): string {
    const chance = random.integer(1, 10);
    if (chance === 1) return random.bytes(random.integer(0, 260));
    if (chance === 2) {
        const type = random.integer(0, 3) === 0 ? TYPED_FRAGMENT.type : random.integer(0, 255);
        return encodeFrame(type, TAG, random.bytes(random.integer(0, 60)));
    }
    const [type, payload] = rightMessage(random);
    if (chance <= 5) return mutate(random, encodeFrame(type, TAG, payload));
    return encodeFrame(type, TAG, chance <= 8 ? mutate(random, payload) : payload);
}

describe("A link, fuzzed", () => {
    it("counts once what is no frame or of another version, and traces all else that is for it", () => {
        const stage = new LinkStage();
        stage.register(new Listener(KINDS));
        let traced = "";
        stage.link.trace.note = (_peer, type, payload) => {
            traced = encodeFrame(type, TAG, payload);
        };
        fuzzDecoder(
            13,
            (random) => encodeFrame(random.integer(0, 255), TAG, random.bytes(random.integer(0, 20))),
            (input) => {
                // No faster than anybody is heard out.
                stage.world.time.advance(1);
                const { ignored } = stage.link;
                const faults = (ignored.malformedFrame ?? 0) + (ignored.version ?? 0);
                stage.link.receive(input, "A-Realm");
                const counted = (ignored.malformedFrame ?? 0) + (ignored.version ?? 0) - faults;
                const [type, tagOrFault, payloadOrVersion] = decodeFrame(input, MESSAGE_BYTES);
                if (type === undefined) {
                    if (payloadOrVersion !== undefined) {
                        const peer = stage.link.peers.get("A-Realm");
                        if (peer?.version !== payloadOrVersion) return "told of another version";
                    }
                    const name = tagOrFault as string;
                    return counted === 1 && ignored[name] > 0 ? false : `${name} not counted once`;
                }
                if (tagOrFault !== TAG) return counted === 0 ? false : "counted though of a foreign tag";
                return traced === input || "opened as something else";
            },
        );
        assert.is_nil(stage.link.ignored.flood);
    });

    it(`raises for none of ${ROUNDS} texts, and each is heard, held, gathered, foreign or counted (seed ${SEED})`, () => {
        const random = new SeededRandom(SEED);
        const stage = new LinkStage();
        const listener = new Listener(KINDS);
        stage.register(listener);
        const { heard } = listener;
        stage.speakers.set("Player1-Realm", false);
        let waiting = 0;
        for (const round of $range(1, ROUNDS)) {
            stage.isKnown = random.integer(1, 20) > 1;
            const text = anyText(random);
            const before = heard.length + stage.ignoredCount();
            stage.link.receive(text, `Player${random.integer(1, 40)}-Realm`);
            const outcomes = heard.length + stage.ignoredCount() - before;
            assert.is_true(outcomes <= 1, `round ${round}: ${outcomes} outcomes of one text`);
            const [type, tag] = decodeFrame(text, MESSAGE_BYTES);
            const mayWait = type === EVENT_FRAGMENT.type || type === TYPED_FRAGMENT.type || !stage.isKnown;
            if (outcomes === 0) {
                assert.is_true(type !== undefined && (tag !== TAG || mayWait), `round ${round}: lost`);
                waiting++;
            }
            if (random.integer(1, 100) === 1) {
                stage.isKnown = true;
                stage.link.retry();
                stage.world.time.advance(random.integer(0, 5));
            }
        }
        assert.is_true(heard.length > ROUNDS / 10, `only ${heard.length} were heard`);
        assert.is_true(waiting > ROUNDS / 100);
        const { malformedFrame, malformedMessage, version, unknownType, unauthorized, flood } = stage.link.ignored;
        const counts = [malformedFrame, malformedMessage, version, unknownType, unauthorized, flood];
        for (const count of counts) assert.is_true(count > 0);
        for (const line of heard) assert.is_not_nil(string.match(line, "^%a+ from Player%d+%-Realm: %a*$")[0]);
        assert.same([], stage.world.guard.reports);
    });
});
