/** A connection as the server has it: frames in, channels, limits and heartbeats. */
import { randomBytes } from "node:crypto";
import { Damage } from "../format/damage";
import { KEY_BYTES } from "../room/keys";
import { announce, type Announced } from "./announce";
import type { ChannelHost } from "./channel-host";
import type { Cancel, Clock } from "./clock";
import type { Counters } from "./counters";
import type { Duplex, DuplexListener } from "./duplex";
import { type ErrorName, ERRORS } from "./errors";
import { LIMITS, TIMES, VERSION } from "./limits";
import { type FromClient, type MessageOf, readFromClient, writeMessage } from "./messages";
import { ServerChannel } from "./server-channel";
import type { ServerContext } from "./server-context";
import type { Moved, Origin, Tokens } from "./server-options";

/** A channel that is asked for, and not given yet. */
const ASKED = "asked";

/** Pings in a row of the heartbeat count from 1. */
interface Beat {
    sentAt: number;
    receivedAt: number;
    takenAt: number;
    pings: number;
}

export class ServerConnection implements ChannelHost, DuplexListener {
    readonly nonce = randomBytes(KEY_BYTES);
    private readonly channels = new Map<number, ServerChannel | typeof ASKED>();
    private readonly beat: Beat;
    private idleSince: number;
    private unhandled = 0;
    private bad = 0;
    private stray = 0;
    private pingsNow = 0;
    /** When the bucket has something in it again. */
    private pausedUntil = 0;
    private isPaused = false;
    private isClosing = false;
    private hasEnded = false;
    private readonly cancels = new Set<Cancel>();
    private whenEnded: (() => void)[] = [];
    /** Whether no channel was given yet. */
    isStranger = true;

    constructor(
        private readonly context: ServerContext,
        private readonly duplex: Duplex,
        readonly origin: Origin,
        private readonly onEnd: () => void,
    ) {
        const now = this.clock.now();
        this.beat = { sentAt: now, receivedAt: now, takenAt: now, pings: 0 };
        this.idleSince = now;
    }

    get clock(): Clock {
        return this.context.clock;
    }

    get counters(): Counters {
        return this.context.counters;
    }

    get tokens(): Tokens | undefined {
        return this.context.options.tokens;
    }

    get waiting(): number {
        return this.duplex.waiting;
    }

    /** Greets, and listens. */
    begin(): void {
        this.duplex.listen(this);
        const { software, key = null } = this.context.options;
        this.send(writeMessage("Hello", 0, { version: VERSION, software, key, nonce: this.nonce }));
    }

    send(frame: Buffer): void {
        if (this.isClosing) return;
        this.beat.sentAt = this.clock.now();
        if (this.duplex.waiting === 0) this.beat.takenAt = this.beat.sentAt;
        this.duplex.send(frame);
    }

    frame(frame: Buffer | undefined): void {
        if (this.isClosing) return;
        try {
            this.read(frame);
        } catch (error) {
            this.broken(error);
        }
    }

    private read(frame: Buffer | undefined): void {
        this.beat.receivedAt = this.clock.now();
        if (frame === undefined) return this.fail("protocol", "a text message");
        const most = this.isStranger || this.channels.size === 0 ? LIMITS.smallFrame : LIMITS.frame;
        if (frame.length > most)
            return this.fail("tooLarge", `a frame of ${frame.length} bytes, where ${most} are the most`);
        this.takeFromBucket(frame.length);
        this.setPause();
        const message = readFromClient(frame);
        if (message instanceof Damage) return this.fail("protocol", message.message);
        if (message.type === "Unknown") return this.counters.count("unknownType");
        if (message.channel === 0) return this.takeOwn(message, frame.length);
        if (message.type !== "AnnouncePresence" && message.type !== "CreateRoom") return this.hand(message);
        if (frame.length > LIMITS.smallFrame) return this.fail("tooLarge", "an announce above 16,384 bytes");
        this.takeAnnounce(message);
    }

