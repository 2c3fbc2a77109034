import { encodeCobs } from "../../src/codec/cobs";
import { packU16 } from "../../src/codec/integers";
import { EVENT_FRAGMENT, TYPED_FRAGMENT } from "../../src/link/fragments";
import { decodeFrame, encodeFrame } from "../../src/link/frame";
import { HELD_MESSAGE_LIMIT } from "../../src/link/held";
import { tagOf } from "../../src/link/tag";
import type { MessageHandler, MessageKind } from "../../src/link/message-kind";
import { MessageSource } from "../../src/link/message-source";
import { Priority } from "../../src/link/outbox-queues";
import { PEER_BURST_MESSAGES } from "../../src/link/peers";
import { type ManualTime, MESSAGE_BYTES, PAYLOAD_BYTES } from "../support/world";
import { EVENT_KIND, HELD_KIND, HELD_NOTICE_KIND, Listener, NOTICE_KIND, ONLY_KIND } from "./kinds";
import { LinkStage, TAG } from "./stage";

const LONG_TEXT = string.rep("long", 200);

describe("A link hears", () => {
    let stage: LinkStage;
    let sync: Listener;
    let rooms: Listener;
    before_each(() => {
        stage = new LinkStage();
        sync = new Listener([EVENT_KIND, HELD_KIND, ONLY_KIND]);
        rooms = new Listener([NOTICE_KIND, HELD_NOTICE_KIND]);
        stage.register(sync, rooms);
    });

    /** Lets a peer say something of any length. */
    function say(kind: MessageKind, payload: string, sender = "A-Realm"): void {
        for (const text of stage.textsOf(MessageSource.once(kind, payload))) stage.link.receive(text, sender);
    }

    it("for each protocol its own types, and those of no other", () => {
        stage.hear(EVENT_KIND.type, "a");
        stage.hear(NOTICE_KIND.type, "b", "B-Realm");
        stage.hear(EVENT_KIND.type, "c", "B-Realm");
        assert.same(["event from A-Realm: a", "event from B-Realm: c"], sync.heard);
        assert.same(["notice from B-Realm: b"], rooms.heard);
        assert.same({}, stage.link.ignored);
    });

    it("nothing of an unknown type", () => {
        for (const type of [0, 1, 39, 99, 255]) stage.hear(type, "a");
        assert.same({ unknownType: 5 }, stage.link.ignored);
        assert.equal(1, stage.link.peers.all().length);
    });

    it("nothing of another version, but notes who speaks it", () => {
        stage.link.receive(encodeCobs("\x02" + string.char(EVENT_KIND.type) + packU16(TAG) + "a"), "A-Realm");
        assert.same({ version: 1 }, stage.link.ignored);
        assert.equal(2, stage.link.peers.get("A-Realm")!.version);
        stage.hear(EVENT_KIND.type, "a");
        assert.equal(1, stage.link.peers.get("A-Realm")!.version);
        assert.equal(1, sync.heard.length);
    });

    it("nothing of a foreign tag: not even who speaks", () => {
        stage.hear(EVENT_KIND.type, "a", "A-Realm", TAG + 1);
        assert.same([], sync.heard);
        assert.same({}, stage.link.ignored);
        assert.same([], stage.link.peers.all());
        assert.same([], stage.link.trace.list());
    });

    it("nothing of itself", () => {
        stage.hear(EVENT_KIND.type, "a", stage.world.identity.name);
        stage.link.receive("noise", stage.world.identity.name);
        assert.same([], sync.heard);
        assert.same({}, stage.link.ignored);
        assert.same([], stage.link.peers.all());
    });

    it("what comes back of itself where a protocol wants it, and no more", () => {
        const back: string[] = [];
        const heard: string[] = [];
        const handler: MessageHandler<string> = {
            kind: EVENT_KIND as MessageKind<string>,
            receive: (message) => heard.push(message),
            cameBack: (message) => back.push(message),
        };
        stage.register({ handlers: [handler as MessageHandler] });
        const self = stage.world.identity.name;
        stage.hear(EVENT_KIND.type, "a", self);
        stage.hear(EVENT_KIND.type, "0", self);
        stage.hear(EVENT_KIND.type, "b", self, TAG + 1);
        stage.hear(NOTICE_KIND.type, "c", self);
        stage.hear(99, "d", self);
        assert.same(["a"], back);
        assert.same([], heard);
        assert.same({}, stage.link.ignored);
    });

    it("no noise", () => {
        const long = encodeCobs(string.rep("\x01", MESSAGE_BYTES));
        for (const text of ["", "\0", "hello, is anybody there?", encodeCobs("\x01\x04"), long]) {
            stage.link.receive(text, "A-Realm");
        }
        assert.same({ malformedFrame: 5 }, stage.link.ignored);
        assert.same([], stage.link.peers.all());
    });

    it("neither, and counts the one beside the other", () => {
        stage.link.receive("hello, is anybody there?", "A-Realm");
        stage.hear(EVENT_KIND.type, "1");
        assert.same({ malformedFrame: 1, malformedMessage: 1 }, stage.link.ignored);
    });

    it("no payload that is not of its type's form, whole or in fragments", () => {
        stage.hear(EVENT_KIND.type, "1");
        stage.hear(EVENT_FRAGMENT.type, "");
        stage.hear(TYPED_FRAGMENT.type, "x");
        say(NOTICE_KIND, string.rep("1", 600));
        assert.same({ malformedMessage: 4 }, stage.link.ignored);
        assert.same([], rooms.heard);
    });

    it("no more of one peer than it takes in, and all of others meanwhile", () => {
        for (const _ of $range(1, PEER_BURST_MESSAGES + 5)) stage.hear(EVENT_KIND.type, "a");
        assert.equal(PEER_BURST_MESSAGES, sync.heard.length);
        assert.same({ flood: 5 }, stage.link.ignored);
        stage.hear(EVENT_KIND.type, "b", "B-Realm");
        assert.equal(PEER_BURST_MESSAGES + 1, sync.heard.length);
        stage.world.time.advance(1);
        stage.hear(EVENT_KIND.type, "a");
        assert.equal(PEER_BURST_MESSAGES + 2, sync.heard.length);
    });

    it("whatever it hears or passes over by what it understands, in the trace, but no flood", () => {
        stage.hear(NOTICE_KIND.type, "hello");
        stage.hear(99, "hello");
        stage.hear(NOTICE_KIND.type, "1");
        for (const _ of $range(1, PEER_BURST_MESSAGES)) stage.hear(98, "");
        const texts = stage.link.trace.list().map(({ text }) => text);
        assert.same(["notice: 5 letters", "type 99, not understood", "type 40, not understood"], texts.slice(0, 3));
        assert.equal(PEER_BURST_MESSAGES, texts.length);
    });

    describe("of who may not speak", () => {
        it("nothing of what is for those who may, and all else", () => {
            stage.speakers.set("A-Realm", false);
            stage.hear(EVENT_KIND.type, "a");
            stage.hear(HELD_KIND.type, "b");
            stage.hear(ONLY_KIND.type, "c");
            say(HELD_NOTICE_KIND, LONG_TEXT);
            say(NOTICE_KIND, "d");
            assert.same(["event from A-Realm: a"], sync.heard);
            assert.same(["notice from A-Realm: d"], rooms.heard);
            assert.same({ unauthorized: 3 }, stage.link.ignored);
            assert.is_false(stage.port.mayPeerSpeak("A-Realm"));
        });

        it("nothing before that is known; what may wait is heard then, the oldest first", () => {
            stage.isKnown = false;
            stage.hear(HELD_KIND.type, "a");
            stage.hear(ONLY_KIND.type, "b");
            stage.hear(HELD_KIND.type, "c", "B-Realm");
            say(HELD_NOTICE_KIND, LONG_TEXT);
            assert.same([], sync.heard);
            assert.same({ unauthorized: 1 }, stage.link.ignored);
            assert.is_nil(stage.port.mayPeerSpeak("A-Realm"));
            // A look in vain loses nothing.
            stage.link.retry();
            assert.same([], sync.heard);
            stage.isKnown = true;
            stage.speakers.set("B-Realm", false);
            stage.link.retry();
            assert.same(["held from A-Realm: a"], sync.heard);
            assert.same([`heldNotice from A-Realm: ${LONG_TEXT}`], rooms.heard);
            assert.same({ unauthorized: 2 }, stage.link.ignored);
            stage.link.retry();
            assert.equal(1, sync.heard.length);
        });

        it("nothing of what waited for long behind others: so many wait at most", () => {
            stage.isKnown = false;
            for (const index of $range(1, HELD_MESSAGE_LIMIT + 2)) {
                stage.hear(HELD_KIND.type, string.rep("x", index), `Player${index}-Realm`);
            }
            assert.same({ heldTooMany: 2 }, stage.link.ignored);
            stage.isKnown = true;
            stage.link.retry();
            assert.equal(HELD_MESSAGE_LIMIT, sync.heard.length);
            assert.equal("held from Player3-Realm: xxx", sync.heard[0]);
        });

        it("nothing that waited and is not of its type's form", () => {
            stage.isKnown = false;
            stage.hear(HELD_KIND.type, "1");
            assert.same({}, stage.link.ignored);
            stage.isKnown = true;
            stage.link.retry();
            assert.same({ malformedMessage: 1 }, stage.link.ignored);
        });
    });

    describe("in fragments", () => {
        it("what names its type, by the protocol of that type", () => {
            say(NOTICE_KIND, LONG_TEXT);
            assert.same([`notice from A-Realm: ${LONG_TEXT}`], rooms.heard);
            assert.same([], sync.heard);
        });

        it("what does not, by the protocol whose events are older than such names", () => {
            say(EVENT_KIND, LONG_TEXT);
            assert.same([`event from A-Realm: ${LONG_TEXT}`], sync.heard);
            assert.same([], rooms.heard);
        });

        it("what does not, by nobody where no protocol has such events", () => {
            stage = new LinkStage();
            stage.register(rooms);
            say(EVENT_KIND, LONG_TEXT);
            assert.same({ unknownType: 1 }, stage.link.ignored);
            assert.same([], rooms.heard);
        });

        it("no type that nobody has, none that always fits into one message, and none that carries fragments itself", () => {
            for (const type of [99, HELD_KIND.type, EVENT_FRAGMENT.type, TYPED_FRAGMENT.type]) {
                const inner = packU16(7) + string.char(0, 1) + "a";
                stage.hear(TYPED_FRAGMENT.type, string.char(type) + packU16(type) + string.char(0, 1) + inner);
            }
            assert.same({ unknownType: 4 }, stage.link.ignored);
            assert.same([], sync.heard);
        });

        it("events also under a name", () => {
            const head = string.char(EVENT_KIND.type) + packU16(1);
            stage.hear(TYPED_FRAGMENT.type, head + string.char(1, 2) + "b");
            stage.hear(TYPED_FRAGMENT.type, head + string.char(0, 2) + "a");
            assert.same(["event from A-Realm: ab"], sync.heard);
        });

        it("nothing of two peers mixed", () => {
            const [first, second, third, last] = stage.textsOf(MessageSource.once(NOTICE_KIND, LONG_TEXT));
            for (const text of [first, third]) stage.link.receive(text, "A-Realm");
            for (const text of [second, last]) stage.link.receive(text, "B-Realm");
            assert.same([], rooms.heard);
            for (const text of [second, last]) stage.link.receive(text, "A-Realm");
            assert.equal(1, rooms.heard.length);
        });
    });

    it("what is counted for a protocol that passes a message over itself", () => {
        stage.port.ignore("stale");
        stage.port.ignore("stale");
        assert.same({ stale: 2 }, stage.link.ignored);
    });
});

