import { MORE } from "../../src/sync/requests";
import { HELLO } from "../../src/sync/messages";
import { encodeCobs } from "../../src/codec/cobs";
import { packU16 } from "../../src/codec/integers";
import { decodeFrame, encodeFrame } from "../../src/link/frame";
import { HELD_LIMIT } from "../../src/log/admission";
import type { LedgerEvent } from "../../src/api/event";
import { SeededRandom } from "../random";
import { createGuild, createLedger, startAll } from "../support/ledgers";
import { rounds } from "../support/rounds";
import { MESSAGE_BYTES, World } from "../support/world";
import { examples } from "../sync/examples";
import { mutate } from "../sync/mutation";

const SEED = 20231114;
const MESSAGES = rounds(10000, 2000);

/** Real messages of every kind that a small guild exchanges while it catches up, and the tag that they carry. */
function realMessages(): LuaMultiReturn<[texts: string[], tag: number]> {
    const clients = createGuild(3, SEED);
    const [alice, bob, carol] = clients;
    startAll([alice, bob]);
    alice.isConnected = false;
    for (const index of $range(1, 30)) {
        alice.ledger.submit("note", { text: `a${index}`, amount: index });
        bob.ledger.submit("note", { text: `b${index}` });
        alice.world.time.advance(20);
        if (index === 15) {
            alice.world.time.sleep(5 * 604800);
        }
    }
    alice.ledger.submit("note", { text: string.rep("long ", 300) });
    alice.isConnected = true;
    carol.ledger.start();
    alice.world.time.advance(300);
    const texts: string[] = [];
    for (const client of clients) {
        for (const text of client.world.channel.texts()) {
            texts.push(text);
        }
    }
    const [, tag] = decodeFrame(texts[0], MESSAGE_BYTES);
    return $multi(texts, tag as number);
}

/** A message with a few bytes changed, cut, doubled or moved; sometimes within a frame that is right. */
function mutateFrame(random: SeededRandom, text: string, tag: number): string {
    const [type, , payload] = decodeFrame(text, MESSAGE_BYTES);
    if (type === undefined || random.integer(0, 3) === 0) {
        return mutate(random, text);
    }
    return encodeCobs(string.char(1, type) + packU16(tag) + mutate(random, payload as string));
}

/** Anything: noise, a frame around noise, a message as it was, or one that was changed. */
function hostileText(random: SeededRandom, texts: readonly string[], tag: number): string {
    const text = texts[random.integer(0, texts.length - 1)];
    const chance = random.integer(1, 10);
    if (chance === 1) {
        return random.bytes(random.integer(0, 255));
    }
    if (chance === 2) {
        return encodeCobs(string.char(1, random.integer(0, 12)) + packU16(tag) + random.bytes(random.integer(0, 60)));
    }
    return chance === 3 ? text : mutateFrame(random, text, tag);
}

function keyOf(event: LedgerEvent): string {
    return string.format("%.0f %.0f %.0f", event.time, event.creator, event.counter);
}

/** What stays of an event when it goes on to another key, because another one stands under its own. */
function contentOf({ type, creator, text, amount }: LedgerEvent): string {
    const shown = [text, amount].map((value) => (typeof value === "object" ? "table" : tostring(value)));
    return string.format("%s %.0f %s", type, creator, table.concat(shown, " "));
}

