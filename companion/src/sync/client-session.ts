/** One connection of a client, from Hello to its end. */
import { Damage } from "../format/damage";
import { strongestEpoch } from "../room/epoch";
import { KIND } from "../room/contents";
import { isTaken } from "../room/history";
import { KEY_BYTES } from "../room/keys";
import { isSamePosition, type Position } from "../room/position";
import type { RoomRecord } from "../room/record";
import type { KeptRoom } from "../rooms/kept-room";
import { StoreError } from "../store/store-error";
import type { ClientMemory } from "./client-memory";
import type { Phase, RoomClientOptions } from "./client-options";
import type { Cancel, Clock } from "./clock";
import type { Forwards } from "./forwards";
import { hostOf, isAdmission, proofOf } from "./credentials";
import type { Duplex, DuplexListener } from "./duplex";
import { type ErrorName, ERRORS } from "./errors";
import { LIMITS, TIMES, VERSION } from "./limits";
import type { Credential } from "./message-forms";
import { type FromServer, type Items, type MessageOf, readFromServer, writeMessage } from "./messages";
import { Offerer, type OffererHost } from "./offerer";
import { KNOWN_KINDS } from "./room-feed";

/** The only channel of a connection. */
const CHANNEL = 1;

/** Why a connection has ended. */
export type SessionEnd =
    | { readonly why: "lost"; readonly text: string }
    | { readonly why: "err"; readonly code: string; readonly text: string; readonly retry: number | null }
    | { readonly why: "moved"; readonly url: string }
    | { readonly why: "behind"; readonly url: string }
    | { readonly why: "invalid" }
    | { readonly why: "stopped" };

/** What is told of a connection while it lasts. */
export interface SessionEvents {
    phase(phase: Phase): void;
    changed(): void;
    ended(end: SessionEnd): void;
}

type Stage = "greeting" | "announced" | "joined";

export class ClientSession implements DuplexListener, OffererHost {
    readonly memory;
    private readonly offers = new Offerer(this);
    private readonly queue: { readonly message: FromServer; readonly bytes: number }[] = [];
    private stage: Stage = "greeting";
    private stageSince: number;
    private sentAt: number;
    private receivedAt: number;
    private unhandled = 0;
    private isPaused = false;
    private isWorking = false;
    private hasEnded = false;
    private isPoked = false;
    private pings = 0;
    private pingsNow = 0;
    private stray = 0;
    /** The locator that no Changes have answered yet. */
    private asked: readonly Position[] | undefined;
    private rejects: number[] = [];
    private seen = { n: -1, label: "", at: -Infinity };
    private announcedBy: Buffer | undefined;
    private readonly unlisten: () => void;
    private cancelTick: Cancel;
    private cancelTerminate: Cancel | undefined;

    constructor(
        private readonly options: RoomClientOptions,
        private readonly url: string,
        private readonly duplex: Duplex,
        private readonly client: ClientMemory,
        private readonly events: SessionEvents,
    ) {
        this.memory = client.offers;
        const now = this.clock.now();
        this.stageSince = this.sentAt = this.receivedAt = now;
        this.unlisten = this.room.onChange(() => this.poke());
        this.cancelTick = this.clock.after(TIMES.second, () => this.tick());
        duplex.listen(this);
    }

    get clock(): Clock {
        return this.options.clock;
    }

    get room(): KeptRoom {
        return this.options.room;
    }

    get forwards(): Forwards {
        return this.client.forwards;
    }

    // What the other side sends.

    frame(frame: Buffer | undefined): void {
        if (this.hasEnded) return;
        this.receivedAt = this.clock.now();
        if (frame === undefined) return this.quit("protocol", "a text message");
        if (frame.length > LIMITS.frame) return this.quit("tooLarge", "a frame above 1,048,576 bytes");
        const message = readFromServer(frame);
        if (message instanceof Damage) return this.quit("protocol", message.message);
        if (message.type === "Ping") return this.pong(message.number);
        this.queue.push({ message, bytes: frame.length });
        this.unhandled += frame.length;
        this.setPause();
        void this.work();
    }

    private pong(number: number): void {
        if (++this.pingsNow > LIMITS.pingsInSecond) return this.quit("protocol", "more than 2 Pings in a second");
        this.sendFrame(writeMessage("Pong", 0, { number }));
    }

