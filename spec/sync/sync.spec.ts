import { EVENT_FRAGMENT } from "../../src/link/fragments";
import { toId, WEEK_SECONDS, weekOf } from "../../src/event/key";
import { encodeBody } from "../../src/event/schema";
import {
    ANSWER_JITTER_SECONDS,
    ANSWER_QUIET_SECONDS,
    DISTRUST_SECONDS,
    LIE_LIMIT,
    RANK_STEP_SECONDS,
    REQUEST_REFILL_SECONDS,
    REQUEST_SPARE_WEEKS,
    ROWS_ANSWER_LIMIT,
    ROWS_ANSWER_REFILL_SECONDS,
    ROWS_INHIBIT_SECONDS,
    ROWS_PER_MESSAGE,
    UNFOLDED_BYTES,
} from "../../src/sync/constants";
import { SYNC_KINDS } from "../../src/sync/kinds";
import {
    ADVERTISE,
    ANSWERING,
    encodeAdvertisement,
    encodeAnswering,
    encodeHello,
    encodeRows,
    encodeRowsRequest,
    EVENTS,
    HELLO,
    ROWS,
    ROWS_REQUEST,
    UNIT,
} from "../../src/sync/messages";
import { decodeRequest, encodeMore, encodeWant, ENTRY_LIMIT, Mode, MORE, REQUEST, WANT } from "../../src/sync/requests";
import { shortIdsOf } from "../../src/sync/short-id";
import { fromRoots } from "../../src/sync/sketch";
import { rowOf } from "../../src/sync/week-summary";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { readBlock, type TestEvent } from "../support/events";
import { rounds } from "../support/rounds";
import { FRAME, START } from "../support/world";
import { NOTE } from "../replay/stage";
import { examples } from "./examples";
import { mutate } from "./mutation";
import { claimOf, noteEvent, noteEvents } from "./stage";
import { blockOf, SyncStage } from "./sync-stage";

const WEEK = weekOf(START);
const PEER = "Peer-Realm";
const MESSAGES = rounds(10000);

/** More than everything takes that goes on by itself once: turns, retries, advertisements. */
const LONG = 600;

