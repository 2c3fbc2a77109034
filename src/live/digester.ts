/**
 * Compares the boards with others, in the way of Trickle (RFC 6206): soon after a change, ever more rarely while nothing changes, and one
 * speaks for all who agree.
 */

import { type Digest, DIGEST, type DigestRow, encodeDigestHead, encodeDigestRow, ownerId } from "./board/messages";
import type { OwnBoard } from "./board/own-board";
import { DIGEST_LIMIT_SECONDS, DIGEST_SECONDS, ON_ITS_WAY_SECONDS, QUIET_SECONDS } from "./constants";
import type { Asker } from "./asker";
import type { RoomContext } from "./context";
import type { Members } from "./members";
import type { Speaker } from "./speaker";
import { packU16, packU32 } from "../codec/integers";
import { hash32 } from "../codec/murmur3";
import type { Handle } from "../ports";
import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";

const max = math.max;
const min = math.min;

const UINT32 = 2 ** 32;
/** The highest number that stands for an owner. */
const LAST_OWNER = 2 ** 24 - 1;
/** Bytes of a digest in front of its rows, and most bytes of a row. */
const HEAD_BYTES = 10;
const ROW_BYTES = 9;
/** Seconds for which an answer with rows waits, at most. */
const ROWS_WAIT_SECONDS = 1;

export class Digester {
    private interval = DIGEST_SECONDS;
    private dueAt = math.huge;
    private timer: Handle | undefined;
    /** Uptime of the first change since the last comparison. */
    private changedAt: number | undefined;
    /** Who put this client's comparison off last. */
    private putOffBy = "";
    /** Whether a digest with rows is to answer one without. */
    private owesRows = false;

    constructor(
        private readonly context: RoomContext,
        private readonly own: OwnBoard,
        private readonly members: Members,
        private readonly speaker: Speaker,
        private readonly asker: Asker,
    ) {}

    /** Something has changed: it is compared once it is quiet. */
    changed(): void {
        const now = this.context.clock.uptime();
        this.changedAt ??= now;
        const wait = DIGEST_SECONDS * (1 + this.context.random.fraction());
        this.interval = DIGEST_SECONDS;
        this.wait(min(now + wait, this.changedAt + DIGEST_LIMIT_SECONDS + wait - DIGEST_SECONDS));
    }

    /** Another one has said what it has. @param sender its name. */
    heard(digest: Digest, sender: string): void {
        const { clock, random } = this.context;
        const now = clock.uptime();
        if (digest.root === this.root()) {
            this.owesRows = false;
            this.changedAt = undefined;
            this.interval = min(this.interval * 2, QUIET_SECONDS);
            this.wait(now + this.interval + 1 + (random.fraction() * this.interval) / 2);
            return;
        }
        this.interval = DIGEST_SECONDS;
        // What is here and not there is for its owner to say: while members differ, one comparison at a time is enough. But nobody
        // puts others off by himself.
        const isOther = sender !== this.putOffBy;
        this.putOffBy = sender;
        this.changedAt = isOther ? undefined : this.changedAt;
        const next = now + DIGEST_SECONDS * (1 + random.fraction());
        this.wait(isOther ? next : min(this.dueAt, next));
        if (digest.first === undefined) {
            this.answerWithRows();
        } else {
            this.compareOwn(digest);
            this.compareOthers(digest, sender);
        }
    }

    private answerWithRows(): void {
        if (this.owesRows) {
            return;
        }
        this.owesRows = true;
        this.context.timers.after(this.context.random.fraction() * ROWS_WAIT_SECONDS, () => {
            if (this.owesRows) {
                this.owesRows = false;
                this.say(true);
            }
        });
    }

    /** Says what the sender lacks of the own board, or that what it has is wrong. */
    private compareOwn({ first, last, rows }: Digest): void {
        const { context, own, speaker } = this;
        const id = ownerId(context.self);
        const isOnItsWay = context.clock.uptime() - speaker.saidAt < ON_ITS_WAY_SECONDS;
        if (id < first! || id > last! || isOnItsWay) {
            return;
        }
        const ownRows = rows.filter(({ owner }) => owner === id);
        const row = ownRows[0] as DigestRow | undefined;
        if (row === undefined) {
            speaker.answer(0, own.top);
        } else if (row.have < own.top) {
            speaker.answer(row.have, own.top);
        } else if (!ownRows.some(({ have, check }) => have === own.top && check === own.check())) {
            speaker.refute();
        }
    }

    /** Asks for what the sender has more of. */
    private compareOthers({ rows }: Digest, sender: string): void {
        const ownId = ownerId(this.context.self);
        for (const { owner, have } of rows) {
            const known = this.members.withId(owner);
            for (const { board, isPresent } of known) {
                if (isPresent && have > board.have()) {
                    this.asker.check(board, have);
                }
            }
            if (known.length === 0 && owner !== ownId) {
                this.asker.miss(owner, have);
            }
        }
        this.asker.lastSpeaker = sender;
    }

    /** A hash of all boards that are compared. */
    private root(): number {
        const { own, context, members } = this;
        let sum = 0;
        if (context.scope.maySpeak()) {
            sum = hashBoard(context.self, own.incarnation, own.check());
        }
        for (const { board } of members.compared()) {
            sum += hashBoard(board.name, board.incarnation, board.check());
        }
        return sum % UINT32;
    }

    /** What is known of each board, ascending by owner. */
    private rows(): DigestRow[] {
        const { own, context, members } = this;
        const rows: DigestRow[] = members.compared().map(({ board }) => ({
            owner: board.id,
            check: board.check(),
            have: board.have(),
        }));
        if (context.scope.maySpeak()) {
            rows[rows.length] = { owner: ownerId(context.self), check: own.check(), have: own.top };
        }
        table.sort(rows, (a, b) => a.owner < b.owner || (a.owner === b.owner && a.check < b.check));
        return rows;
    }

    private wait(until: number): void {
        this.timer?.cancel();
        this.dueAt = until;
        this.timer = this.context.timers.after(max(0, until - this.context.clock.uptime()), () => this.speak());
    }

    private speak(): void {
        this.changedAt = undefined;
        if (this.context.scope.maySpeak()) {
            this.say(false);
        }
        this.wait(this.context.clock.uptime() + this.interval);
        this.interval = min(this.interval * 2, QUIET_SECONDS);
    }

    /** @param isAsked whether rows are said even if they take several messages. */
    private say(isAsked: boolean): void {
        const { port } = this.context;
        const perMessage = math.floor((port.payloadBytes - HEAD_BYTES) / ROW_BYTES);
        let rows: readonly DigestRow[] | undefined;
        let index = 0;
        let first = 0;
        const source = new MessageSource(() => {
            if (rows === undefined) {
                rows = this.rows();
                if (rows.length > perMessage && !isAsked) {
                    first = LAST_OWNER + 1;
                    return $multi(DIGEST, encodeDigestHead(this.root()));
                }
            }
            if (first > LAST_OWNER) {
                return $multi(undefined, undefined);
            }
            const part = rows.slice(index, index + perMessage);
            index += perMessage;
            const last = index >= rows.length ? LAST_OWNER : part[part.length - 1].owner;
            const head = encodeDigestHead(this.root(), first, last);
            first = last + 1;
            return $multi(DIGEST, head + part.map((row) => encodeDigestRow(row)).join(""));
        });
        port.broadcast(Priority.Control, "digest", source);
    }
}

function hashBoard(name: string, incarnation: number, check: number): number {
    return hash32(`${name}\0${packU32(incarnation)}${packU16(check)}`, 0);
}
