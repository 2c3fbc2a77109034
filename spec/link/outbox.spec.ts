import { Outbox, Priority } from "../../src/link/outbox";
import type { ChatType, Route, SendResult } from "../../src/ports";
import { World } from "../support/world";

const GUILD: readonly Route[] = [{ chatType: "GUILD" }];

/** An outbox, its world, and short ways to say things. */
class Post {
    readonly world = new World();
    readonly outbox: Outbox;

    constructor() {
        const { channel, time, random } = this.world;
        this.outbox = new Outbox(channel, time, time, random);
    }

    /** Adds an entry of messages that are known already. */
    add(key: string, priority: Priority, texts: readonly string[], routes = GUILD): void {
        let next = 0;
        const produce = (): string | undefined => {
            next++;
            return texts[next - 1];
        };
        this.outbox.add({ key, priority, routes: () => routes, produce });
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

    it("sends ten at once and then one a second", () => {
        const post = new Post();
        post.add("long", Priority.Bulk, numbered("m", 40));
        assert.equal(10, post.advance(0.5).length);
        assert.equal(15, post.advance(5).length);
        assert.equal(25, post.advance(10).length);
        assert.same(numbered("m", 40), post.advance(100));
    });

    it("saves up no more than ten", () => {
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
        assert.is_true(post.outbox.counters.busy >= 3 && post.outbox.counters.busy <= 10);
        post.answer(undefined);
        assert.same(["a1", "a2"], post.advance(10));
        assert.equal(2, post.outbox.counters.messages);
        assert.equal(4, post.outbox.counters.bytes);
    });

    it("drops what has no way or will never be taken, and counts it", () => {
        for (const result of ["noRoute", "invalid"] as const) {
            const post = new Post();
            post.answer(result);
            post.add("a", Priority.Live, ["a1", "a2"]);
            post.advance(1);
            assert.equal(2, post.outbox.counters[result]);
            assert.equal(0, post.outbox.waiting());
            post.answer(undefined);
            post.add("b", Priority.Live, ["b"]);
            assert.same(["b"], post.advance(1));
        }
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
                post.outbox.unlock();
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
            post.outbox.unlock();
            post.outbox.unlock();
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
            // r1 was handed over already when the game refused it.
            assert.same(["r1", "live", "r2"], post.advance(10));
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
            assert.equal(1, post.outbox.counters.noRoute);
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
        function fill(repair: number, bulk: number): Post {
            const post = new Post();
            post.answer("lockdown");
            for (const index of $range(1, repair)) {
                post.add(`r${index}`, Priority.Repair, [`r${index}`]);
            }
            for (const index of $range(1, bulk)) {
                post.add(`b${index}`, Priority.Bulk, [`b${index}`]);
            }
            return post;
        }

        it("lets the oldest of the lowest give way to what goes before it", () => {
            const post = fill(250, 250);
            post.add("live", Priority.Live, ["live"]);
            post.add("control", Priority.Control, ["control"]);
            post.add("repair", Priority.Repair, ["repair"]);
            assert.equal(500, post.outbox.waiting());
            assert.equal(3, post.outbox.counters.dropped);
            post.answer(undefined);
            const texts = post.advance(1000);
            assert.equal(500, texts.length);
            assert.is_true(texts.includes("repair") && texts.includes("b4") && texts.includes("b250"));
            assert.is_false(texts.includes("b3"));
        });

        it("does not take what nothing gives way to, unless it is live", () => {
            const post = fill(0, 500);
            post.add("b501", Priority.Bulk, ["b501"]);
            assert.equal(500, post.outbox.waiting());
            assert.equal(1, post.outbox.counters.dropped);
            const full = new Post();
            full.answer("lockdown");
            for (const index of $range(1, 600)) {
                full.add(`l${index}`, Priority.Live, [`l${index}`]);
            }
            full.add("control", Priority.Control, ["control"]);
            assert.equal(600, full.outbox.waiting());
            assert.equal(1, full.outbox.counters.dropped);
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