describe("The sync", () => {
    it("handles each of its kinds once; fragments are the link's", () => {
        const types = new SyncStage().sync.handlers.map(({ kind }) => kind.type);
        table.sort(types);
        const expected = SYNC_KINDS.map(({ type }) => type).filter((type) => type !== EVENT_FRAGMENT.type);
        table.sort(expected);
        assert.same(expected, types);
    });

    describe("passes on at once what a peer whispers", () => {
        /** The times of the events said within a second after a peer has told of one, in seconds since the start. */
        function passedOn(
            isWhispered: boolean,
            age: number,
            prepare: (this: void, fixture: SyncStage) => void,
        ): number[] {
            const fixture = new SyncStage();
            fixture.advance(1000);
            fixture.creator = PEER;
            prepare(fixture);
            fixture.clear();
            fixture.hear(EVENTS, blockOf([noteEvent(1000 - age)]), PEER, isWhispered);
            fixture.advance(1);
            return SyncStage.timesOf(fixture.payloads(EVENTS.type)).map((time) => time - START);
        }

        it("if it is new, its own, and let into the log", () => {
            assert.same(
                [999],
                passedOn(true, 1, () => {}),
            );
            assert.same(
                [940],
                passedOn(true, 60, () => {}),
            );
        });

        it("but not what everybody heard, nor old events, nor those of others, nor what is refused or known", () => {
            assert.same(
                [],
                passedOn(false, 1, () => {}),
            );
            assert.same(
                [],
                passedOn(true, 61, () => {}),
            );
            assert.same(
                [],
                passedOn(true, 1, (fixture) => {
                    fixture.creator = "Other-Realm";
                }),
            );
            assert.same(
                [],
                passedOn(true, 1, (fixture) => {
                    fixture.isRefusing = true;
                }),
            );
            assert.same(
                [],
                passedOn(true, 1, (fixture) => fixture.insert([noteEvent(999)])),
            );
            assert.same(
                [],
                passedOn(true, 1, (fixture) => {
                    fixture.mayLeave = false;
                }),
            );
        });
    });

    it("hands on the events of a block, with their sender", () => {
        const fixture = new SyncStage();
        fixture.hear(EVENTS, blockOf([noteEvent(1), noteEvent(2)]));
        assert.same([`1 ${PEER}`, `2 ${PEER}`], fixture.received);
        assert.same({}, fixture.ignored);
    });

    it("counts a malformed block, and hands on what stands before the fault", () => {
        const fixture = new SyncStage();
        fixture.hear(EVENTS, "no block");
        assert.same({ malformedBlock: 1 }, fixture.ignored);
        const block = blockOf([noteEvent(1), noteEvent(2)]);
        fixture.hear(EVENTS, string.sub(block, 1, -2));
        assert.same({ malformedBlock: 2 }, fixture.ignored);
        assert.same([`1 ${PEER}`], fixture.received);
    });

    it("takes in no more than a bound of what a block unfolds to", () => {
        const fixture = new SyncStage();
        const [body] = encodeBody(NOTE, { word: string.rep("x", 200) });
        const events: TestEvent[] = [];
        for (const second of $range(1, 110))
            events.push({ time: START + second, id: toId(10, 0), server: 0, body: body! });
        const block = blockOf(events);
        // Two bytes an event.
        assert.is_true(block.length < 500);
        fixture.hear(EVENTS, block);
        fixture.advance(1);
        assert.equal(math.floor(UNFOLDED_BYTES / body!.length), fixture.received.length);
        assert.same({ malformedBlock: 1 }, fixture.ignored);
    });

    it("is unknown until somebody advertises, then behind, and synced when the week is equal", () => {
        const fixture = new SyncStage();
        assert.equal("unknown", fixture.sync.state());
        fixture.advertise(10);
        assert.equal("behind", fixture.sync.state());
        const [behind, ...others] = fixture.sync.behind();
        assert.equal(10, behind.missing);
        assert.equal(0, others.length);
        assert.is_true(fixture.changes > 0);
        fixture.insert(noteEvents(10));
        fixture.hash();
        const rows = [rowOf(fixture.log, WEEK)];
        fixture.hear(ADVERTISE, encodeAdvertisement({ claim: 1, base: WEEK - 3, root: 0, rows }));
        fixture.advance(1);
        assert.equal("synced", fixture.sync.state());
    });

    it("tells how fast events come in", () => {
        const fixture = new SyncStage();
        assert.equal(0, fixture.sync.rate());
        fixture.hear(EVENTS, blockOf(noteEvents(40)));
        assert.equal(40 / 20, fixture.sync.rate());
    });

    it("asks, answers, and gives rows, each in its role", () => {
        const fixture = new SyncStage(noteEvents(20));
        fixture.advertise(25);
        fixture.advance(4);
        const request = decodeRequest(fixture.payloads(REQUEST.type)[0])!;
        assert.same(
            [WEEK],
            request.entries.map(({ weekNumber: week }) => week),
        );
        fixture.hear(ROWS_REQUEST, encodeRowsRequest(WEEK + 1));
        fixture.advance(4);
        assert.equal(1, fixture.payloads(ROWS.type).length);
        fixture.ask([WEEK]);
        fixture.advance(30);
        assert.equal(20, fixture.sent().length);
    });

    it("sends what is wanted of its own request, and of no other", () => {
        const fixture = new SyncStage(noteEvents(20));
        fixture.advertise(20);
        fixture.advance(4);
        const { salt } = fixture.asked();
        const week = fixture.log.open(WEEK, noPause)!;
        const want = (of: number): void => {
            const coefficients = fromRoots(shortIdsOf(week, of, undefined, noPause).slice(3, 5));
            fixture.hear(WANT, encodeWant({ salt: of, weekNumber: WEEK, coefficients }));
            fixture.advance(1);
        };
        want(salt + 1);
        assert.equal(0, fixture.sent().length);
        want(salt);
        assert.same([week.times[3] - START, week.times[4] - START], fixture.sent());
    });

    it("gives further sums of its own sketch", () => {
        const fixture = new SyncStage(noteEvents(100));
        fixture.advertise(100);
        fixture.advance(4);
        const { salt, entry } = fixture.asked();
        assert.equal(Mode.Sketch, entry.mode);
        const first = entry.numbers.length + 1;
        fixture.clear();
        fixture.hear(MORE, encodeMore({ salt, weekNumber: WEEK, first }));
        fixture.advance(1);
        assert.same([first, ENTRY_LIMIT], [fixture.asked().entry.first, fixture.asked().entry.numbers.length]);
    });

    it("answers for its own live events although it does not serve", () => {
        const fixture = new SyncStage();
        fixture.mayServe = false;
        const { time, id, body } = noteEvent(1);
        fixture.insert([noteEvent(1)]);
        fixture.sync.broadcastLive(time, id, body);
        fixture.advance(5);
        fixture.clear();
        fixture.ask([WEEK]);
        fixture.advance(5);
        assert.same([1], fixture.sent());
        fixture.clear();
        fixture.ask([WEEK - 1]);
        fixture.advance(30);
        assert.equal(0, fixture.sent().length);
    });

    it("broadcasts a live event first, and those that come while it waits along with it", () => {
        const fixture = new SyncStage();
        fixture.isOpen = false;
        for (const seconds of [1, 2, 3]) {
            const { time, id, body } = noteEvent(seconds);
            fixture.sync.broadcastLive(time, id, body);
        }
        fixture.deliver();
        const blocks = fixture.payloads(EVENTS.type);
        assert.equal(1, blocks.length);
        assert.equal(3, readBlock(blocks[0])[0].length);
    });

    it("repeats its Hello when others ask although nobody has advertised, and not once somebody has", () => {
        const asks = (fixture: SyncStage, act: (this: void, index: number) => void): number => {
            fixture.advance(5);
            for (const index of $range(1, 20)) {
                act(index);
                fixture.advance(1);
            }
            return fixture.payloads(HELLO.type).length;
        };
        const acts = [
            (fixture: SyncStage) => fixture.ask([WEEK]),
            (fixture: SyncStage) => fixture.hear(WANT, encodeWant({ salt: 1, weekNumber: WEEK, coefficients: [1] })),
            (fixture: SyncStage) => fixture.hear(MORE, encodeMore({ salt: 1, weekNumber: WEEK, first: 2 })),
        ];
        for (const act of acts) {
            const fixture = new SyncStage();
            assert.is_true(asks(fixture, () => act(fixture)) > 1);
            const told = new SyncStage();
            told.advertise(1);
            assert.equal(
                1,
                asks(told, () => act(told)),
            );
        }
    });

    it("lacks nothing in the eyes of others but what a Hello or a request shows", () => {
        const fixture = new SyncStage(noteEvents(5));
        const { reputation } = fixture.sync;
        const other = reputation.of("Other-Realm");
        fixture.hash();
        fixture.hear(HELLO, encodeHello(7));
        fixture.advance(1);
        assert.is_false(reputation.isLone(other));
        const asked = new SyncStage(noteEvents(5));
        asked.ask([WEEK]);
        assert.is_false(asked.sync.reputation.isLone(asked.sync.reputation.of("Other-Realm")));
        const neither = new SyncStage(noteEvents(5));
        neither.advertise(5);
        neither.hear(ROWS_REQUEST, encodeRowsRequest(WEEK));
        assert.is_true(neither.sync.reputation.isLone(neither.sync.reputation.of("Other-Realm")));
    });

    it(`takes ${MESSAGES} mutated and replayed messages without an error, in any order (seed 31)`, () => {
        const random = new SeededRandom(31);
        const fixture = new SyncStage(noteEvents(50));
        const originals = examples().filter(({ type }) => type !== EVENT_FRAGMENT.type);
        let refused = 0;
        for (const _ of $range(1, MESSAGES)) {
            const { type, payload } = originals[random.integer(0, originals.length - 1)];
            const bytes = random.integer(0, 3) === 0 ? payload : mutate(random, payload);
            const chance = random.integer(0, 3);
            fixture.mayPeerSpeak = chance === 0 ? undefined : chance > 1;
            const kind = SYNC_KINDS.find((one) => one.type === type)!;
            if (!fixture.hear(kind, bytes, `Peer${random.integer(1, 100)}-Realm`)) refused++;
            if (random.integer(1, 20) === 1) fixture.advance(random.integer(0, 3));
        }
        fixture.advance(LONG);
        assert.same([], fixture.world.guard.reports);
        assert.is_true(refused > MESSAGES / 10);
        assert.is_true(fixture.ignored.malformedBlock > MESSAGES / 100);
        // Nobody answers a request with more than the log, once: there is nothing else to send.
        assert.is_true(fixture.said.length < MESSAGES);
    });
});

