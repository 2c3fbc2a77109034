/**
 * Compares the boards with others, in the way of Trickle (RFC 6206): soon after a change, ever more rarely while nothing changes, and one
 * speaks for all who agree.
 */

import {
    type Digest,
    DIGEST,
    type DigestRow,
    encodeDigestHead,
    encodeDigestRow,
    ownerId,
    shareOf,
} from "./board/messages";
import { DIGEST_LIMIT_SECONDS, DIGEST_SECONDS, ON_ITS_WAY_SECONDS, QUIET_SECONDS } from "./constants";
import type { Asker } from "./asker";
import type { RoomContext } from "./context";
import { drawWait } from "./lot";
import type { Members } from "./members";
import type { Speaker } from "./speaker";
import type { Handle } from "../ports";
import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";

const max = math.max;
const min = math.min;

const UINT32 = 2 ** 32;
/** The highest number that stands for an owner. */
const LAST_OWNER = 2 ** 24 - 1;
/** Bytes of a digest in front of its rows. */
const HEAD_BYTES = 11;
/** Seconds for which an answer with rows waits, at most. */
const ROWS_WAIT_SECONDS = 1;

/** A board as it is compared. */
interface Compared {
    readonly row: DigestRow;
    readonly name: string;
    /** See shareOf(). */
    readonly share: number;
    /** Uptime of its last change. */
    readonly changedAt: number;
}

/** A row as it is sent. */
interface CodedRow {
    readonly owner: number;
    readonly bytes: string;
}

/** In what a digest differs from what is known here. */
const enum Difference {
    /** In nothing but what is on its way. */
    None,
    /** In what its rows tell. */
    Told,
    /** In something else. */
    Hidden,
    /** Perhaps in what has changed a moment ago; or it is a part of several messages. */
    Unsure,
}

export class Digester {
    private interval = DIGEST_SECONDS;
    private dueAt = math.huge;
    private timer: Handle | undefined;
    /** Uptime of the first change since the last comparison. */
    private changedAt: number | undefined;
    /** Uptime of the last comparison. */
    private comparedAt = -math.huge;
    /** Who has put this client's comparison off since it compared last. */
    private putOffBy = new LuaSet<string>();
    /** Whether a digest with rows is to answer one that tells too little. */
    private owesRows = false;

    constructor(
        private readonly context: RoomContext,
        private readonly members: Members,
        private readonly speaker: Speaker,
        private readonly asker: Asker,
    ) {}

    /** Something has changed: it is compared once it is quiet. */
    changed(): void {
        const now = this.context.clock.uptime();
        this.changedAt ??= now;
        const wait = this.draw();
        this.interval = DIGEST_SECONDS;
        this.wait(min(now + wait, this.changedAt + DIGEST_LIMIT_SECONDS + wait - DIGEST_SECONDS));
    }

    /** Another one has said what it has. @param sender its name. */
    heard(digest: Digest, sender: string): void {
        const difference = compare(digest, this.boards(), this.context.clock.uptime());
        if (difference === Difference.None) {
            this.agree();
            return;
        }
        if (difference !== Difference.Unsure) {
            this.disagree(sender);
        }
        this.owesRows = this.owesRows && digest.first === undefined;
        if (difference === Difference.Hidden) {
            this.answerWithRows();
        }
        this.compareOwn(digest);
        this.compareOthers(digest, sender);
    }

    /** The sender of a digest has what this client has, but for what is on its way. */
    private agree(): void {
        const { clock, random } = this.context;
        const now = clock.uptime();
        this.owesRows = false;
        this.changedAt = undefined;
        this.comparedAt = now;
        this.putOffBy = new LuaSet();
        this.interval = min(this.interval * 2, QUIET_SECONDS);
        this.wait(now + this.interval + 1 + (random.fraction() * this.interval) / 2);
    }

    /**
     * What is here and not there is for its owner to say: while members differ, one comparison at a time is enough. But nobody puts others
     * off twice, or a few liars could do it for ever.
     */
    private disagree(sender: string): void {
        this.interval = DIGEST_SECONDS;
        const isOther = !this.putOffBy.has(sender);
        this.putOffBy.add(sender);
        this.changedAt = isOther ? undefined : this.changedAt;
        const next = this.context.clock.uptime() + this.draw();
        this.wait(isOther ? next : min(this.dueAt, next));
    }