    private takeOwn(message: FromClient, length: number): void {
        if (length > LIMITS.smallFrame) return this.fail("tooLarge", "a frame on channel 0 above 16,384 bytes");
        if (message.type === "Err") return this.close(ERRORS.protocol.close);
        if (message.type !== "Ping") return;
        if (++this.pingsNow > LIMITS.pingsInSecond) return this.fail("protocol", "more than 2 Pings in a second");
        this.send(writeMessage("Pong", 0, { number: message.number }));
    }

    private hand(message: FromClient): void {
        const channel = this.channels.get(message.channel);
        if (channel === undefined) {
            this.counters.count("strayFrame");
            if (++this.stray > LIMITS.strayFrames) this.fail("protocol", "too many frames for channels that are none");
            return;
        }
        this.stray = 0;
        if (channel !== ASKED) {
            channel.take(message);
            if (channel.isOver) this.forget(message.channel);
        } else if (message.type === "Leave" || message.type === "Err") this.forget(message.channel);
        else this.fail("protocol", `${message.type} before Welcome`);
    }

    private takeAnnounce(message: MessageOf<"AnnouncePresence"> | MessageOf<"CreateRoom">): void {
        const { channel } = message;
        if (message.version !== VERSION) return this.fail("version", `version ${VERSION} is spoken here`);
        if (this.channels.has(channel)) return this.fail("twice", "a second announce in one channel");
        if (this.channels.size >= LIMITS.channels) return this.fail("tooMany", "more than 4,096 channels");
        this.channels.set(channel, ASKED);
        void announce(this.context, this, message)
            .then((announced) => this.answer(channel, announced))
            .catch((error: unknown) => this.broken(error));
    }

    private answer(number: number, announced: Announced): void {
        // The client may have left meanwhile.
        if (this.isClosing || this.channels.get(number) !== ASKED) return;
        if ("code" in announced) return this.fail(announced.code, announced.text, number);
        if ("url" in announced) return this.move(number, 0, announced);
        const { feed, joining } = announced;
        if (feed.isClosed) return this.fail("away", "the room was let go: announce yourself anew", number);
        if (this.follows(feed.list.id)) return this.fail("twice", "this connection has that room in another channel");
        const channel = new ServerChannel(this, number, feed, joining, this.context.nextPerson());
        this.channels.set(number, channel);
        this.isStranger = false;
        feed.makeRoomFor(channel.key, LIMITS.connectionsOfKey);
        channel.begin();
    }

    move(channel: number, offer: number, { url, epoch }: Moved): void {
        this.forget(channel);
        this.send(writeMessage("NotPrimary", channel, { offer, url, epoch }));
    }

    private follows(room: Buffer): boolean {
        return this.joined().some(({ feed }) => feed.list.id.equals(room));
    }

    private joined(): ServerChannel[] {
        return [...this.channels.values()].filter((channel) => channel !== ASKED);
    }

    private forget(number: number): void {
        const channel = this.channels.get(number);
        if (channel !== undefined && channel !== ASKED) channel.end();
        this.channels.delete(number);
        if (this.channels.size === 0) this.idleSince = this.clock.now();
    }

    handled(bytes: number): void {
        this.unhandled -= bytes;
        this.setPause();
    }

    countBad(): void {
        if (++this.bad > LIMITS.badRecords)
            this.fail("protocol", "more than 64 records that are malformed or not signed");
    }

    broken(error: unknown): void {
        this.context.options.log?.({ what: "internal", error });
        this.fail("internal", "an error of the program: its log has more");
    }

    /** Counts a frame, and lets reading stop while the bucket is empty. */
    private takeFromBucket(bytes: number): void {
        const [first] = this.joined();
        const name = first?.key === undefined ? `address ${this.origin.address}` : `key ${first.key}`;
        const ms = this.context.buckets.take(name, bytes, first?.isServer ?? false);
        if (ms === 0) return;
        this.counters.count("throttled");
        this.pausedUntil = this.clock.now() + ms;
        this.resumeInTime();
    }