/** Makes a client distrust the peer. */
function distrust({ sync: { reputation } }: SyncStage): void {
    const peer = reputation.of(PEER);
    for (const _ of $range(0, LIE_LIMIT)) {
        reputation.claimed(peer, claimOf(9));
        reputation.toldRows(peer, false);
    }
}

describe("What the sync believes", () => {
    it("is nothing that a distrusted peer claims, until that has passed", () => {
        const fixture = new SyncStage();
        distrust(fixture);
        fixture.advertise(10);
        const rows = [{ weekNumber: WEEK, count: 10, hash: 1, fingerprint: 2 }];
        fixture.hear(ROWS, encodeRows({ from: 0, to: WEEK + 1, rows }));
        assert.same({ distrusted: 2 }, fixture.ignored);
        assert.equal("unknown", fixture.sync.state());
        assert.equal(0, fixture.sync.behind().length);
        assert.equal(9, fixture.sync.reputation.of(PEER).claim);
        fixture.advertise(10, 0, "Other-Realm");
        assert.equal("behind", fixture.sync.state());
        fixture.advance(DISTRUST_SECONDS);
        fixture.advertise(10);
        assert.equal(1, fixture.sync.reputation.of(PEER).claim);
        assert.equal(2, fixture.ignored.distrusted);
    });

    it("is not lessened by rows that brought nothing: only the same difference is left alone for a while", () => {
        const fixture = new SyncStage();
        fixture.advertise(10);
        for (const _ of $range(1, LONG)) if (fixture.sync.behind().length > 0) fixture.advance(1);
        assert.equal(0, fixture.sync.behind().length);
        fixture.advertise(10);
        assert.equal(0, fixture.sync.behind().length);
        assert.same({}, fixture.ignored);
        fixture.advertise(11);
        assert.equal(1, fixture.sync.behind().length);
    });

    it("is nothing of a peer whose rows do not make the root that it advertises", () => {
        const fixture = new SyncStage();
        const lie = (): void => {
            fixture.advertise(10, 7);
            fixture.hear(ROWS, encodeRows({ from: 0, to: WEEK - 3, rows: [] }));
            fixture.advance(1);
        };
        for (const _ of $range(1, LIE_LIMIT)) {
            assert.is_false(fixture.sync.reputation.isDistrusted(fixture.sync.reputation.of(PEER)));
            lie();
        }
        assert.same({}, fixture.ignored);
        lie();
        assert.is_true(fixture.sync.reputation.isDistrusted(fixture.sync.reputation.of(PEER)));
        lie();
        assert.equal(true, (fixture.ignored.distrusted ?? 0) >= 2);
    });

    it("does not tell rows over that another one tells slowly, and waits for nobody for long", () => {
        const many: TestEvent[] = [];
        for (const week of $range(1, 4 * ROWS_PER_MESSAGE)) many.push(noteEvent(-week * WEEK_SECONDS, week));
        const asked = (): SyncStage => {
            const fixture = new SyncStage(many);
            fixture.log.hash(noPause);
            fixture.advertise(1);
            fixture.advance(1);
            fixture.clear();
            fixture.hear(ROWS_REQUEST, encodeRowsRequest(WEEK + 1), "Other-Realm");
            return fixture;
        };
        const alone = asked();
        alone.advance(LONG);
        const parts = alone.payloads(ROWS.type);
        assert.is_true(parts.length > 3);
        /** Another one tells some parts, each so many seconds after the one before. @returns how many are told here. */
        const answer = (told: readonly string[], seconds: number): number => {
            const fixture = asked();
            for (const part of told) {
                fixture.advance(seconds);
                fixture.hear(ROWS, part);
            }
            fixture.advance(LONG);
            return fixture.payloads(ROWS.type).length;
        };
        assert.equal(0, answer(parts, 0.9));
        assert.equal(parts.length, answer(parts.slice(1), 0.9));
        const endless: string[] = [];
        for (const index of $range(0, 99)) endless[index] = parts[0];
        const fixture = asked();
        for (const part of endless) {
            fixture.advance(0.9);
            fixture.hear(ROWS, part);
        }
        assert.equal(parts.length, fixture.payloads(ROWS.type).length);
    });

    it("answers few of the questions that one peer asks for rows, and those of others all the same", () => {
        const fixture = new SyncStage(noteEvents(5));
        const questions = 40;
        for (const _ of $range(1, questions)) {
            fixture.hear(ROWS_REQUEST, encodeRowsRequest(WEEK + 1));
            fixture.advance(1);
        }
        assert.is_true(fixture.payloads(ROWS.type).length <= ROWS_ANSWER_LIMIT);
        assert.same({ rowsRequests: questions - ROWS_ANSWER_LIMIT }, fixture.ignored);
        fixture.advance(ROWS_INHIBIT_SECONDS);
        fixture.clear();
        fixture.hear(ROWS_REQUEST, encodeRowsRequest(WEEK + 1), "Other-Realm");
        fixture.advance(1);
        assert.equal(1, fixture.payloads(ROWS.type).length);
        fixture.clear();
        fixture.advance(ROWS_ANSWER_REFILL_SECONDS);
        fixture.hear(ROWS_REQUEST, encodeRowsRequest(WEEK + 1));
        fixture.advance(1);
        assert.equal(1, fixture.payloads(ROWS.type).length);
    });

    it("includes the events of everybody, but those of who may not speak stand for no answer", () => {
        for (const rule of [{ mayPeerSpeak: true }, { mayPeerSpeak: false }, {}] as { mayPeerSpeak?: boolean }[]) {
            const fixture = new SyncStage(noteEvents(20));
            fixture.advertise(1, 0, "First-Realm");
            fixture.mayPeerSpeak = rule.mayPeerSpeak;
            fixture.ask([WEEK], "Asker-Realm");
            fixture.advance(0.1);
            fixture.hear(EVENTS, blockOf([noteEvent(1, 40)]));
            assert.same([`1 ${PEER}`], fixture.received);
            fixture.advance(RANK_STEP_SECONDS + ANSWER_JITTER_SECONDS + 1);
            assert.equal(rule.mayPeerSpeak === true ? 0 : 21, fixture.sent().length);
            // One event is no whole answer: the others follow when no more comes.
            fixture.advance(3 * ANSWER_QUIET_SECONDS);
            assert.equal(rule.mayPeerSpeak === true ? 20 : 21, fixture.sent().length);
        }
    });

    it("is worth asking for lost fragments only of peers that may speak", () => {
        const fixture = new SyncStage(noteEvents(5));
        const unit = fixture.sync.handlers.find(({ kind }) => kind.type === UNIT.type)!;
        const answers = (): boolean[] =>
            ["yes", "no", "unknown"].map((may) => {
                fixture.mayPeerSpeak = may === "unknown" ? undefined : may === "yes";
                return unit.isAwaited!(fixture.peers.seen("Other-Realm", 1));
            });
        assert.same([false, false, false], answers());
        fixture.mayPeerSpeak = true;
        fixture.advertise(10);
        fixture.advance(1);
        assert.same([true, false, false], answers());
    });

    it("that is whispered stands for nothing that all have heard", () => {
        for (const isWhispered of [false, true]) {
            const fixture = new SyncStage(noteEvents(20));
            fixture.hash();
            fixture.advance(3);
            const own = fixture.payloads(ADVERTISE.type);
            fixture.clear();
            // An echo of what it advertises, and an event of an answer.
            for (const _ of $range(1, 200)) {
                fixture.hear(ADVERTISE, own[0], "Echo-Realm", isWhispered);
                fixture.advance(1);
            }
            assert.equal(isWhispered, fixture.payloads(ADVERTISE.type).length > 0);
            fixture.ask([WEEK], "Asker-Realm");
            fixture.hear(ANSWERING, encodeAnswering([WEEK]), "Echo-Realm", isWhispered);
            fixture.hear(EVENTS, blockOf(noteEvents(1)), "Echo-Realm", isWhispered);
            fixture.advance(LONG);
            assert.equal(isWhispered ? 20 : 0, fixture.sent().length);
        }
    });

    it("includes that a peer is at work on the weeks that it whispers, which it answers in their stead", () => {
        for (const weeks of [[WEEK], [WEEK - 1]]) {
            const fixture = new SyncStage(noteEvents(20));
            fixture.advertise(1, 0, "First-Realm");
            fixture.ask([WEEK], "Asker-Realm");
            fixture.hear(ANSWERING, encodeAnswering(weeks), "First-Realm");
            assert.equal(fixture.world.time.now, fixture.sync.reputation.of("First-Realm").sentAt);
            fixture.advance(LONG);
            assert.equal(weeks[0] === WEEK ? 0 : 20, fixture.sent().length);
        }
    });

    it("is a request as far as its sender's allowance goes; the rest is counted", () => {
        const fixture = new SyncStage(noteEvents(20));
        const allowed = 2 + REQUEST_SPARE_WEEKS;
        const others: number[] = [];
        for (const index of $range(1, allowed)) others.push(index);
        fixture.ask(others);
        assert.same({}, fixture.ignored);
        fixture.ask([WEEK]);
        fixture.advance(1);
        assert.same({ requests: 1 }, fixture.ignored);
        assert.equal(0, fixture.sent().length);
        fixture.ask([WEEK], "Other-Realm");
        fixture.advance(1);
        assert.equal(20, fixture.sent().length);
        fixture.clear();
        fixture.advance(REQUEST_REFILL_SECONDS);
        fixture.ask([WEEK]);
        fixture.advance(1);
        assert.same({ requests: 1 }, fixture.ignored);
        assert.equal(20, fixture.sent().length);
    });
});

