import { splitFragments } from "../../src/link/fragments";
import { weekOf } from "../../src/event/key";
import { HELD_MESSAGES, PEER_BURST } from "../../src/sync/constants";
import { encodeAdvertisement, encodeHello, encodeRowsRequest, MessageType } from "../../src/sync/messages";
import { decodeRequest } from "../../src/sync/requests";
import { rowOf } from "../../src/sync/rows";
import { Sync } from "../../src/sync/sync";
import { SeededRandom } from "../random";
import { readBlock, type TestEvent, writeBlock } from "../support/events";
import { rounds } from "../support/rounds";
import { START } from "../support/world";
import { examples } from "./examples";
import { mutate } from "./mutation";
import { noteEvent, noteEvents, Stage } from "./stage";

const WEEK = weekOf(START);
const PEER = "Peer-Realm";
const MESSAGES = rounds(10000);

class Fixture extends Stage {
    readonly received: string[] = [];
    mayPeerSpeak: boolean | undefined = true;
    changes = 0;
    readonly sync = new Sync(this.context, {
        received: (time, id, _server, body, sender) => {
            this.received.push(string.format("%.0f %s", time - START, sender));
            this.log.insert(time, id, body);
        },
        mayPeerSpeak: () => this.mayPeerSpeak,
        syncChanged: () => {
            this.changes++;
        },
    });

    hear(type: number, payload: string, sender = PEER): void {
        this.sync.receive(type, payload, sender);
        // Events are taken in within slices.
        if (type === MessageType.Events || type === MessageType.Fragment) this.advance(FRAME);
    }

    advertise(count: number): void {
        const rows = [{ week: WEEK, count, hash: 1, fingerprint: 2 }];
        this.hear(MessageType.Advertise, encodeAdvertisement({ claim: 1, base: WEEK - 3, root: 0, rows }));
    }
}

const FRAME = 1 / 60;

function blockOf(events: readonly TestEvent[]): string {
    const sorted = [...events];
    table.sort(sorted, (a, b) => a.time < b.time);
    return writeBlock(sorted);
}

