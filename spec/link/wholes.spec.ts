import { ASK_LIMIT, GAP_WAIT_SECONDS, ASK_AGAIN_SECONDS, TAIL_WAIT_SECONDS } from "../../src/link/gaps";
import { decodeFrame } from "../../src/link/frame";
import { splitFragments, TYPED_FRAGMENT } from "../../src/link/fragments";
import type { MessageHandler } from "../../src/link/message-kind";
import { MessageSource } from "../../src/link/message-source";
import { encodeMissing, MISSING } from "../../src/link/missing";
import { Priority } from "../../src/link/outbox-queues";
import { SeededRandom } from "../random";
import { ManualTime, MESSAGE_BYTES, PAYLOAD_BYTES, type Sent, World } from "../support/world";
import { NOTICE_KIND } from "./kinds";
import { LinkStage } from "./stage";

const LATENCY = 0.1;

/** A client that waits for notices, or not. */
class Client {
    readonly stage: LinkStage;
    readonly heard: string[] = [];
    readonly whispered: boolean[] = [];
    fragments = 0;

    constructor(
        time: ManualTime,
        readonly name: string,
        seed: number,
        isWaiting: boolean,
    ) {
        this.stage = new LinkStage(new World(time, name, undefined, seed));
        this.stage.world.channel.isFree = true;
        const handler: MessageHandler<string> = {
            kind: { ...NOTICE_KIND, decode: (payload) => payload },
            receive: (message, _peer, isWhispered) => {
                this.heard.push(message);
                this.whispered.push(isWhispered);
            },
            isAwaited: () => isWaiting,
            fragmentHeard: () => {
                this.fragments++;
            },
        };
        this.stage.register({ handlers: [handler as MessageHandler] });
    }
}

/** Clients that hear each other, but for what is lost. */
class Room {
    readonly time = new ManualTime();
    readonly clients: Client[];
    /** Whether a message is lost on its way to a client. */
    isLost: (this: void, sent: Sent, to: Client, from: Client) => boolean = () => false;
    /** Messages of each type so far. */
    readonly counts = new LuaMap<number, number>();
    private readonly passed: number[];

    constructor(waiting: readonly boolean[]) {
        this.clients = waiting.map(
            (isWaiting, index) => new Client(this.time, `C${index}-Realm`, index + 1, isWaiting),
        );
        this.passed = waiting.map(() => 0);
    }

    say(text: string, target?: string): void {
        const { port } = this.clients[0].stage;
        const source = MessageSource.once(NOTICE_KIND, text);
        if (target === undefined) port.broadcast(Priority.Bulk, text, source);
        else port.whisper(Priority.Bulk, target, text, source);
    }

    count(type: number): number {
        return this.counts.get(type) ?? 0;
    }

    advance(seconds: number): void {
        for (const _ of $range(1, seconds / LATENCY)) {
            this.time.advance(LATENCY);
            for (const [index, from] of ipairs(this.clients)) this.pass(from, index - 1);
        }
    }

    private pass(from: Client, index: number): void {
        const { sent } = from.stage.world.channel;
        for (const message of sent.slice(this.passed[index])) {
            const [type] = decodeFrame(message.text, MESSAGE_BYTES);
            this.counts.set(type!, this.count(type!) + 1);
            const isWhispered = message.chatType === "WHISPER";
            for (const to of this.clients) {
                const isMeant = !isWhispered || message.target === to.name;
                if (to !== from && isMeant && !this.isLost(message, to, from)) {
                    to.stage.link.receive(message.text, from.name, isWhispered ? "whisper" : "open");
                }
            }
        }
        this.passed[index] = sent.length;
    }
}

const TEXT = new SeededRandom(3).bytes(2000);
const FRAGMENTS = 9;

/** Loses the fragments with these numbers, counted from 1, on their way to one client. */
function losing(client: Client, numbers: readonly number[]): Room["isLost"] {
    let count = 0;
    return (_sent, to, from) => {
        if (to !== client || from.name !== "C0-Realm") return false;
        count++;
        return numbers.includes(count);
    };
}

