import { Outbox } from "../../src/link/outbox";
import { LIVE_ENTRY_LIMIT, newCounters, type OutboxOwner, Priority } from "../../src/link/outbox-queues";
import { TokenBucket } from "../../src/link/token-bucket";
import type { ChatType, Route, SendResult } from "../../src/ports";
import { FRAME, World } from "../support/world";

const GUILD: readonly Route[] = [{ chatType: "GUILD" }];

/** An outbox, its world, and short ways to say things. */
class Post {
    readonly world = new World();
    readonly outbox: Outbox;
    /** On whose behalf entries are added. */
    readonly owner: OutboxOwner = { counters: newCounters() };
    readonly counters = this.owner.counters;
    /** How entries ended, as "key: settlement". */
    readonly settled: string[] = [];

    constructor(capacity = 10, rate = 1) {
        const { channel, time, random } = this.world;
        this.outbox = new Outbox(channel, time, time, random, new TokenBucket(time, capacity, rate));
    }

    /** Adds an entry of messages that are known already. */
    add(key: string, priority: Priority, texts: readonly string[], routes = GUILD, owner = this.owner): void {
        let next = 0;
        const produce = (): string | undefined => {
            next++;
            return texts[next - 1];
        };
        const onSettled = (settlement: string): void => {
            this.settled.push(`${key}: ${settlement}`);
        };
        this.outbox.add({ owner, key, priority, routes: () => routes, produce, onSettled });
    }

    advance(seconds: number): string[] {
        this.world.time.advance(seconds);
        return this.world.channel.texts();
    }

    answer(result: SendResult | undefined): void {
        this.world.channel.answer = () => result;
    }
}

function numbered(letter: string, count: number): string[] {
    const texts: string[] = [];
    for (const index of $range(1, count)) {
        texts.push(`${letter}${index}`);
    }
    return texts;
}