describe("The sync", () => {
    it("hands on the events of a block, and of one in fragments", () => {
        const fixture = new Fixture();
        fixture.hear(MessageType.Events, blockOf([noteEvent(1), noteEvent(2)]));
        assert.same([`1 ${PEER}`, `2 ${PEER}`], fixture.received);
        const long = string.rep("x", 600);
        const event = { ...noteEvent(3), body: noteEvent(3).body };
        const block = blockOf([{ ...event, body: `\x01\x79\x02\x58${long}` }]);
        for (const fragment of splitFragments(7, block)) fixture.hear(MessageType.Fragment, fragment);
        assert.equal(3, fixture.received.length);
        assert.same({}, fixture.sync.ignored);
    });

    it("is unknown until somebody advertises, then behind, and synced when the week is equal", () => {
        const fixture = new Fixture();
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
        fixture.hear(MessageType.Advertise, encodeAdvertisement({ claim: 1, base: WEEK - 3, root: 0, rows }));
        fixture.advance(1);
        assert.equal("synced", fixture.sync.state());
    });

    it("counts what it does not understand, by reason", () => {
        const fixture = new Fixture();
        fixture.hear(MessageType.Events, "no block");
        fixture.hear(MessageType.Advertise, "short");
        fixture.hear(MessageType.Request, "");
        fixture.hear(MessageType.Hello, "12345");
        fixture.hear(MessageType.More, "1");
        fixture.hear(99, "the future");
        fixture.hear(0, "");
        assert.same({ malformed: 5, unknownType: 2 }, fixture.sync.ignored);
    });

    it("passes over itself", () => {
        const fixture = new Fixture();
        fixture.hear(MessageType.Events, blockOf([noteEvent(1)]), fixture.world.identity.name);
        assert.equal(0, fixture.received.length);
        assert.equal(0, fixture.sync.peers.all().length);
    });

    it("drops what a peer says beyond its allowance", () => {
        const fixture = new Fixture();
        for (const _ of $range(1, PEER_BURST + 5)) fixture.hear(MessageType.Hello, encodeHello(1));
        assert.same({ flood: 5 }, fixture.sync.ignored);
        fixture.hear(MessageType.Hello, encodeHello(1), "Other-Realm");
        assert.same({ flood: 5 }, fixture.sync.ignored);
    });

    it("ignores claims of who may not speak, and takes their events to those who decide about events", () => {
        const fixture = new Fixture();
        fixture.mayPeerSpeak = false;
        fixture.advertise(10);
        assert.equal("unknown", fixture.sync.state());
        assert.same({ unauthorized: 1 }, fixture.sync.ignored);
        fixture.hear(MessageType.Events, blockOf([noteEvent(1)]));
        assert.equal(1, fixture.received.length);
    });

    it("holds claims while it is not known whether their sender may speak, within a bound", () => {
        const fixture = new Fixture();
        fixture.mayPeerSpeak = undefined;
        for (const _ of $range(1, HELD_MESSAGES + 10)) {
            fixture.advertise(10);
            fixture.advance(1);
        }
        assert.equal("unknown", fixture.sync.state());
        assert.same({ heldTooMany: 10 }, fixture.sync.ignored);
        fixture.sync.retry();
        assert.equal("unknown", fixture.sync.state());
        fixture.mayPeerSpeak = true;
        fixture.sync.retry();
        assert.equal("behind", fixture.sync.state());
    });

    it("names peers of another version", () => {
        const fixture = new Fixture();
        fixture.sync.otherVersion("New-Realm", 2);
        assert.same(
            ["New-Realm 2"],
            fixture.sync.peers.all().map(({ name, version }) => `${name} ${version}`),
        );
    });

    it("asks, answers, and gives rows, each in its role", () => {
        const fixture = new Fixture(noteEvents(20));
        fixture.advertise(25);
        fixture.advance(4);
        const request = decodeRequest(fixture.payloads(MessageType.Request)[0])!;
        assert.same(
            [WEEK],
            request.entries.map(({ week }) => week),
        );
        fixture.hear(MessageType.RowsRequest, encodeRowsRequest(WEEK + 1));
        fixture.advance(4);
        assert.equal(1, fixture.payloads(MessageType.Rows).length);
        const nothing = "\x00\x00\x01" + string.char(math.floor(WEEK / 256), WEEK % 256, 0, 0);
        fixture.hear(MessageType.Request, nothing);
        fixture.advance(30);
        assert.equal(20, Stage.timesOf(fixture.payloads(MessageType.Events)).length);
    });

    it("broadcasts a live event first, and those that come while it waits along with it", () => {
        const fixture = new Fixture();
        fixture.isOpen = false;
        for (const seconds of [1, 2, 3]) {
            const { time, id, body } = noteEvent(seconds);
            fixture.sync.broadcastLive(time, id, body);
        }
        fixture.deliver();
        const blocks = fixture.payloads(MessageType.Events);
        assert.equal(1, blocks.length);
        assert.equal(3, readBlock(blocks[0])[0].length);
    });

    it(`takes ${MESSAGES} mutated and replayed messages without an error, in any order (seed 31)`, () => {
        const random = new SeededRandom(31);
        const fixture = new Fixture(noteEvents(50));
        const originals = examples();
        for (const _ of $range(1, MESSAGES)) {
            const { type, payload } = originals[random.integer(0, originals.length - 1)];
            const bytes = random.integer(0, 3) === 0 ? payload : mutate(random, payload);
            const chance = random.integer(0, 3);
            fixture.mayPeerSpeak = chance === 0 ? undefined : chance > 1;
            fixture.hear(type, bytes, `Peer${random.integer(1, 100)}-Realm`);
            if (random.integer(1, 20) === 1) fixture.advance(random.integer(0, 3));
        }
        fixture.advance(600);
        assert.same([], fixture.world.guard.reports);
        assert.is_true(fixture.sync.ignored.malformed > MESSAGES / 10);
        // Nobody answers a request with more than the log, once: there is nothing else to send.
        assert.is_true(fixture.said.length < MESSAGES);
    });

    it("says nothing once it is stopped", () => {
        const fixture = new Fixture(noteEvents(5));
        fixture.sync.stop();
        fixture.advertise(10);
        fixture.advance(100);
        assert.equal(0, fixture.said.length);
    });
});