    /** Seconds until this client compares, if no other does. */
    private draw(): number {
        return DIGEST_SECONDS + this.lot(DIGEST_SECONDS);
    }

    private lot(limit: number): number {
        return drawWait(this.context.random, limit, this.members.compared().length + 1);
    }

    private answerWithRows(): void {
        if (this.owesRows) {
            return;
        }
        this.owesRows = true;
        this.context.timers.after(this.lot(ROWS_WAIT_SECONDS), () => {
            if (this.owesRows) {
                this.owesRows = false;
                this.say(true);
            }
        });
    }

    /** Says what the sender lacks of the own board, or that what it has is wrong. */
    private compareOwn({ first, last, rows }: Digest): void {
        const { context, speaker } = this;
        const id = ownerId(context.self);
        const isOnItsWay = context.clock.uptime() - speaker.saidAt < ON_ITS_WAY_SECONDS;
        const ownRows = rows.filter(({ owner }) => owner === id);
        const row = ownRows[0] as DigestRow | undefined;
        if (isOnItsWay || (row === undefined && !isInRange(id, first, last))) {
            return;
        }
        const { top, check } = speaker.told;
        if (row === undefined) {
            speaker.answer(0, top);
        } else if (row.have < top) {
            speaker.answer(row.have, top);
        } else if (!ownRows.some((other) => other.have === top && other.check === check)) {
            speaker.refute();
        }
    }

    /** Asks for what the sender has more of; not while its owner speaks, who says it anyway. */
    private compareOthers({ rows }: Digest, sender: string): void {
        const now = this.context.clock.uptime();
        const ownId = ownerId(this.context.self);
        for (const { owner, have } of rows) {
            const known = this.members.withId(owner);
            for (const { board, isPresent, heardAt } of known) {
                if (isPresent && have > board.have() && now - heardAt >= DIGEST_SECONDS) {
                    this.asker.compare(board, have);
                }
            }
            if (known.length === 0 && owner !== ownId) {
                this.asker.miss(owner, have);
            }
        }
        this.asker.lastSpeaker = sender;
    }

    /** The boards that are compared. */
    private boards(): Compared[] {
        const { context, speaker } = this;
        const boards: Compared[] = this.members.compared().map(({ board, changedAt }) => ({
            row: { owner: board.id, check: board.check(), have: board.have() },
            name: board.name,
            share: board.share(),
            changedAt,
        }));
        if (context.scope.maySpeak()) {
            const { top, check } = speaker.told;
            const row = { owner: ownerId(context.self), check, have: top };
            const share = shareOf(context.self, check);
            boards[boards.length] = { row, name: context.self, share, changedAt: speaker.saidAt };
        }
        return boards;
    }

    private wait(until: number): void {
        this.timer?.cancel();
        this.dueAt = until;
        this.timer = this.context.timers.after(max(0, until - this.context.clock.uptime()), () => this.speak());
    }

    private speak(): void {
        const now = this.context.clock.uptime();
        if (this.isPremature(now)) {
            this.changedAt = now;
            this.wait(now + this.draw());
            return;
        }
        this.comparedAt = now;
        this.changedAt = undefined;
        this.putOffBy = new LuaSet();
        if (this.context.scope.maySpeak()) {
            this.say(false);
        }
        this.wait(now + this.interval);
        this.interval = min(this.interval * 2, QUIET_SECONDS);
    }

    /**
     * Whether nothing has changed since the last comparison but boards whose owners go on: these are compared by what they say
     * themselves. At last that is compared, too.
     */
    private isPremature(now: number): boolean {
        let isBusy = false;
        let isSettled = false;
        for (const { changedAt } of this.boards()) {
            const isMoving = now - changedAt < DIGEST_SECONDS;
            isBusy = isBusy || isMoving;
            isSettled = isSettled || (!isMoving && changedAt >= this.comparedAt - DIGEST_SECONDS);
        }
        return isBusy && !isSettled && now - this.comparedAt < QUIET_SECONDS;
    }