describe("A ledger among hostile messages", () => {
    const [texts, tag] = realMessages();

    const hostile = texts.concat(examples().map(({ type, payload }) => encodeFrame(type, tag, payload)));

    it("has seen messages of every type", () => {
        const types = new LuaSet<number>();
        for (const text of hostile) {
            const [type] = decodeFrame(text, MESSAGE_BYTES);
            types.add(type!);
        }
        for (const type of $range(HELLO.type, MORE.type)) {
            assert.is_true(types.has(type), `no message of type ${type} among ${hostile.length}`);
        }
    });

    for (const maySpeak of [true, false]) {
        const who = maySpeak ? "may speak" : "only listens";
        it(`raises for none of ${MESSAGES}, and takes nothing in that authorize did not let in: who ${who} (seed ${SEED})`, () => {
            const random = new SeededRandom(SEED);
            const world = new World();
            const allowed = new LuaSet<string>();
            const seen = new LuaSet<string>();
            const ledger = createLedger(world, {
                authorize: (event, sender, direction) => {
                    if (event === undefined || direction === "out") {
                        return maySpeak || sender !== world.identity.name;
                    }
                    const answer = random.integer(0, 2) > 0;
                    seen.add(keyOf(event));
                    if (answer) {
                        allowed.add(keyOf(event));
                    }
                    return answer;
                },
            });
            const moved = new LuaSet<string>();
            ledger.on("conflict", (_kept, lost) => {
                const wasLetIn = allowed.has(keyOf(lost)) || moved.has(contentOf(lost));
                if (wasLetIn) moved.add(contentOf(lost));
            });
            // What a mutation lets through may hold anything.
            ledger.define("note", { id: 1, fields: ["text", "amount"] }, () => {});
            world.time.sleep(6 * 604800);
            ledger.start();
            for (const round of $range(1, MESSAGES)) {
                ledger.receive(hostileText(random, hostile, tag), `Player${random.integer(1, 40)}-Realm`);
                if (random.integer(1, 50) === 1) {
                    world.time.advance(random.integer(0, 5));
                    const { outgoing, held } = ledger.status();
                    assert.is_true(outgoing <= 500 && held <= HELD_LIMIT, `${outgoing}, ${held} in round ${round}`);
                }
            }
            world.time.advance(600);
            let events = 0;
            for (const event of ledger.events()) {
                const isAllowed = allowed.has(keyOf(event)) || moved.has(contentOf(event));
                assert.is_true(isAllowed, `${keyOf(event)} was never let in`);
                events++;
            }
            assert.is_true(events > 30, `only ${events} events came through`);
            let refused = 0;
            for (const key of seen) {
                refused += allowed.has(key) ? 0 : 1;
            }
            assert.is_true(refused > 0);
            assert.same([], world.guard.reports);
            assert.equal(events, ledger.status().events);
            const { malformedFrame, malformedMessage, malformedBlock } = ledger.status().ignored;
            for (const count of [malformedFrame ?? 0, malformedMessage ?? 0, malformedBlock ?? 0])
                assert.is_true(count > 10);
            assert.equal(0, ledger.status().outgoing);
        });
    }

    it("takes nothing in of another ledger or guild, of another version, or of itself", () => {
        const world = new World();
        world.time.sleep(6 * 604800);
        for (const changes of [{ name: "Other" }, { scope: "other" }]) {
            const ledger = createLedger(world, changes);
            ledger.start();
            for (const text of texts) {
                ledger.receive(text, "PlayerA-Realm");
            }
            assert.equal(0, ledger.status().events);
            assert.same([], ledger.status().peers);
        }
        const ledger = createLedger(world);
        ledger.start();
        for (const text of texts) {
            ledger.receive(text, world.identity.name);
        }
        assert.equal(0, ledger.status().events);
        ledger.receive(encodeCobs(string.char(9, 1) + packU16(tag) + "the future"), "PlayerA-Realm");
        assert.equal(1, ledger.status().ignored.version);
        ledger.receive(encodeCobs(string.char(1, 99) + packU16(tag) + "the future"), "PlayerA-Realm");
        assert.equal(1, ledger.status().ignored.unknownType);
    });

    it("takes its own as they are, but for what lies in the future", () => {
        const late = new World();
        late.time.sleep(6 * 604800);
        const early = new World();
        const results: number[] = [];
        for (const world of [late, early]) {
            const ledger = createLedger(world);
            ledger.start();
            for (const text of texts) {
                ledger.receive(text, "PlayerA-Realm");
                // No faster than anybody is heard out.
                world.time.advance(0.25);
            }
            world.time.advance(5);
            results.push(ledger.status().events);
            results.push(ledger.status().refusals.future ?? 0);
        }
        assert.equal(61, results[0]);
        assert.equal(0, results[1]);
        assert.is_true(results[2] < 61 && results[3] > 0);
    });
});