describe("A sync whose lifetime ends", () => {
    /**
     * Clients with something to do in each of their roles, none of which has come to its turn yet. Who hears a request for
     * old rows asks for none itself, so there are two.
     */
    const busy = (): SyncStage[] => {
        const fixtures = [new SyncStage(noteEvents(20)), new SyncStage(noteEvents(20))];
        const [lacking, asked] = fixtures;
        lacking.advertise(25, 7);
        lacking.ask([WEEK]);
        asked.advertise(25);
        asked.hear(ROWS_REQUEST, encodeRowsRequest(WEEK + 1));
        return fixtures;
    };

    /** Asks it for everything, and tells it that it is behind. */
    const bother = (fixture: SyncStage): void => {
        fixture.advertise(30, 8);
        fixture.ask([WEEK], "Other-Realm");
        fixture.hear(ROWS_REQUEST, encodeRowsRequest(WEEK + 1), "Other-Realm");
        fixture.hear(HELLO, encodeHello(1), "Other-Realm");
        fixture.advance(LONG);
    };

    it("says nothing more in any of its roles", () => {
        const alive = busy();
        for (const fixture of alive) fixture.advance(LONG);
        for (const kind of [HELLO, ADVERTISE, REQUEST, EVENTS, ROWS_REQUEST, ROWS]) {
            const said = alive.some((fixture) => fixture.payloads(kind.type).length > 0);
            assert.is_true(said, kind.name);
        }
        for (const fixture of busy()) {
            fixture.lifetime.end();
            fixture.advance(LONG);
            assert.equal(0, fixture.said.length);
            bother(fixture);
            assert.equal(0, fixture.said.length);
        }
    });

    it("leaves off what it is in the middle of, whenever that is", () => {
        for (const eighth of $range(1, 80)) {
            for (const fixture of busy()) {
                fixture.world.background.pausesPerSlice = 1;
                fixture.advance(eighth / 8);
                fixture.lifetime.end();
                fixture.clear();
                fixture.advance(LONG);
                bother(fixture);
                assert.equal(0, fixture.said.length, string.format("after %.3f s", eighth / 8));
            }
        }
    });

    it("has no timer left", () => {
        for (const fixture of busy()) {
            fixture.advance(5);
            assert.is_true(fixture.world.time.waiting() > 0);
            fixture.lifetime.end();
            fixture.advance(FRAME);
            assert.equal(0, fixture.world.time.waiting());
        }
    });
});