describe("A link sends", () => {
    let stage: LinkStage;
    before_each(() => {
        stage = new LinkStage();
    });

    it("to everybody and to one, in frames of its tag, and traces it", () => {
        stage.port.broadcast(Priority.Live, "a", MessageSource.once(NOTICE_KIND, "all"));
        stage.port.whisper(Priority.Bulk, "Jaina-Realm", "a", MessageSource.once(NOTICE_KIND, "one"));
        stage.world.time.advance(1);
        const { sent } = stage.world.channel;
        assert.same(
            [
                [encodeFrame(NOTICE_KIND.type, TAG, "all"), "GUILD"],
                [encodeFrame(NOTICE_KIND.type, TAG, "one"), "WHISPER", "Jaina-Realm"],
            ],
            sent.map(({ text, chatType, target }) =>
                target === undefined ? [text, chatType] : [text, chatType, target],
            ),
        );
        assert.equal(2, stage.link.counters.messages);
        assert.same(
            ["out", "out"],
            stage.link.trace.list().map(({ direction }) => direction),
        );
    });

    it("whispers by priority", () => {
        for (const [priority, payload] of [
            [Priority.Bulk, "bulk"],
            [Priority.Live, "live"],
            [Priority.Repair, "repair"],
        ] as const) {
            stage.port.whisper(priority, "Jaina-Realm", payload, MessageSource.once(NOTICE_KIND, payload));
        }
        stage.world.time.advance(1);
        const payloads = stage.world.channel.texts().map((text) => decodeFrame(text, MESSAGE_BYTES)[2]);
        assert.same(["live", "repair", "bulk"], payloads);
    });

    it("whispers to two under one key of their own each", () => {
        for (const target of ["Jaina-Realm", "Arthas-Realm"]) {
            stage.port.whisper(Priority.Bulk, target, target, MessageSource.once(NOTICE_KIND, "a"));
        }
        stage.world.time.advance(1);
        assert.equal(2, stage.world.channel.sent.length);
    });

    it("large payloads in fragments, and all of it is told of at the end", () => {
        const settled: string[] = [];
        stage.port.broadcast(Priority.Bulk, "a", MessageSource.once(NOTICE_KIND, LONG_TEXT), (end) => {
            settled.push(end);
        });
        stage.world.time.advance(5);
        assert.equal(math.ceil(800 / (PAYLOAD_BYTES - 5)), stage.world.channel.sent.length);
        assert.same(["sent"], settled);
        const other = new LinkStage();
        const listener = new Listener([NOTICE_KIND]);
        other.register(listener);
        for (const text of stage.world.channel.texts()) other.link.receive(text, "A-Realm");
        assert.same([`notice from A-Realm: ${LONG_TEXT}`], listener.heard);
    });

    it("nothing that no receiver would put together, and counts and tells it", () => {
        const settled: string[] = [];
        const texts = [string.rep("x", 24 * PAYLOAD_BYTES), "short"];
        const source = new MessageSource(() => {
            const text = table.remove(texts, 1);
            if (text === undefined) return $multi(undefined, undefined);
            return $multi(NOTICE_KIND, text);
        });
        stage.port.broadcast(Priority.Bulk, "a", source, (end) => {
            settled.push(end);
        });
        stage.world.time.advance(5);
        assert.equal(1, stage.world.channel.sent.length);
        assert.equal(1, stage.link.counters.invalid);
        assert.equal(1, stage.link.counters.messages);
        assert.same(["invalid"], settled);
    });

    it("within what the channel carries", () => {
        stage.world.channel.messageBytes = 60;
        stage = new LinkStage(stage.world);
        stage.port.broadcast(Priority.Bulk, "a", MessageSource.once(NOTICE_KIND, LONG_TEXT));
        stage.world.time.advance(60);
        assert.is_true(stage.world.channel.sent.length > 800 / 60);
        for (const text of stage.world.channel.texts()) assert.is_true(text.length <= 60);
    });

    it("for its protocols in turn: keys of one do not replace those of another", () => {
        const other = stage.link.port();
        for (const index of $range(1, 50)) {
            stage.port.broadcast(Priority.Control, `${index}`, MessageSource.once(EVENT_KIND, "many"));
        }
        other.broadcast(Priority.Control, "1", MessageSource.once(NOTICE_KIND, "one"));
        stage.world.time.advance(0.25);
        const types = stage.world.channel.texts().map((text) => decodeFrame(text, MESSAGE_BYTES)[0]);
        assert.same([EVENT_KIND.type, NOTICE_KIND.type, EVENT_KIND.type], types.slice(0, 3));
        stage.world.time.advance(100);
        assert.equal(51, stage.world.channel.sent.length);
    });

    it("nothing after it was closed, not even what waited or is on its way, and tells of each", () => {
        const settled: string[] = [];
        const note = (end: string): void => {
            settled.push(end);
        };
        stage.world.channel.answer = () => "lockdown";
        stage.port.broadcast(Priority.Bulk, "a", MessageSource.once(NOTICE_KIND, LONG_TEXT), note);
        stage.port.whisper(Priority.Bulk, "Jaina-Realm", "a", MessageSource.once(NOTICE_KIND, "a"), note);
        stage.world.time.advance(1);
        assert.equal(2, stage.link.waiting());
        assert.is_true(stage.link.isInLockdown());
        stage.link.close();
        assert.same(["closed", "closed"], settled);
        stage.world.channel.answer = () => undefined;
        stage.port.broadcast(Priority.Live, "b", MessageSource.once(NOTICE_KIND, "b"), note);
        stage.port.whisper(Priority.Live, "Jaina-Realm", "b", MessageSource.once(NOTICE_KIND, "b"), note);
        stage.link.port().broadcast(Priority.Live, "c", MessageSource.once(NOTICE_KIND, "c"));
        stage.link.onRestrictionEnd();
        stage.world.time.advance(100);
        assert.same([], stage.world.channel.sent);
        assert.equal(0, stage.link.waiting());
    });

    it("nothing that an entry adds when it hears that it was closed", () => {
        stage.world.channel.answer = () => "lockdown";
        stage.port.broadcast(Priority.Live, "a", MessageSource.once(NOTICE_KIND, "a"), () => {
            stage.port.broadcast(Priority.Live, "b", MessageSource.once(NOTICE_KIND, "b"));
        });
        stage.link.close();
        assert.equal(0, stage.link.waiting());
    });

    it("whispers freely only where the channel says so", () => {
        assert.is_false(stage.port.mayWhisper());
        stage.world.channel.isFree = true;
        assert.is_true(stage.port.mayWhisper());
    });
});

