import { WEEK_SECONDS } from "../../src/event/key";
import { decodeFrame, encodeFrame } from "../../src/link/frame";
import { Link } from "../../src/link/link";
import { Log } from "../../src/log/log";
import { CLAIM_EXPIRY_SECONDS, SWEEP_INTERVAL_SECONDS } from "../../src/sync/constants";
import { decodeRequest, encodeEntry, encodeRequest, REQUEST } from "../../src/sync/requests";
import { NO_SEALS } from "../support/no-seals";
import { Sync } from "../../src/sync/sync";
import { RecordingListener } from "../support/log-listener";
import { NO_NATIVE } from "../support/natives";
import { ManualTime, MESSAGE_BYTES, START, World } from "../support/world";
import { noteEvent } from "./stage";

const WEEKS = 1000;
const EVENTS_A_WEEK = 3;

/** What may be left when nothing goes on any more. */
const FEW = 50;

/** Seconds after which everything that a transfer left has been forgotten. */
const FORGOTTEN = CLAIM_EXPIRY_SECONDS + 2 * SWEEP_INTERVAL_SECONDS;

/** A client with a log and a sync over a link of its own. */
class Client {
    readonly world: World;
    readonly log: Log;
    readonly link: Link;
    readonly sync: Sync;
    isConnected = true;
    /** What the sync remembered at most. */
    most = 0;

    constructor(time: ManualTime, name: string, seed: number) {
        this.world = new World(time, name, undefined, seed);
        const { background, random } = this.world;
        const outlets = this.world.outlets();
        this.log = new Log(background, NO_NATIVE, new RecordingListener());
        this.link = new Link({
            clock: time,
            timers: time,
            outlets,
            tag: 1,
            self: name,
            routes: () => outlets.channel.routes(["GUILD"], []),
            mayPeerSpeak: () => true,
        });
        this.sync = new Sync(
            {
                log: this.log,
                clock: time,
                timers: time,
                background,
                random,
                port: this.link.port(),
                self: name,
                claim: START,
                mayServe: () => true,
                mayLeave: () => true,
                isCreator: () => false,
                isSending: () => true,
                seals: NO_SEALS,
            },
            {
                received: (eventTime, id, _server, body) => this.log.insert(eventTime, id, body),
                syncChanged: () => {},
            },
        );
        this.link.register(this.sync);
    }

    /** Puts in a few events of a week, counted back from the present one. */
    addWeek(back: number): void {
        for (const index of $range(1, EVENTS_A_WEEK)) {
            const { time, id, body } = noteEvent(-back * WEEK_SECONDS - index, index);
            this.log.insert(time, id, body);
        }
    }

    look(): void {
        this.most = math.max(this.most, this.sync.remembered());
    }
}

/** Clients in one guild: what one sends, the others receive a tenth of a second later. */
function guildOf(...names: string[]): Client[] {
    const time = new ManualTime();
    const clients = names.map((name, index) => new Client(time, name, index + 1));
    for (const client of clients) {
        client.world.channel.answer = (text) => {
            for (const other of clients) {
                if (other !== client && client.isConnected && other.isConnected) {
                    time.after(0.1, () => other.link.receive(text, client.world.identity.name));
                }
            }
            return undefined;
        };
    }
    return clients;
}

/** A message as an older copy says it, which reads no units: then each week is an entry of its own in the outbox. */
function inBlocks(text: string): string {
    const [type, tag, payload] = decodeFrame(text, MESSAGE_BYTES);
    if (type !== REQUEST.type) return text;
    const { salt, entries } = decodeRequest(payload as string)!;
    return encodeFrame(
        type,
        tag as number,
        encodeRequest(
            salt,
            entries.map((entry) => encodeEntry(entry)),
        ),
    );
}

function advance(clients: readonly Client[], seconds: number): void {
    for (const _ of $range(1, seconds)) {
        clients[0].world.time.advance(1);
        for (const client of clients) client.look();
    }
}

function isEven(clients: readonly Client[]): boolean {
    return clients.every(({ log, sync }) => log.count() === WEEKS * EVENTS_A_WEEK && sync.state() === "synced");
}

describe("What a sync remembers", () => {
    it("is much while 1,000 weeks are synced and little again after it, at who has them and at who lacks them", () => {
        const clients = guildOf("Server-Realm", "Requester-Realm");
        const [server, requester] = clients;
        for (const back of $range(0, WEEKS - 1)) server.addWeek(back);
        for (const _ of $range(1, 300)) if (!isEven(clients)) advance(clients, 10);
        assert.is_true(isEven(clients));
        assert.equal(WEEKS, requester.log.weekNumbers.length);
        for (const { most } of clients) assert.is_true(most > WEEKS, `${most}`);
        advance(clients, FORGOTTEN);
        for (const { sync } of clients) assert.is_true(sync.remembered() < FEW, `${sync.remembered()}`);
    });

    it("is little again although the client that lacks them leaves and nobody asks for what was dropped", () => {
        const clients = guildOf("Server-Realm", "Requester-Realm");
        const [server, requester] = clients;
        const { channel } = requester.world;
        const { answer } = channel;
        channel.answer = (text, chatType) => answer(inBlocks(text), chatType);
        for (const back of $range(0, WEEKS - 1)) server.addWeek(back);
        for (const _ of $range(1, 30)) if (server.link.counters.dropped <= FEW) advance(clients, 10);
        assert.is_true(server.link.counters.dropped > FEW);
        requester.isConnected = false;
        for (const _ of $range(1, 200)) if (server.link.waiting() > 0) advance(clients, 10);
        assert.equal(0, server.link.waiting());
        advance(clients, FORGOTTEN);
        for (const { sync } of clients) assert.is_true(sync.remembered() < FEW, `${sync.remembered()}`);
    });
});