    private setPause(): void {
        const isPaused = this.unhandled > LIMITS.unhandled;
        if (isPaused === this.isPaused) return;
        this.isPaused = isPaused;
        if (isPaused) this.duplex.pause();
        else this.duplex.resume();
    }

    /** Handles what has come, one after the other. */
    private async work(): Promise<void> {
        if (this.isWorking) return;
        this.isWorking = true;
        while (this.queue.length > 0 && !this.hasEnded) {
            const { message, bytes } = this.queue[0];
            try {
                await this.handle(message);
            } catch (error) {
                this.failed(error);
            }
            this.queue.shift();
            this.unhandled -= bytes;
            this.receivedAt = this.clock.now();
            this.setPause();
        }
        this.isWorking = false;
    }

    private failed(error: unknown): void {
        const text = error instanceof Error ? error.message : String(error);
        if (!(error instanceof StoreError)) return this.quit("internal", text);
        this.quit("full", text);
    }

    private handle(message: FromServer): Promise<void> | void {
        if (message.type === "Unknown") return this.client.counters.count("unknownType");
        if (message.type === "Err") return this.heardErr(message);
        if (message.type === "Pong") return;
        if (this.stage === "greeting" || message.type === "Hello") return this.greeted(message);
        if (message.channel !== CHANNEL) return this.strayed();
        if (message.type === "NotPrimary") return this.moved(message);
        if (this.stage === "announced") return this.welcomed(message);
        return this.heard(message);
    }

    private strayed(): void {
        this.client.counters.count("strayFrame");
        if (++this.stray > LIMITS.strayFrames) this.quit("protocol", "too many frames for channels that are none");
    }

    private heard(message: FromServer): Promise<void> | void {
        this.stray = 0;
        switch (message.type) {
            case "Heads":
                return this.offers.begin(message.heads);
            case "Changes":
                return this.changes(message);
            case "Accepted":
                this.client.serverN = Math.max(this.client.serverN, message.position.n);
                return this.offers.accepted(message);
            case "RejectOffer":
                this.offers.rejected(message);
                return this.events.changed();
            case "Presence":
                this.client.people.hear(message.whole, message.people);
                return this.events.changed();
            default:
                return this.quit("protocol", `${message.type} in a channel that is joined`);
        }
    }

    private heardErr({ channel, code, text, retry }: MessageOf<"Err">): void {
        if (channel !== 0 && channel !== CHANNEL) return this.strayed();
        if (code === "exists") this.client.isCreated = true;
        this.finish({ why: "err", code, text, retry });
    }

    // Hello and Welcome.

    private greeted(message: FromServer): void {
        if (message.type !== "Hello" || this.stage !== "greeting")
            return this.quit(
                "protocol",
                `${message.type}, where ${this.stage === "greeting" ? "Hello" : "no Hello"} was expected`,
            );
        this.to("announced");
        const credential = this.credential(message.nonce);
        const { room, options, client } = this;
        if (options.create !== undefined && !client.isCreated) {
            const founding = room.room.at(1);
            if (founding === undefined || !isTaken(founding))
                return this.quit("internal", "a room without a founding entry");
            const { permit } = options.create;
            this.send("CreateRoom", { version: VERSION, founding: founding.record.bytes, credential, permit });
        } else this.announce(credential);
        this.events.phase("announced");
    }

    private announce(credential: Credential): void {
        const { id, room } = this.room;
        const items = {
            version: VERSION,
            room: id,
            credential,
            position: room.position,
            label: this.label(),
            kinds: KNOWN_KINDS,
        };
        const epoch = this.strongest()?.bytes ?? null;
        const frame = writeMessage("AnnouncePresence", CHANNEL, { ...items, epoch });
        // An epoch record may be larger than an announce.
        if (frame.length <= LIMITS.smallFrame) this.sendFrame(frame);
        else this.send("AnnouncePresence", { ...items, epoch: null });
    }

    private label(): string {
        const label = Buffer.from(this.options.label(), "utf8");
        return new TextDecoder().decode(label.subarray(0, LIMITS.label)).replace(/\ufffd+$/, "");
    }