describe("Two links over one channel", () => {
    it("hear each what has their tag", () => {
        const one = new LinkStage();
        const outlets = one.world.outlets();
        const stages = [new LinkStage(one.world, 1, outlets), new LinkStage(one.world, 2, outlets)];
        const listeners = stages.map(({ link }) => {
            const listener = new Listener([NOTICE_KIND]);
            link.register(listener);
            return listener;
        });
        stages[0].port.broadcast(Priority.Live, "same", MessageSource.once(NOTICE_KIND, "first"));
        stages[1].port.broadcast(Priority.Live, "same", MessageSource.once(NOTICE_KIND, LONG_TEXT));
        one.world.time.advance(5);
        for (const text of one.world.channel.texts()) {
            for (const { link } of stages) link.receive(text, "A-Realm");
        }
        assert.same(["notice from A-Realm: first"], listeners[0].heard);
        assert.same([`notice from A-Realm: ${LONG_TEXT}`], listeners[1].heard);
        assert.equal(1, stages[0].link.counters.messages);
        assert.equal(4, stages[1].link.counters.messages);
    });
});

describe("A tag", () => {
    it("is of the name and the scope, of 16 bits", () => {
        assert.equal(tagOf("A", "guild:X"), tagOf("A", "guild:X"));
        const tags = new LuaSet<number>();
        for (const name of ["A", "B", "AB"]) {
            for (const scope of ["guild:X", "guild:Y", "Bguild:X"]) {
                const tag = tagOf(name, scope);
                assert.is_true(tag >= 0 && tag < 65536 && math.floor(tag) === tag);
                assert.is_false(tags.has(tag), `${name} ${scope}`);
                tags.add(tag);
            }
        }
    });

    it("passes over what a stranger whispers, and counts it", () => {
        const stage = new LinkStage();
        stage.link.receive(encodeFrame(40, TAG, "x"), "Stranger-Realm", "stranger");
        assert.same({ stranger: 1 }, stage.link.ignored);
        assert.same([], stage.link.peers.all());
    });

    for (const [when, advance] of [
        ["before its timers", (time) => time.sleep(60)],
        [
            "after its timers",
            (time) => {
                time.sleep(60);
                time.advance(0);
            },
        ],
    ] as [string, (this: void, time: ManualTime) => void][]) {
        it(`takes all that comes at once behind a loading screen, ${when}, and drops a flood as ever afterwards`, () => {
            const stage = new LinkStage();
            const hear = (count: number): void => {
                for (const _ of $range(1, count)) stage.link.receive(encodeFrame(200, TAG, "x"), "Peer-Realm");
            };
            hear(1);
            advance(stage.world.time);
            hear(200);
            assert.is_nil(stage.link.ignored.flood);
            stage.world.time.advance(10);
            hear(200);
            assert.is_true(stage.link.ignored.flood > 100);
        });
    }
});