describe("Outbox", () => {
    it("asks an entry that still looks for its message again in the next frame, and lets others go first", () => {
        const post = new Post();
        let asked = 0;
        const settled: string[] = [];
        post.outbox.add({
            owner: post.owner,
            key: "looking",
            priority: Priority.Bulk,
            routes: () => GUILD,
            produce: () => {
                asked++;
                return asked < 5 ? false : asked === 5 ? "found" : undefined;
            },
            onSettled: (settlement) => settled.push(settlement),
        });
        post.advance(FRAME);
        assert.equal(1, asked);
        post.add("live", Priority.Live, ["live"]);
        post.advance(FRAME);
        assert.equal(2, asked);
        post.advance(1);
        assert.same(["live", "found"], post.world.channel.texts());
        assert.same(["sent"], settled);
    });

    it("sends by priority, and in order of arrival within one", () => {
        const post = new Post();
        post.add("bulk", Priority.Bulk, ["bulk"]);
        post.add("repair", Priority.Repair, ["repair"]);
        post.add("control 1", Priority.Control, ["control 1"]);
        post.add("control 2", Priority.Control, ["control 2"]);
        post.add("live", Priority.Live, ["live"]);
        assert.equal(5, post.outbox.waiting());
        assert.same(["live", "control 1", "control 2", "repair", "bulk"], post.advance(1));
        assert.equal(0, post.outbox.waiting());
    });

    it("lets what is live go before the rest of a long transfer", () => {
        const post = new Post();
        post.add("week", Priority.Repair, numbered("r", 30));
        post.advance(5);
        post.add("live", Priority.Live, ["live"]);
        const texts = post.advance(100);
        assert.equal(31, texts.length);
        const place = texts.indexOf("live");
        assert.is_true(place > 10 && place < 20, `live went out ${place}th`);
    });

    it("puts a newer entry with the same key into the place of the older one", () => {
        const post = new Post();
        post.add("a", Priority.Control, ["old"]);
        post.add("b", Priority.Control, ["b"]);
        post.add("a", Priority.Control, ["new"]);
        assert.equal(2, post.outbox.waiting());
        assert.same(["new", "b"], post.advance(1));
    });

    it("asks for a message only when it can be sent", () => {
        const post = new Post();
        post.add("first", Priority.Live, numbered("f", 10));
        post.advance(1);
        let asked = 0;
        post.outbox.add({
            owner: post.owner,
            key: "second",
            priority: Priority.Live,
            routes: () => GUILD,
            produce: () => {
                asked++;
                return undefined;
            },
        });
        post.advance(0.2);
        assert.equal(1, asked);
        const full = new Post();
        full.add("first", Priority.Live, numbered("f", 12));
        full.advance(0.5);
        assert.equal(10, full.world.channel.sent.length);
        full.add("second", Priority.Control, ["s"]);
        assert.equal(10, full.advance(0.4).length);
    });

    it("sends as many at once as its bucket holds, and then as many a second as come back", () => {
        const post = new Post();
        post.add("long", Priority.Bulk, numbered("m", 40));
        assert.equal(10, post.advance(0.5).length);
        assert.equal(15, post.advance(5).length);
        assert.equal(25, post.advance(10).length);
        assert.same(numbered("m", 40), post.advance(100));
        const fast = new Post(3, 4);
        fast.add("long", Priority.Bulk, numbered("m", 40));
        assert.equal(3, fast.advance(0.125).length);
        assert.equal(7, fast.advance(1).length);
    });

    it("saves up no more than its bucket holds", () => {
        const post = new Post();
        post.advance(1000);
        post.add("long", Priority.Bulk, numbered("m", 40));
        assert.equal(10, post.advance(0.5).length);
    });

    it("keeps a message that the game took for one too many, and tries again", () => {
        const post = new Post();
        post.answer("busy");
        post.add("a", Priority.Live, ["a1", "a2"]);
        assert.same([], post.advance(10));
        assert.is_true(post.counters.busy >= 3 && post.counters.busy <= 10);
        post.answer(undefined);
        assert.same(["a1", "a2"], post.advance(10));
        assert.equal(2, post.counters.messages);
        assert.equal(4, post.counters.bytes);
    });

    it("drops what has no way or will never be taken, and counts it", () => {
        for (const result of ["noRoute", "invalid"] as const) {
            const post = new Post();
            post.answer(result);
            post.add("a", Priority.Live, ["a1", "a2"]);
            post.advance(1);
            assert.equal(2, post.counters[result]);
            assert.equal(0, post.outbox.waiting());
            post.answer(undefined);
            post.add("b", Priority.Live, ["b"]);
            assert.same(["b"], post.advance(1));
        }
    });

    describe("when sending raises an error", () => {
        /** The times at which the game was asked, in whole seconds. */
        function askedAt(post: Post, isRaising: (this: void, text: string) => boolean): number[] {
            const times: number[] = [];
            post.world.channel.answer = (text) => {
                times.push(math.floor(post.world.time.now));
                return isRaising(text) ? "raised" : undefined;
            };
            return times;
        }

        it("tries again, less and less often, and goes on when it raises no more", () => {
            const post = new Post();
            let isBroken = true;
            const times = askedAt(post, () => isBroken);
            post.add("a", Priority.Control, ["a1", "a2"]);
            post.advance(25);
            assert.same([], post.settled);
            assert.is_true(times.length >= 3 && times.length <= 4, `asked at ${times.join(", ")}`);
            assert.equal(times.length, post.counters.raised);
            isBroken = false;
            assert.same(["a1", "a2"], post.advance(20));
            assert.equal(2, post.counters.messages);
            assert.same(["a: sent"], post.settled);
            // The next error begins with a short wait again.
            isBroken = true;
            post.add("b", Priority.Control, ["b"]);
            post.advance(1);
            isBroken = false;
            assert.same(["a1", "a2", "b"], post.advance(5));
        });

        it("gives up a message that raised five times, and sends the others", () => {
            const post = new Post();
            askedAt(post, (text) => text === "bad");
            post.add("a", Priority.Live, ["bad", "a"]);
            post.add("b", Priority.Bulk, ["b"]);
            assert.same(["a", "b"], post.advance(200));
            assert.equal(5, post.counters.raised);
            assert.equal(1, post.counters.invalid);
            assert.same(["a: invalid", "b: sent"], post.settled);
        });

        it("asks a game that raises always once a minute or so", () => {
            const post = new Post();
            const times = askedAt(post, () => true);
            for (const text of numbered("l", 20)) post.add(text, Priority.Live, [text]);
            post.add("c", Priority.Control, ["c"]);
            post.advance(600);
            const before = times.length;
            post.advance(3600);
            assert.is_true(times.length - before <= 60, `asked ${times.length - before} times in an hour`);
        });
    });

    describe("in a lockdown", () => {
        it("keeps everything, and tries now and then", () => {
            const post = new Post();
            let tries = 0;
            post.world.channel.answer = () => {
                tries++;
                return "lockdown";
            };
            post.add("a", Priority.Live, ["a"]);
            post.add("b", Priority.Control, ["b"]);
            assert.same([], post.advance(60));
            assert.is_true(tries >= 9 && tries <= 15, `${tries} tries`);
            assert.is_true(post.outbox.isInLockdown());
            assert.equal(2, post.outbox.waiting());
            post.answer(undefined);
            assert.same(["a", "b"], post.advance(7));
            assert.is_false(post.outbox.isInLockdown());
        });

        it("goes on within two seconds when told that it is over", () => {
            for (const wait of [0.5, 1, 2, 3, 4.5]) {
                const post = new Post();
                post.answer("lockdown");
                post.add("a", Priority.Live, ["a"]);
                post.advance(wait);
                assert.is_true(post.outbox.isInLockdown());
                post.answer(undefined);
                post.outbox.onRestrictionEnd();
                assert.is_false(post.outbox.isInLockdown());
                assert.same(["a"], post.advance(2.1));
                assert.same(["a"], post.advance(20));
            }
        });

        it("stays locked when told so too early", () => {
            const post = new Post();
            post.answer("lockdown");
            post.add("a", Priority.Live, ["a"]);
            post.advance(1);
            post.outbox.onRestrictionEnd();
            post.outbox.onRestrictionEnd();
            assert.same([], post.advance(3));
            assert.is_true(post.outbox.isInLockdown());
            post.answer(undefined);
            assert.same(["a"], post.advance(7));
        });

        it("lets what is live go first when it ends, also what came during it", () => {
            const post = new Post();
            post.answer("lockdown");
            post.add("r", Priority.Repair, ["r1", "r2"]);
            post.advance(10);
            post.add("live", Priority.Live, ["live"]);
            post.answer(undefined);
            assert.same(["live", "r1", "r2"], post.advance(10));
        });

        it("keeps so many live entries: the newest are refused and told so, and the others go out in order", () => {
            const post = new Post(1000);
            post.answer("lockdown");
            for (const text of numbered("l", LIVE_ENTRY_LIMIT + 3)) {
                post.add(text, Priority.Live, [text]);
            }
            post.add("control", Priority.Control, ["control"]);
            assert.equal(LIVE_ENTRY_LIMIT + 1, post.outbox.waiting());
            assert.equal(3, post.counters.dropped);
            const refused = [1, 2, 3].map((beyond) => `l${LIVE_ENTRY_LIMIT + beyond}: dropped`);
            assert.same(refused, post.settled);
            // One that replaces another takes no room.
            post.add("l7", Priority.Live, ["l7, anew"]);
            assert.equal("l7: replaced", post.settled[3]);
            post.answer(undefined);
            const texts = post.advance(1000);
            assert.equal(LIVE_ENTRY_LIMIT + 1, texts.length);
            assert.same(["l6", "l7, anew", "l8"], texts.slice(5, 8));
            assert.equal("control", texts[LIVE_ENTRY_LIMIT]);
        });

        it("gives up nothing for a live entry that is refused", () => {
            const post = new Post();
            post.answer("lockdown");
            for (const text of numbered("b", 500 - LIVE_ENTRY_LIMIT)) post.add(text, Priority.Bulk, [text]);
            for (const text of numbered("l", LIVE_ENTRY_LIMIT + 1)) post.add(text, Priority.Live, [text]);
            assert.same([`l${LIVE_ENTRY_LIMIT + 1}: dropped`], post.settled);
            assert.equal(500, post.outbox.waiting());
        });
    });

    describe("with several ways", () => {
        const BOTH: readonly Route[] = [{ chatType: "GUILD" }, { chatType: "RAID" }];

        function waysOf(post: Post): ChatType[] {
            return post.world.channel.sent.map((message) => message.chatType);
        }

        it("sends each message on all of them, and one that is missing stops no other", () => {
            const post = new Post();
            post.add("a", Priority.Live, ["a1", "a2"], BOTH);
            post.advance(1);
            assert.same(["GUILD", "RAID", "GUILD", "RAID"], waysOf(post));
            post.world.channel.answer = (_text, chatType) => (chatType === "GUILD" ? "noRoute" : undefined);
            post.add("b", Priority.Live, ["b"], BOTH);
            post.advance(1);
            assert.same(["GUILD", "RAID", "GUILD", "RAID", "RAID"], waysOf(post));
            assert.equal(1, post.counters.noRoute);
        });

        it("goes on with the way that was refused, not with the first", () => {
            const post = new Post();
            post.world.channel.answer = (_text, chatType) => (chatType === "RAID" ? "busy" : undefined);
            post.add("a", Priority.Live, ["a"], BOTH);
            post.advance(10);
            assert.same(["GUILD"], waysOf(post));
            post.answer(undefined);
            post.advance(10);
            assert.same(["GUILD", "RAID"], waysOf(post));
        });

        it("whispers to the target of the way", () => {
            const post = new Post();
            post.add("a", Priority.Bulk, ["a"], [{ chatType: "WHISPER", target: "Jaina-Realm" }]);
            post.advance(1);
            assert.equal("Jaina-Realm", post.world.channel.sent[0].target);
        });
    });

    describe("when too much waits", () => {
        /** An outbox that can send nothing, with so many entries of each kind. */
        function fill(control: number, repair: number, bulk: number): Post {
            const post = new Post();
            post.answer("lockdown");
            for (const text of numbered("c", control)) post.add(text, Priority.Control, [text]);
            for (const text of numbered("r", repair)) post.add(text, Priority.Repair, [text]);
            for (const text of numbered("b", bulk)) post.add(text, Priority.Bulk, [text]);
            return post;
        }

        it("lets the oldest of the lowest give way to what goes before it", () => {
            const post = fill(0, 250, 250);
            post.add("live", Priority.Live, ["live"]);
            post.add("control", Priority.Control, ["control"]);
            post.add("repair", Priority.Repair, ["repair"]);
            assert.equal(500, post.outbox.waiting());
            assert.equal(3, post.counters.dropped);
            assert.same(["b1: dropped", "b2: dropped", "b3: dropped"], post.settled);
            post.answer(undefined);
            const texts = post.advance(1000);
            assert.equal(500, texts.length);
            assert.is_true(texts.includes("repair") && texts.includes("b4") && texts.includes("b250"));
            assert.is_false(texts.includes("b3"));
        });

        it("does not take what nothing gives way to, unless it is live", () => {
            const post = fill(0, 0, 500);
            post.add("b501", Priority.Bulk, ["b501"]);
            assert.equal(500, post.outbox.waiting());
            assert.equal(1, post.counters.dropped);
            const full = fill(500, 0, 0);
            for (const text of numbered("l", 100)) full.add(text, Priority.Live, [text]);
            full.add("control", Priority.Control, ["control"]);
            assert.equal(600, full.outbox.waiting());
            assert.equal(1, full.counters.dropped);
            assert.same(["control: dropped"], full.settled);
        });

        it("counts what gives way for whoever it was of", () => {
            const post = fill(0, 0, 500);
            const other: OutboxOwner = { counters: newCounters() };
            post.add("live", Priority.Live, ["live"], GUILD, other);
            assert.equal(1, post.counters.dropped);
            assert.equal(0, other.counters.dropped);
        });
    });

    describe("for several owners", () => {
        let other: OutboxOwner;
        before_each(() => {
            other = { counters: newCounters() };
        });

        it("lets them have each priority in turn", () => {
            const post = new Post();
            for (const text of numbered("a", 100)) post.add(text, Priority.Control, [text]);
            post.add("b1", Priority.Control, ["b1", "b2"], GUILD, other);
            post.add("live", Priority.Live, ["live"]);
            assert.same(["live", "a1", "b1", "a2", "b2", "a3", "a4"], post.advance(0.5).slice(0, 7));
            assert.equal(103, post.advance(1000).length);
        });

        it("lets one that says much at once wait no longer than one that says it in many entries", () => {
            const post = new Post();
            post.add("long", Priority.Bulk, numbered("a", 50));
            post.add("b1", Priority.Bulk, ["b1"], GUILD, other);
            post.add("b2", Priority.Bulk, ["b2"], GUILD, other);
            assert.same(["a1", "b1", "a2", "b2", "a3"], post.advance(0.5).slice(0, 5));
        });

        it("keeps what the lower priority of one says behind the higher of the other", () => {
            const post = new Post();
            post.add("a", Priority.Repair, ["a"]);
            for (const text of numbered("b", 5)) post.add(text, Priority.Control, [text], GUILD, other);
            assert.same(["b1", "b2", "b3", "b4", "b5", "a"], post.advance(0.5));
        });

        it("keeps their keys apart", () => {
            const post = new Post();
            post.add("key", Priority.Control, ["a"]);
            post.add("key", Priority.Control, ["b"], GUILD, other);
            assert.equal(2, post.outbox.waiting());
            assert.same(["a", "b"], post.advance(1));
            assert.same(["key: sent", "key: sent"], post.settled);
        });

        it("counts for each what became of its messages", () => {
            const post = new Post();
            post.world.channel.answer = (text) => (text === "b" ? "invalid" : undefined);
            post.add("a", Priority.Control, ["a", "aa"]);
            post.add("b", Priority.Control, ["b", "bb"], GUILD, other);
            post.advance(1);
            assert.same({ ...newCounters(), messages: 2, bytes: 3 }, post.counters);
            assert.same({ ...newCounters(), messages: 1, bytes: 2, invalid: 1 }, other.counters);
        });
    });

    it("forgets everything when cleared", () => {
        const post = new Post();
        post.answer("lockdown");
        post.add("a", Priority.Live, ["a"]);
        post.advance(1);
        post.outbox.clear();
        assert.equal(0, post.outbox.waiting());
        post.answer(undefined);
        assert.same([], post.advance(20));
    });
});

