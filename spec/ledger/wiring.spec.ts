import { Schema } from "../../src/event/schema";
import { checkOptions } from "../../src/ledger/options";
import { createLink, createSync, type SessionContext } from "../../src/ledger/wiring";
import { Lifetime } from "../../src/lifetime";
import { decodeFrame, encodeFrame } from "../../src/link/frame";
import type { Link } from "../../src/link/link";
import { tagOf } from "../../src/link/tag";
import type { MessageKind } from "../../src/link/message-kind";
import { MessageSource } from "../../src/link/message-source";
import { Priority } from "../../src/link/outbox-queues";
import { Admission } from "../../src/log/admission";
import { Log } from "../../src/log/log";
import { ADVERTISE, encodeAdvertisement, encodeHello, HELLO } from "../../src/sync/messages";
import { NO_SEALS } from "../support/no-seals";
import type { Sync } from "../../src/sync/sync";
import { RecordingListener } from "../support/log-listener";
import { createGuild, ledgerOptions, startAll, startLedger } from "../support/ledgers";
import { MESSAGE_BYTES, START, World } from "../support/world";

/** The parts of a session that are wired, around a log of no events. */
class Wiring {
    readonly world = new World();
    readonly lifetime = new Lifetime(this.world.time, this.world.background);
    readonly heard: string[] = [];
    readonly received: string[] = [];
    readonly link: Link;
    readonly sync: Sync;
    isSending = true;
    spokesmen: readonly string[] = [];
    /** What authorize() says of peers. */
    answer: boolean | undefined = true;
    private readonly tag: number;

    constructor(name = "Spec", scope = "guild:Guild-Realm") {
        const { world } = this;
        const options = checkOptions(
            ledgerOptions({ name, authorize: () => this.answer, channels: ["GUILD", "RAID"] }),
        );
        const schema = new Schema();
        const context: SessionContext = {
            options,
            schema,
            reducers: new LuaMap(),
            undos: new LuaMap(),
            ports: world.ports(),
            outlets: world.outlets(),
            isSending: () => this.isSending,
            warn: undefined,
            listener: {
                emit: (event) => {
                    this.heard.push(event);
                },
                has: () => false,
            },
        };
        const log = new Log(world.background, {}, new RecordingListener());
        const admission = new Admission(log, schema, world.time, world.guard, options.authorize, {
            refused: () => {},
            serverTold: () => {},
            isCreator: () => false,
            state: () => undefined,
        });
        this.link = createLink(context, scope, admission, this.lifetime, () => this.spokesmen);
        this.sync = createSync(context, log, this.link, admission, this.lifetime, NO_SEALS, {
            received: (time) => this.received.push(`${time}`),
            mayLeave: () => true,
            isCreator: () => false,
        });
        this.tag = tagOf(name, scope);
    }

    hear(kind: MessageKind, payload: string, sender = "A-Realm"): void {
        this.link.receive(encodeFrame(kind.type, this.tag, payload), sender);
    }

    /** Lets a peer say that it serves since then. */
    hearAdvertisement(sender: string, claim: number): void {
        const empty = { base: 0, root: 0, rows: [] };
        this.hear(ADVERTISE, encodeAdvertisement({ claim, ...empty }), sender);
    }

    /** Types of the messages that went out. */
    typesSent(): number[] {
        return this.world.channel.texts().map((text) => decodeFrame(text, MESSAGE_BYTES)[0]!);
    }
}

describe("createLink", () => {
    it("gives messages the tag of the ledger's name and scope, and hears no others", () => {
        const texts: string[] = [];
        for (const [name, scope] of [
            ["Spec", "guild:Guild-Realm"],
            ["Spec", "guild:Other-Realm"],
            ["Other", "guild:Guild-Realm"],
        ]) {
            const { link, world } = new Wiring(name, scope);
            link.port().broadcast(Priority.Live, "a", MessageSource.once(HELLO, encodeHello(5)));
            world.time.advance(0.5);
            const [text] = world.channel.texts();
            assert.equal(tagOf(name, scope), decodeFrame(text, MESSAGE_BYTES)[1]);
            texts.push(text);
        }
        const { link } = new Wiring();
        for (const text of texts) {
            link.receive(text, "A-Realm");
            assert.equal(1, link.trace.list().length);
        }
    });

    it("passes its own messages over", () => {
        const wiring = new Wiring();
        wiring.hear(HELLO, encodeHello(5), wiring.world.identity.name);
        assert.same([], wiring.link.peers.all());
    });

    it("asks the channel for the ways anew for each message, with who speaks for it then", () => {
        const wiring = new Wiring();
        const { channel, time } = wiring.world;
        const port = wiring.link.port();
        const say = (): void => {
            port.broadcast(Priority.Live, "a", MessageSource.once(HELLO, encodeHello(5)));
            time.advance(0.5);
        };
        say();
        assert.same([], channel.spokesmen);
        wiring.spokesmen = ["Jaina-Realm"];
        assert.same([], channel.spokesmen);
        say();
        assert.same(["Jaina-Realm"], channel.spokesmen);
        assert.same(
            ["GUILD", "RAID", "GUILD", "RAID"],
            channel.sent.map(({ chatType }) => chatType),
        );
    });

    it("asks authorize() whether a peer may speak, and hears it out when that is known", () => {
        const wiring = new Wiring();
        wiring.answer = undefined;
        wiring.hearAdvertisement("A-Realm", START);
        assert.equal("unknown", wiring.sync.state());
        wiring.answer = false;
        wiring.link.retry();
        assert.same({ unauthorized: 1 }, wiring.link.ignored);
        wiring.answer = true;
        wiring.hearAdvertisement("A-Realm", START);
        assert.equal("synced", wiring.sync.state());
    });
});