describe("A message in fragments", () => {
    it("comes although some are lost: a lost fragment costs a fragment", () => {
        const room = new Room([true, true]);
        room.isLost = losing(room.clients[1], [2, 5]);
        room.say(TEXT);
        room.advance(20);
        assert.same([TEXT], room.clients[1].heard);
        assert.equal(1, room.count(MISSING.type));
        assert.equal(FRAGMENTS + 2, room.count(TYPED_FRAGMENT.type));
        assert.is_true(room.clients[1].fragments > 0);
    });

    it("comes although its end is lost", () => {
        const room = new Room([true, true]);
        room.isLost = losing(room.clients[1], [FRAGMENTS - 1, FRAGMENTS]);
        room.say(TEXT);
        room.advance(TAIL_WAIT_SECONDS - 1);
        assert.equal(0, room.count(MISSING.type));
        room.advance(5);
        assert.same([TEXT], room.clients[1].heard);
    });

    it("comes soon when the sender has gone on to the next one", () => {
        const room = new Room([true, true]);
        room.isLost = losing(room.clients[1], [1]);
        room.say(string.rep("a", 300));
        room.say(string.rep("b", 300));
        room.advance(GAP_WAIT_SECONDS + 2);
        assert.equal(2, room.clients[1].heard.length);
    });

    it("was not said to all when a part of it was whispered", () => {
        const room = new Room([true, true, true]);
        room.isLost = losing(room.clients[1], [3]);
        room.say(TEXT);
        room.advance(10);
        assert.same([true], room.clients[1].whispered);
        assert.same([false], room.clients[2].whispered);
    });

    it("is not asked for by who does not wait for it", () => {
        const room = new Room([true, false]);
        room.isLost = losing(room.clients[1], [2]);
        room.say(TEXT);
        room.advance(60);
        assert.equal(0, room.count(MISSING.type));
        assert.same([], room.clients[1].heard);
    });

    it("is asked for a few times, and then before everybody: whispers may not arrive", () => {
        const room = new Room([true, true]);
        let count = 0;
        room.isLost = ({ chatType }, to) => {
            count += to.name === "C1-Realm" ? 1 : 0;
            return chatType === "WHISPER" || (to.name === "C1-Realm" && count === 2);
        };
        room.say(TEXT);
        room.advance(60);
        assert.same([TEXT], room.clients[1].heard);
        assert.same([false], room.clients[1].whispered);
    });

    it("whose sender is gone is asked for a bounded number of times", () => {
        const room = new Room([true, true]);
        let count = 0;
        room.isLost = (_sent, to) => {
            count += to.name === "C1-Realm" ? 1 : 0;
            return to.name === "C0-Realm" || count === 2;
        };
        room.say(TEXT);
        room.advance(15 * ASK_AGAIN_SECONDS);
        assert.equal(ASK_LIMIT, room.count(MISSING.type));
    });

    it("makes nobody ask its sender more often when it is one of many that are never finished", () => {
        const room = new Room([true, true]);
        let count = 0;
        room.isLost = (_sent, to) => {
            count += to.name === "C1-Realm" ? 1 : 0;
            return to.name === "C0-Realm" || count % 2 === 0;
        };
        for (const index of $range(1, 20)) room.say(string.rep(string.char(index), 300));
        const seconds = 10 * ASK_AGAIN_SECONDS;
        room.advance(seconds);
        assert.is_true(count >= 30);
        assert.is_true(room.count(MISSING.type) > 5, `${room.count(MISSING.type)} asked`);
        assert.is_true(room.count(MISSING.type) <= seconds / ASK_AGAIN_SECONDS, `${room.count(MISSING.type)} asked`);
    });

    it("that many lack in an instance is asked for and sent again once", () => {
        const room = new Room([true, true, true, true, true, true]);
        for (const client of room.clients) client.stage.world.channel.isFree = false;
        let count = 0;
        room.isLost = (_sent, to, from) => {
            count += from.name === "C0-Realm" && to.name === "C1-Realm" ? 1 : 0;
            return from.name === "C0-Realm" && count === 4;
        };
        room.say(TEXT);
        room.advance(30);
        for (const client of room.clients.slice(1)) assert.same([TEXT], client.heard);
        assert.is_true(room.count(MISSING.type) <= 3, `${room.count(MISSING.type)} asked`);
        assert.equal(FRAGMENTS + 1, room.count(TYPED_FRAGMENT.type));
    });

    it("is asked for by each who lacks something, whoever asks all the time without need", () => {
        const room = new Room([true, true, false]);
        const [sender, loser, rogue] = room.clients;
        for (const { stage } of room.clients) stage.world.channel.isFree = false;
        const payloads = splitFragments(NOTICE_KIND, TEXT, PAYLOAD_BYTES)!;
        const indices = payloads.payloads.map((_, index) => index);
        const lie = encodeMissing({ sequence: payloads.sequence, total: FRAGMENTS, indices });
        rogue.stage.world.time.every(1, () => {
            rogue.stage.port.broadcast(Priority.Control, "lie", MessageSource.once(MISSING, lie));
        });
        let count = 0;
        let isAsked = false;
        room.isLost = (_sent, to, from) => {
            if (from === loser && to === sender) isAsked = true;
            if (from === rogue) return to === sender;
            count += from === sender && to === loser ? 1 : 0;
            return from === sender && to === loser && count === 2;
        };
        room.say(TEXT);
        room.advance(GAP_WAIT_SECONDS + 3 * ASK_AGAIN_SECONDS);
        assert.is_true(isAsked);
        assert.same([TEXT], loser.heard);
    });

    it("that was whispered is sent again by whisper", () => {
        const room = new Room([true, true]);
        for (const client of room.clients) client.stage.world.channel.isFree = false;
        room.isLost = losing(room.clients[1], [2]);
        room.say(TEXT, "C1-Realm");
        room.advance(30);
        assert.same([TEXT], room.clients[1].heard);
        for (const { stage } of room.clients) {
            for (const { chatType } of stage.world.channel.sent) assert.equal("WHISPER", chatType);
        }
    });
});