describe("An entry hears once how it ended", () => {
    it("sent: when the game took all its messages, and not before", () => {
        const post = new Post();
        post.add("a", Priority.Live, numbered("a", 12));
        assert.equal(10, post.advance(0.5).length);
        assert.same([], post.settled);
        post.advance(100);
        assert.same(["a: sent"], post.settled);
    });

    it("sent: also when it had nothing to say", () => {
        const post = new Post();
        post.add("a", Priority.Live, []);
        post.advance(1);
        assert.same(["a: sent"], post.settled);
    });

    it("sent: after it was refused as too many, or for a restriction", () => {
        for (const result of ["busy", "lockdown"] as const) {
            const post = new Post();
            post.answer(result);
            post.add("a", Priority.Live, ["a"]);
            post.advance(30);
            assert.same([], post.settled);
            post.answer(undefined);
            post.advance(30);
            assert.same(["a: sent"], post.settled);
        }
    });

    for (const result of ["noRoute", "invalid"] as const) {
        it(`${result}: when the game said so of one message, whatever became of the others`, () => {
            for (const bad of ["a1", "a2", "a3"]) {
                const post = new Post();
                post.world.channel.answer = (text) => (text === bad ? result : undefined);
                post.add("a", Priority.Live, ["a1", "a2", "a3"]);
                post.add("b", Priority.Live, ["b"]);
                assert.equal(3, post.advance(100).length);
                assert.same([`a: ${result}`, "b: sent"], post.settled);
            }
        });
    }

    it("noRoute: when there is no way at all", () => {
        const post = new Post();
        post.add("a", Priority.Live, ["a1", "a2"], []);
        post.advance(1);
        assert.same(["a: noRoute"], post.settled);
        assert.equal(2, post.counters.noRoute);
    });

    it("replaced: by a newer one with its key, which has its own end", () => {
        const post = new Post();
        post.answer("lockdown");
        post.add("a", Priority.Live, ["old"]);
        post.add("a", Priority.Live, ["new"]);
        assert.same(["a: replaced"], post.settled);
        post.answer(undefined);
        post.advance(10);
        assert.same(["a: replaced", "a: sent"], post.settled);
    });

    it("replaced: also when a message of it is on its way, of which nothing is told any more", () => {
        for (const result of ["sent", "noRoute", "invalid"] as const) {
            const post = new Post();
            post.answer("busy");
            post.add("a", Priority.Live, ["old"]);
            post.advance(0.5);
            post.add("a", Priority.Live, ["new"]);
            post.world.channel.answer = (text) => (text === "old" ? result : undefined);
            post.advance(100);
            assert.same(["a: replaced", "a: sent"], post.settled);
        }
    });

    it("replaced: by one that it adds itself while it is asked for a message", () => {
        for (const hasMessage of [true, false]) {
            const post = new Post();
            const settled: string[] = [];
            let asked = 0;
            post.outbox.add({
                owner: post.owner,
                key: "a",
                priority: Priority.Live,
                routes: () => GUILD,
                produce: () => {
                    asked++;
                    post.add("a", Priority.Live, ["new"]);
                    return hasMessage ? "old" : undefined;
                },
                onSettled: (settlement) => settled.push(settlement),
            });
            post.advance(5);
            assert.same(["replaced"], settled);
            assert.equal(1, asked);
            assert.same(["a: sent"], post.settled);
            assert.equal(0, post.outbox.waiting());
        }
    });

    it("closed: when the outbox is cleared, the one whose message is on its way included", () => {
        const post = new Post();
        post.answer("busy");
        post.add("a", Priority.Live, ["a1", "a2"]);
        post.advance(0.5);
        post.add("b", Priority.Bulk, ["b"]);
        post.outbox.clear();
        assert.same(["a: closed", "b: closed"], post.settled);
        post.outbox.clear();
        post.answer(undefined);
        assert.same([], post.advance(20));
        assert.equal(2, post.settled.length);
    });

    it("and may add one then, whatever the end was", () => {
        for (const end of ["sent", "noRoute", "invalid"] as const) {
            const post = new Post();
            post.answer(end);
            let rest = 3;
            const add = (): void => {
                let isSaid = false;
                post.outbox.add({
                    owner: post.owner,
                    key: "same",
                    priority: Priority.Control,
                    routes: () => GUILD,
                    produce: () => {
                        if (isSaid) return undefined;
                        isSaid = true;
                        return `rest ${rest}`;
                    },
                    onSettled: (settlement) => {
                        post.settled.push(settlement);
                        rest--;
                        if (rest > 0) add();
                    },
                });
            };
            add();
            post.add("other", Priority.Control, ["other"]);
            post.advance(10);
            assert.same([end, `other: ${end}`, end, end], post.settled);
            assert.equal(0, post.outbox.waiting());
        }
    });

    it("and may add one that replaces the one that replaced it", () => {
        const post = new Post();
        post.answer("lockdown");
        post.outbox.add({
            owner: post.owner,
            key: "a",
            priority: Priority.Live,
            routes: () => GUILD,
            produce: () => "first",
            onSettled: (settlement) => {
                post.settled.push(`first: ${settlement}`);
                post.add("a", Priority.Live, ["third"]);
            },
        });
        post.add("a", Priority.Live, ["second"]);
        assert.same(["first: replaced", "a: replaced"], post.settled);
        post.answer(undefined);
        assert.same(["third"], post.advance(10));
    });
});