describe("createSync", () => {
    it("lets the sync hear what is for it, and tells the ledger of changes", () => {
        const wiring = new Wiring();
        wiring.hearAdvertisement("A-Realm", START);
        assert.equal("synced", wiring.sync.state());
        assert.is_true(wiring.heard.includes("syncChanged"));
        assert.same({}, wiring.link.ignored);
    });

    it("advertises while this client may serve", () => {
        const wiring = new Wiring();
        wiring.world.time.advance(60);
        assert.is_true(wiring.typesSent().includes(ADVERTISE.type));
    });

    it("says no more than Hello when sending is disabled, or authorize() does not let it serve", () => {
        const disable: readonly ((this: void, wiring: Wiring) => void)[] = [
            (wiring) => {
                wiring.isSending = false;
            },
            (wiring) => {
                wiring.answer = false;
            },
            (wiring) => {
                wiring.answer = undefined;
            },
        ];
        for (const change of disable) {
            const wiring = new Wiring();
            change(wiring);
            wiring.world.time.advance(300);
            assert.is_true(wiring.typesSent().length > 0);
            for (const type of wiring.typesSent()) assert.equal(HELLO.type, type);
        }
    });

    it("ends with the lifetime: no timer is left, and nothing is said any more", () => {
        for (const seconds of [0, 1, 60]) {
            const wiring = new Wiring();
            const { time, channel } = wiring.world;
            wiring.hearAdvertisement("A-Realm", START);
            time.advance(seconds);
            assert.is_true(time.waiting() > 0);
            wiring.lifetime.end();
            wiring.link.close();
            // A look of the outbox at what waits may still be due.
            time.advance(1);
            assert.equal(0, time.waiting(), `after ${seconds} seconds`);
            const before = channel.sent.length;
            wiring.hearAdvertisement("B-Realm", START);
            wiring.hear(HELLO, encodeHello(5), "B-Realm");
            time.advance(600);
            assert.equal(before, channel.sent.length);
        }
    });
});

describe("A session", () => {
    it("has the peers that serve for its spokesmen", () => {
        const clients = createGuild(3, 4);
        const [alice, bob, carol] = clients;
        startAll([alice]);
        alice.world.time.advance(30);
        startAll([bob]);
        alice.world.time.advance(30);
        startAll([carol]);
        carol.ledger.submit("note", { text: "early" });
        alice.world.time.advance(0.5);
        assert.same([], carol.world.channel.spokesmen);
        // Each time one of the two advertises what both hold.
        alice.world.time.advance(900);
        carol.ledger.submit("note", { text: "late" });
        alice.world.time.advance(0.5);
        const spokesmen = [...carol.world.channel.spokesmen];
        table.sort(spokesmen);
        assert.same(["PlayerA-Realm", "PlayerB-Realm"], spokesmen);
    });

    it("leaves no timer behind when it is closed, whatever was going on", () => {
        for (const seconds of [0, 0.5, 3, 20, 60, 200]) {
            const clients = createGuild(2, 8);
            const [alice, bob] = clients;
            const { time } = alice.world;
            startAll([alice]);
            for (const index of $range(1, 50)) alice.ledger.submit("note", { text: `x${index}` });
            time.advance(60);
            alice.ledger.stop();
            time.advance(120);
            assert.equal(0, time.waiting());
            alice.ledger.start();
            bob.ledger.start();
            time.advance(seconds);
            bob.ledger.stop();
            alice.ledger.stop();
            // What the outboxes and the network still had to look at.
            time.advance(120);
            assert.equal(0, time.waiting(), `after ${seconds} seconds`);
        }
    });

    it("stays silent once it is closed, though messages come in", () => {
        const world = new World();
        const ledger = startLedger(world);
        world.time.advance(60);
        ledger.stop();
        const before = world.channel.sent.length;
        const tag = tagOf("Spec", "guild:Guild-Realm");
        ledger.receive(encodeFrame(HELLO.type, tag, encodeHello(5)), "A-Realm");
        world.time.advance(600);
        assert.equal(before, world.channel.sent.length);
    });
});