    private credential(nonce: Buffer): Credential {
        const by = this.client.announcer();
        this.announcedBy = by?.key;
        return by === undefined
            ? { token: this.options.token ?? Buffer.alloc(KEY_BYTES) }
            : proofOf(by, nonce, this.room.id, hostOf(this.url));
    }

    private welcomed(message: FromServer): void {
        if (message.type !== "Welcome") return this.quit("protocol", `${message.type} before Welcome`);
        this.to("joined");
        const { client } = this;
        client.isCreated = true;
        client.role = message.role;
        client.isOutdated = message.kinds > KNOWN_KINDS;
        client.serverN = message.position.n;
        const epoch = this.strongest()?.content;
        if (epoch?.kind === KIND.epoch && message.position.epoch < epoch.epoch)
            return this.leave({ why: "behind", url: epoch.url });
        this.events.phase("joined");
        this.asked = this.room.room.locator();
        this.send("StreamRequest", { locator: this.asked, own: this.announcedBy !== undefined });
        this.events.phase("catching up");
    }

    private to(stage: Stage): void {
        this.stage = stage;
        this.stageSince = this.clock.now();
    }

    private strongest(): RoomRecord | undefined {
        return strongestEpoch(this.room.counted, this.client.epochs);
    }

    private async moved({ url, epoch }: MessageOf<"NotPrimary">): Promise<void> {
        if (epoch !== null) await this.client.hearEpoch(epoch);
        this.finish({ why: "moved", url });
    }

    // Changes.

    private async changes({ since, records, remaining }: MessageOf<"Changes">): Promise<void> {
        const { room } = this.room;
        const isNewest = isSamePosition(since, room.position);
        if (!isNewest) {
            if (this.asked === undefined) return this.reject("doesNotFollow", "the records do not follow");
            // What was on the way when the locator was sent is passed over.
            if (!this.asked.some((position) => isSamePosition(position, since))) return;
        }
        const all = records.map((record) => (record.length === KEY_BYTES ? this.bytesOf(record) : record));
        if (all.some((record) => record === undefined))
            return this.reject("lacks", "a record of the own key is not here");
        this.asked = undefined;
        const loose = this.room.loose.filter((record) => this.isOwn(record));
        if (!isNewest || all.length > 0) await this.room.follow(since, all as Buffer[]);
        if (this.hasEnded) return;
        this.client.serverN = since.n + records.length + remaining;
        this.offers.listed(since.n);
        this.countInvalid(since.n);
        if (this.hasEnded) return;
        await this.client.listed(loose);
        if (remaining === 0) await this.caughtUp();
        else this.events.phase("catching up");
        this.offers.poke();
    }

    private bytesOf(id: Buffer): Buffer | undefined {
        const { room, loose } = this.room;
        return room.byId(id)?.record.bytes ?? loose.find((record) => record.id.equals(id))?.bytes;
    }

    private reject(code: string, text: string): void {
        const now = this.clock.now();
        this.rejects = [...this.rejects.filter((at) => now < at + TIMES.minute), now];
        this.client.counters.count(`rejected.${code}`);
        if (this.rejects.length > LIMITS.rejectsInMinute)
            return this.leave({ why: "lost", text: "the server sends records that do not follow" });
        this.asked = this.room.room.locator();
        this.send("RejectChanges", { zero: 0, reasons: [{ index: 0, code, text }], locator: this.asked });
    }

    private countInvalid(n: number): void {
        const { room } = this.room;
        for (let at = n + 1; at <= room.position.n; at++) {
            const numbered = room.at(at);
            if (numbered !== undefined && !isTaken(numbered)) this.client.invalid++;
        }
        if (this.client.invalid >= LIMITS.invalidRecords) this.leave({ why: "invalid" });
    }

    private async caughtUp(): Promise<void> {
        const epoch = this.strongest();
        const own = strongestEpoch(this.room.room);
        if (epoch?.content.kind === KIND.epoch && own?.id.equals(epoch.id) !== true)
            return this.leave({ why: "behind", url: epoch.content.url });
        if (this.announcedBy !== undefined) await this.client.tidy((author) => this.offers.isSettledFor(author));
        if (!this.hasEnded) this.events.phase("caught up");
    }

