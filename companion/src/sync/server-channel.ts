/** One room on a connection, as the server has it. */
import { nameOf } from "../room/chain";
import { commonPoint, type Position } from "../room/position";
import type { ChannelHost } from "./channel-host";
import type { Cancel } from "./clock";
import { isAdmission, type Right, rightOfKey, roleOfRight } from "./credentials";
import type { ErrorName } from "./errors";
import { LIMITS } from "./limits";
import { type FromClient, type Items, type MessageOf, type SharedFrame, writeMessage } from "./messages";
import { OfferQueue } from "./offer-queue";
import type { Follower, RoomFeed } from "./room-feed";
import type { Moved } from "./server-options";

/** What a client has said of itself. */
export interface Joining {
    readonly right: Right;
    readonly label: string;
    /** Offers are refused, whatever the right is. */
    readonly readOnly: boolean;
}

/** Tokens are looked up anew every so many seconds. */
const TOKEN_SECONDS = 4;

export class ServerChannel implements Follower {
    readonly offers: OfferQueue;
    private right: Right;
    private label: string;
    private at: Position | undefined;
    private own: string | undefined;
    private mayLeaveOut = true;
    private mustSend = false;
    /** There is more to send than the other side has taken so far. */
    private isHeldUp = false;
    private lacksHeads = false;
    private lacksPresence = false;
    private hasEnded = false;
    private n = 0;
    private ticks = 0;
    private isLooking = false;
    private readonly unlisten: Cancel | undefined;

    constructor(
        private readonly host: ChannelHost,
        readonly number: number,
        readonly feed: RoomFeed,
        private readonly joining: Joining,
        /** Of the connection, in presence. */
        readonly person: number,
    ) {
        this.right = joining.right;
        this.label = joining.label;
        this.offers = new OfferQueue(host, number, feed);
        if (this.right.by === "token") this.unlisten = host.tokens?.onChange(() => this.lookUp());
    }

    /** Hex of the key that the client came with. */
    get key(): string | undefined {
        return "key" in this.right ? nameOf(this.right.key) : undefined;
    }

    get isServer(): boolean {
        return this.right.by === "device" && roleOfRight(this.right) === 5;
    }

    /** Welcomes the client, and begins. */
    begin(): void {
        const { list, seat } = this.feed;
        const { position, chain } = list;
        const { kinds } = this.feed.measure();
        const primary = seat?.primary ?? "";
        this.feed.followers.add(this);
        this.send("Welcome", { role: roleOfRight(this.right), name: chain.name, position, kinds, primary });
        this.lacksHeads = "key" in this.right;
        this.lacksPresence = true;
        this.showMyself();
        this.showRest();
    }

    /** Sends what a client is told at the beginning, once there is room for it: who comes again and again takes its answers first. */
    private showRest(): void {
        if (this.lacksHeads && this.host.waiting < LIMITS.unsent) {
            this.lacksHeads = false;
            this.send("Heads", { heads: this.feed.list.heads() });
        }
        if (this.lacksPresence && this.host.waiting < LIMITS.unsent) this.showAll();
    }

    /** What a client says in this channel. */
    take(message: FromClient): void {
        switch (message.type) {
            case "StreamRequest":
                this.own = message.own ? this.key : undefined;
                return this.startFrom(message.locator);
            case "RejectChanges":
                if (this.at === undefined) return this.host.fail("protocol", "RejectChanges before StartStreaming");
                this.host.counters.count("rejectChanges");
                if (message.reasons.some(({ code }) => code === "lacks")) this.mayLeaveOut = false;
                return this.startFrom(message.locator);
            case "Offer":
                return this.takeOffer(message);
            case "Seen":
                this.n = message.n;
                this.label = message.label;
                return this.showMyself();
            case "Leave":
            case "Err":
                return this.end();
            default:
                return this.host.fail("protocol", `${message.type} on a room's channel`);
        }
    }