    /** Reads again when it may. A timer of the system may come a little early: then it is asked for the rest. */
    private resumeInTime(): void {
        const ms = this.pausedUntil - this.clock.now();
        if (ms > 0) this.later(Math.ceil(ms), () => this.resumeInTime());
        this.setPause();
    }

    private setPause(): void {
        const isHeldUp = this.unhandled > LIMITS.unhandled || this.duplex.waiting >= LIMITS.unsent;
        const isPaused = isHeldUp || this.clock.now() < this.pausedUntil;
        if (isPaused === this.isPaused) return;
        this.isPaused = isPaused;
        if (isPaused) this.duplex.pause();
        else {
            this.beat.receivedAt = this.clock.now();
            this.duplex.resume();
        }
    }

    private later(ms: number, work: () => void): void {
        const cancel = this.clock.after(ms, () => {
            this.cancels.delete(cancel);
            work();
        });
        this.cancels.add(cancel);
    }

    drain(): void {
        this.beat.takenAt = this.clock.now();
        if (this.isClosing) return;
        try {
            for (const channel of this.joined()) channel.drained();
            this.setPause();
        } catch (error) {
            this.broken(error);
        }
    }

    /** Once a second. */
    tick(): void {
        if (this.isClosing) return;
        const now = this.clock.now();
        this.pingsNow = 0;
        if (this.channels.size === 0 && now >= this.idleSince + TIMES.idle)
            return this.fail("idle", "no channel for 10 s");
        if (this.duplex.waiting > 0 && now >= this.beat.takenAt + TIMES.slow)
            return this.fail("slow", "nothing was taken for 60 s");
        if (!this.isPaused && now >= this.beat.receivedAt + TIMES.silence) {
            this.counters.count("silent");
            return this.terminate();
        }
        if (now >= this.beat.sentAt + TIMES.ping) this.send(writeMessage("Ping", 0, { number: ++this.beat.pings }));
    }

    fail(code: ErrorName, text: string, channel = 0): void {
        if (this.isClosing) return;
        const { ends, retry, close } = ERRORS[code];
        this.counters.count(`err.${code}`);
        const number = ends === "channel" ? channel : 0;
        this.send(writeMessage("Err", number, { code, text, retry }));
        if (ends === "channel") return this.forget(channel);
        if (code === "slow") return this.terminate();
        this.close(close);
    }

    /** Ends with `stopping`, once all Offers that were read are answered. Resolves when it has ended. */
    async stop(): Promise<void> {
        this.duplex.pause();
        const answered = Promise.all(this.joined().map(({ offers }) => offers.done()));
        // Who takes no answers cannot keep the server from stopping.
        const late = new Promise<void>((resolve) => this.later(TIMES.stop, resolve));
        await Promise.race([answered, late]);
        this.fail("stopping", "the server stops: connect anew");
        if (!this.hasEnded) await new Promise<void>((resolve) => this.whenEnded.push(resolve));
    }

    /** Nothing is sent or read any more; what waits has a second to be taken. */
    private close(code: number): void {
        if (this.isClosing) return;
        this.isClosing = true;
        this.letGo();
        this.duplex.close(code);
        this.later(TIMES.second, () => this.terminate());
    }

    private terminate(): void {
        this.isClosing = true;
        this.duplex.terminate();
    }

    private letGo(): void {
        for (const number of [...this.channels.keys()]) this.forget(number);
        for (const cancel of this.cancels) cancel();
        this.cancels.clear();
    }

    end(): void {
        if (this.hasEnded) return;
        this.hasEnded = true;
        this.isClosing = true;
        this.letGo();
        this.onEnd();
        for (const ended of this.whenEnded.splice(0)) ended();
    }
}