    // Offers.

    isOwn({ author }: RoomRecord): boolean {
        return this.client.isOwnKey(author);
    }

    isOfferable(record: RoomRecord): boolean {
        const { announcedBy } = this;
        if (announcedBy === undefined) return false;
        return this.room.room.chain.deviceOf(announcedBy) !== undefined || isAdmission(announcedBy, record);
    }

    sendOffer(offer: number, records: readonly Buffer[]): void {
        this.send("Offer", { offer, records });
    }

    fail(text: string): void {
        this.quit("protocol", text);
    }

    refused(record: RoomRecord, code: string, text: string): void {
        void this.client.giveUp({ record, code, text }).catch((error: unknown) => this.failed(error));
    }

    /** Something may be there to send on, or to offer. Not at once: what has changed is being told to others, too. */
    poke(): void {
        if (this.isPoked || this.stage !== "joined") return;
        this.isPoked = true;
        queueMicrotask(() => {
            this.isPoked = false;
            if (this.hasEnded) return;
            try {
                this.offers.poke();
                this.events.changed();
            } catch (error) {
                this.failed(error);
            }
        });
    }

    // Sending, time and the end.

    private send<Type extends Parameters<typeof writeMessage>[0]>(type: Type, items: Items<Type>): void {
        this.sendFrame(writeMessage(type, CHANNEL, items));
    }

    private sendFrame(frame: Buffer): void {
        if (this.hasEnded) return;
        this.sentAt = this.clock.now();
        this.duplex.send(frame);
    }

    drain(): void {
        // What is sent is bounded by the window of Offers.
    }

    /** Once a second. */
    private tick(): void {
        const now = this.clock.now();
        this.pingsNow = 0;
        const lost = this.overdue(now);
        if (lost !== undefined) return this.finish({ why: "lost", text: lost });
        if (now >= this.sentAt + TIMES.ping) this.sendFrame(writeMessage("Ping", 0, { number: ++this.pings }));
        if (this.stage === "joined") this.tellSeen(now);
        this.cancelTick = this.clock.after(TIMES.second, () => this.tick());
    }

    private overdue(now: number): string | undefined {
        if (this.stage === "greeting" && now >= this.stageSince + TIMES.hello) return "no Hello in 10 s";
        if (this.stage === "announced" && now >= this.stageSince + TIMES.welcome) return "no Welcome in 20 s";
        const offered = this.offers.waitingSince;
        if (offered !== undefined && now >= offered + TIMES.answer) return "no answer to an Offer in 60 s";
        const isSilent = !this.isPaused && !this.isWorking && now >= this.receivedAt + TIMES.silence;
        return isSilent ? "nothing was received for 60 s" : undefined;
    }

    private tellSeen(now: number): void {
        const { n } = this.room.room.position;
        const label = this.label();
        if ((n === this.seen.n && label === this.seen.label) || now < this.seen.at + TIMES.seen) return;
        this.seen = { n, label, at: now };
        this.send("Seen", { n, label });
    }

    /** Ends the connection with an error of this side. */
    private quit(code: ErrorName, text: string): void {
        const { ends, retry, close } = ERRORS[code];
        this.client.counters.count(`err.${code}`);
        this.sendFrame(
            writeMessage("Err", ends === "channel" ? CHANNEL : 0, { code, text: text.slice(0, 256), retry }),
        );
        this.finish({ why: "err", code, text, retry }, close);
    }

    private leave(end: SessionEnd): void {
        this.send("Leave", {});
        this.finish(end);
    }

    /** Leaves because it was told to. */
    stop(): void {
        if (this.stage === "joined") this.leave({ why: "stopped" });
        else this.finish({ why: "stopped" });
    }

    end(): void {
        this.finish({ why: "lost", text: "the connection has ended" });
        this.cancelTerminate?.();
    }

    private finish(end: SessionEnd, close = 1000): void {
        if (this.hasEnded) return;
        this.hasEnded = true;
        this.cancelTick();
        this.unlisten();
        this.offers.end();
        this.duplex.close(close);
        this.cancelTerminate = this.clock.after(TIMES.second, () => this.duplex.terminate());
        this.events.ended(end);
    }
}