describe("An answer that comes late", () => {
    let post: Post;
    let answers: readonly ((this: void, result: SendResult) => void)[];
    let handed: string[];
    before_each(() => {
        post = new Post();
        handed = [];
        post.world.channel.answer = (text) => {
            handed.push(text);
            return "pending";
        };
        answers = post.world.channel.unanswered;
    });

    it("is waited for, and only then the next message goes out", () => {
        post.add("a", Priority.Live, ["a1", "a2"]);
        post.advance(5);
        assert.same(["a1"], handed);
        answers[0]("sent");
        post.advance(5);
        assert.same(["a1", "a2"], handed);
        assert.equal(1, post.counters.messages);
        answers[1]("sent");
        post.advance(1);
        assert.same(["a: sent"], post.settled);
    });

    it("counts once", () => {
        post.add("a", Priority.Live, ["a1", "a2", "a3"]);
        post.advance(1);
        for (const result of ["sent", "sent", "invalid"] as const) answers[0](result);
        post.advance(1);
        assert.same(["a1", "a2"], handed);
        assert.equal(1, post.counters.messages);
        assert.equal(0, post.counters.invalid);
    });

    it("is given up after a minute, and the message is handed over again", () => {
        post.add("a", Priority.Live, ["a"]);
        post.advance(59);
        assert.same(["a"], handed);
        post.advance(10);
        assert.same(["a", "a"], handed);
        assert.equal(1, post.counters.unanswered);
        answers[1]("sent");
        post.advance(1);
        assert.equal(1, post.counters.messages);
        assert.same(["a: sent"], post.settled);
    });

    it("counts even after that if the message was sent, and then what is left of it is not said again", () => {
        post.add("a", Priority.Live, ["a1", "a2"]);
        post.advance(70);
        assert.same(["a1", "a1"], handed);
        answers[0]("sent");
        post.advance(1);
        assert.same(["a1", "a1", "a2"], handed);
        answers[1]("sent");
        answers[1]("busy");
        post.advance(1);
        assert.equal(1, post.counters.messages);
        assert.equal(0, post.counters.busy);
        answers[2]("sent");
        post.advance(1);
        assert.same(["a: sent"], post.settled);
    });

    it("is no reason to try at once if an earlier attempt failed", () => {
        post.add("a", Priority.Live, ["a"]);
        post.advance(70);
        answers[0]("lockdown");
        assert.is_false(post.outbox.isInLockdown());
        post.advance(20);
        assert.same(["a", "a"], handed);
    });

    it("that never comes has the message handed over less and less often, until one comes", () => {
        post.add("a", Priority.Control, ["a", "b"]);
        const counts = [60, 180, 420, 900, 1860, 2820].map((second) => {
            post.advance(second + 1 - post.world.time.now);
            return handed.length;
        });
        assert.same([2, 3, 4, 5, 6, 7], counts);
        assert.equal(6, post.counters.unanswered);
        answers[3]("sent");
        assert.equal("b", handed[7]);
        post.advance(61);
        assert.equal(9, handed.length);
    });

    it("does not keep live messages waiting, which are handed over as urgent", () => {
        const urgent: string[] = [];
        const { channel } = post.world;
        const send = channel.send.bind(channel);
        channel.send = (text, route, done, isUrgent) => {
            if (isUrgent) urgent.push(text);
            return send(text, route, done, isUrgent);
        };
        post.add("week", Priority.Repair, ["r1", "r2"]);
        post.advance(1);
        post.add("live", Priority.Live, ["l1", "l2"]);
        post.advance(1);
        assert.same(["r1", "l1"], handed);
        answers[1]("sent");
        post.advance(1);
        assert.same(["r1", "l1", "l2"], handed);
        answers[0]("sent");
        answers[2]("sent");
        post.advance(1);
        assert.same(["r1", "l1", "l2", "r2"], handed);
        assert.same(["l1", "l2"], urgent);
    });

    it("counts the throttle's tokens of all that are on their way", () => {
        const tight = new Post(1, 0.01);
        tight.answer("pending" as SendResult);
        tight.add("r", Priority.Repair, ["r"]);
        tight.advance(1);
        tight.add("live", Priority.Live, ["live"]);
        tight.advance(10);
        assert.equal(1, tight.world.channel.unanswered.length);
    });

    it("tells nothing any more of an entry that was cleared meanwhile, and what comes next goes out", () => {
        for (const result of ["sent", "noRoute", "busy", "lockdown"] as const) {
            handed = [];
            const before = answers.length;
            post.add("a", Priority.Live, ["a"]);
            post.advance(1);
            post.outbox.clear();
            post.add("b", Priority.Live, ["b"]);
            post.advance(1);
            answers[before](result);
            post.advance(10);
            assert.same(["a", "b"], handed);
            answers[before + 1]("sent");
            post.advance(10);
        }
        assert.equal("a: closed b: sent a: closed b: sent a: closed b: sent a: closed b: sent", post.settled.join(" "));
        assert.equal(0, post.outbox.waiting());
    });
});