    /** @param isAsked whether all rows are said even if they take several messages. */
    private say(isAsked: boolean): void {
        const { port, clock } = this.context;
        const room = port.payloadBytes - HEAD_BYTES;
        let rows: readonly CodedRow[] | undefined;
        let index = 0;
        let first = 0;
        const source = new MessageSource(() => {
            const boards = this.boards();
            if (rows === undefined) {
                rows = coded(boards);
                if (!isAsked && countIn(rows, 0, room) < rows.length) {
                    first = LAST_OWNER + 1;
                    const some = latest(boards, clock.uptime() - QUIET_SECONDS, room);
                    return $multi(DIGEST, encodeDigestHead(rootOf(boards)) + bytesOf(some, 0, some.length));
                }
            }
            if (first > LAST_OWNER) {
                return $multi(undefined, undefined);
            }
            const count = countIn(rows, index, room);
            const bytes = bytesOf(rows, index, count);
            index += count;
            const last = index >= rows.length ? LAST_OWNER : rows[index - 1].owner;
            const head = encodeDigestHead(rootOf(boards), first, last);
            first = last + 1;
            return $multi(DIGEST, head + bytes);
        });
        port.broadcast(Priority.Control, "digest", source);
    }
}

function isInRange(id: number, first: number | undefined, last: number | undefined): boolean {
    return first !== undefined && last !== undefined && id >= first && id <= last;
}

/** Compares a digest with what is known here. */
function compare({ root, first, last, rows }: Digest, boards: readonly Compared[], now: number): Difference {
    const told = new LuaMap<number, DigestRow>();
    for (const row of rows) {
        told.set(row.owner, row);
    }
    let count = 0;
    let sum = 0;
    let isOnItsWay = true;
    let isUnsure = first !== undefined;
    for (const { row: own, name, share, changedAt } of boards) {
        const row = told.get(own.owner);
        const isNew = now - changedAt < DIGEST_SECONDS;
        const isTold = row !== undefined || isInRange(own.owner, first, last);
        count += row === undefined ? 0 : 1;
        if (!isTold || row?.check === own.check) {
            sum += share;
            isUnsure = isUnsure || (!isTold && isNew);
        } else {
            sum += row === undefined ? 0 : shareOf(name, row.check);
            isOnItsWay = isOnItsWay && isNew;
        }
    }
    if (count < rows.length) {
        // Of an owner that is not known here the name is not, either: it is asked for first.
        return Difference.Told;
    }
    if (sum % UINT32 !== root) {
        return isUnsure ? Difference.Unsure : Difference.Hidden;
    }
    return isOnItsWay ? Difference.None : Difference.Told;
}

/** A hash of all boards. */
function rootOf(boards: readonly Compared[]): number {
    let sum = 0;
    for (const { share } of boards) {
        sum += share;
    }
    return sum % UINT32;
}

/** The rows of boards, ascending by owner. */
function coded(boards: readonly Compared[]): CodedRow[] {
    const rows = boards.map(({ row }) => row);
    table.sort(rows, (a, b) => a.owner < b.owner || (a.owner === b.owner && a.check < b.check));
    return rows.map((row) => ({ owner: row.owner, bytes: encodeDigestRow(row) }));
}

/** The rows of the boards that have changed last, as many as there is room for. @param since uptime of the earliest change of interest. */
function latest(boards: readonly Compared[], since: number, room: number): CodedRow[] {
    const changed = boards.filter(({ changedAt }) => changedAt >= since);
    table.sort(
        changed,
        (a, b) => a.changedAt > b.changedAt || (a.changedAt === b.changedAt && a.row.owner < b.row.owner),
    );
    const rows = changed.map(({ row }) => ({ owner: row.owner, bytes: encodeDigestRow(row) }));
    return coded(changed.slice(0, countIn(rows, 0, room)));
}

/** How many rows fit into so many bytes, from an index on. */
function countIn(rows: readonly CodedRow[], index: number, room: number): number {
    let count = 0;
    let left = room;
    while (index + count < rows.length && rows[index + count].bytes.length <= left) {
        left -= rows[index + count].bytes.length;
        count++;
    }
    return count;
}

function bytesOf(rows: readonly CodedRow[], index: number, count: number): string {
    return rows
        .slice(index, index + count)
        .map(({ bytes }) => bytes)
        .join("");
}