    private startFrom(locator: readonly Position[]): void {
        this.at = commonPoint(locator, (n) => this.feed.list.positionAt(n));
        this.mustSend = true;
        this.pump();
    }

    private takeOffer(message: MessageOf<"Offer">): void {
        const { right } = this;
        if (this.joining.readOnly || right.by === "token" || right.by === "guest")
            return this.fail("notAllowed", "who is here by a token, or reads only, cannot offer records");
        const isRefused =
            right.by === "device"
                ? undefined
                : (record: Parameters<typeof isAdmission>[1]): boolean => !isAdmission(right.key, record);
        this.offers.take(message, isRefused);
    }

    pump(): void {
        if (this.hasEnded || this.at === undefined) return;
        if (!this.feed.has(this.at)) return this.fail("away", "the server's database was set back: connect anew");
        while (this.mustSend || this.at.n < this.feed.list.position.n) {
            this.isHeldUp = this.host.waiting >= LIMITS.unsent;
            if (this.isHeldUp) return;
            const page = this.feed.page(this.at, this.mayLeaveOut ? this.own : undefined);
            this.mustSend = false;
            this.at = page.end;
            this.host.send(page.frame(this.number));
        }
    }

    /** Bytes were taken: what had to wait for that goes on. */
    drained(): void {
        if (this.hasEnded || this.host.waiting >= LIMITS.unsent) return;
        this.showRest();
        // What is new waits until commits are gathered.
        if (this.isHeldUp) this.pump();
        this.offers.goOn();
    }

    recheck(): void {
        const { right } = this;
        if (right.by === "token") {
            if (++this.ticks % TOKEN_SECONDS === 0) this.lookUp();
        } else if ("key" in right) {
            const now = rightOfKey(this.feed.list, right.key);
            if (now === undefined || (now.by !== right.by && now.by !== "device")) this.deny();
            else this.right = now;
        }
    }

    private lookUp(): void {
        const { right } = this;
        if (this.isLooking || right.by !== "token") return;
        this.isLooking = true;
        void (this.host.tokens?.find(right.hash, this.feed.list.id) ?? Promise.resolve(false))
            .then((isGood) => {
                if (!isGood) this.deny();
            })
            // What cannot be looked up now is the next time.
            .catch(() => this.host.counters.count("tokensAway"))
            .finally(() => (this.isLooking = false));
    }

    private deny(): void {
        this.fail("denied", "what gave the right to read this room does not hold any more");
    }

    replace(): void {
        this.fail("replaced", "this key has more than 8 connections to this room: the oldest is ended");
    }

    move(moved: Moved): void {
        if (!this.hasEnded) this.host.move(this.number, this.offers.oldest, moved);
    }

    showPresence(changed: SharedFrame): void {
        if (this.host.waiting >= LIMITS.unsent) this.lacksPresence = true;
        if (!this.lacksPresence) this.host.send(changed(this.number));
    }

    private showAll(): void {
        this.lacksPresence = false;
        this.send("Presence", { whole: true, people: this.feed.people.all() });
    }

    private showMyself(): void {
        const { person: id, right, label, n } = this;
        const member = right.by === "device" ? right.member : null;
        this.feed.people.put({ id, member, label, n, online: true }, this.key ?? null);
    }

    private send<Type extends Parameters<typeof writeMessage>[0]>(type: Type, items: Items<Type>): void {
        this.host.send(writeMessage(type, this.number, items));
    }

    /** Ends this channel with an error. */
    fail(code: ErrorName, text: string): void {
        if (!this.hasEnded) this.host.fail(code, text, this.number);
    }

    /** The channel is over: nothing more is sent in it. */
    end(): void {
        if (this.hasEnded) return;
        this.hasEnded = true;
        this.unlisten?.();
        this.offers.end();
        this.feed.followers.delete(this);
        this.feed.people.gone(this.person);
    }

    get isOver(): boolean {
        return this.hasEnded;
    }
}
