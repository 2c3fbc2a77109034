/** Asks for what this client lacks of others' boards, unless somebody else just has. */

import type { Board } from "./board/board";
import { ASK, type AskRow, encodeAskRow } from "./board/messages";
import { ASK_AGAIN_SECONDS, ASK_WAIT_LIMIT_SECONDS, ASK_WAIT_SECONDS, PUT_OFF_LIMIT, QUIET_SECONDS } from "./constants";
import type { RoomContext } from "./context";
import type { Members } from "./members";
import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import type { Handle } from "../ports";

const max = math.max;
const min = math.min;

/** Something that is lacking. */
interface Lack {
    readonly id: number;
    /** The board; nil while nothing of it is known. */
    board?: Board;
    /** The change up to which others have it. */
    top: number;
    /** Uptime from which it may be asked for. */
    dueAt: number;
    /** Seconds until it is asked for again. */
    wait: number;
    /** How often others have put it off. */
    putOffs: number;
    /** The change up to which everything was known when it was asked for last. */
    had: number;
}

export class Asker {
    private lacks: Lack[] = [];
    private timer: Handle | undefined;
    /** Whom a client asks that may not speak to all: who spoke last. */
    lastSpeaker: string | undefined;

    constructor(
        private readonly context: RoomContext,
        private readonly members: Members,
    ) {}

    /** Looks what is lacking of a board. @param top the change up to which somebody else has it. */
    check(board: Board, top = board.top): void {
        if (this.find(board.id, board) === undefined && isLacking(board, top)) {
            this.add(board.id, top, board);
        }
    }

    /** Others have more of a board, a while after its owner has spoken: it is asked for soon, even if that was in vain before. */
    compare(board: Board, top: number): void {
        const lack = this.find(board.id, board);
        if (lack === undefined) {
            this.check(board, top);
        } else if (lack.dueAt > this.context.clock.uptime() + ASK_AGAIN_SECONDS) {
            lack.dueAt = this.drawDue();
            this.schedule();
        }
    }

    /** The owner of a board has spoken: what others said of its last change is of no interest any more. */
    heardOwner(board: Board): void {
        const lack = this.find(board.id, board);
        if (lack !== undefined) {
            lack.top = board.top;
        }
        this.check(board);
    }

    /** Somebody has a board of which nothing is known here. */
    miss(id: number, top: number): void {
        if (this.find(id) === undefined) {
            this.add(id, top);
        }
    }

    /** Asks for everything. */
    askForAll(): void {
        this.send("everything", () => "");
    }

    /** Another one asks: what it asks for need not be asked for as well. */
    heard(rows: readonly AskRow[]): void {
        const now = this.context.clock.uptime();
        for (const { owner, have } of rows) {
            for (const lack of this.lacks) {
                const isCovered = lack.id === owner && have <= (lack.board?.assured() ?? 0);
                if (isCovered && lack.putOffs < PUT_OFF_LIMIT) {
                    lack.putOffs++;
                    lack.dueAt = now + ASK_AGAIN_SECONDS;
                }
            }
        }
    }

    private find(id: number, board?: Board): Lack | undefined {
        return this.lacks.find((lack) => lack.id === id && (board === undefined || (lack.board ?? board) === board));
    }

    private add(id: number, top: number, board?: Board): void {
        const dueAt = this.drawDue();
        this.lacks[this.lacks.length] = { id, board, top, dueAt, wait: ASK_AGAIN_SECONDS, putOffs: 0, had: 0 };
        this.schedule();
    }

    private drawDue(): number {
        const { clock, random } = this.context;
        return clock.uptime() + ASK_WAIT_SECONDS + random.fraction() * (ASK_WAIT_LIMIT_SECONDS - ASK_WAIT_SECONDS);
    }

    private schedule(): void {
        let next: number | undefined;
        for (const { dueAt } of this.lacks) {
            next = min(next ?? dueAt, dueAt);
        }
        this.timer?.cancel();
        this.timer = undefined;
        if (next !== undefined) {
            this.timer = this.context.timers.after(max(0, next - this.context.clock.uptime()), () => {
                this.ask();
                this.schedule();
            });
        }
    }

    /** Asks for what is due, and forgets what is not lacking any more. */
    private ask(): void {
        const now = this.context.clock.uptime();
        this.lacks = this.lacks.filter((lack) => this.isStill(lack));
        if (!this.lacks.some(({ dueAt }) => dueAt <= now)) {
            return;
        }
        // What would be asked for in a moment goes into the same message.
        const due = this.lacks.filter(({ dueAt }) => dueAt <= now + ASK_WAIT_LIMIT_SECONDS);
        for (const lack of due) {
            const has = lack.board?.assured() ?? 0;
            // Where something came the rest can be had, too.
            lack.wait = has > lack.had ? ASK_AGAIN_SECONDS : lack.wait;
            lack.had = has;
            lack.dueAt = now + lack.wait;
            lack.wait = min(lack.wait * 2, QUIET_SECONDS);
        }
        table.sort(due, (a, b) => a.id < b.id);
        this.send("ask", () => this.rowsOf(due.filter((lack) => this.isStill(lack))));
    }

    /** What does not fit into one message has its turn again soon. */
    private rowsOf(lacks: readonly Lack[]): string | undefined {
        const parts: string[] = [];
        let size = 0;
        for (const { id, board } of lacks) {
            const row = encodeAskRow(board === undefined ? { ...NOTHING, owner: id } : askRowOf(board));
            size += row.length;
            if (size > this.context.port.payloadBytes) {
                break;
            }
            parts[parts.length] = row;
        }
        return parts.length === 0 ? undefined : table.concat(parts);
    }

    private isStill(lack: Lack): boolean {
        if (lack.board === undefined) {
            const [member] = this.members.withId(lack.id);
            lack.board = (member as typeof member | undefined)?.board;
        }
        if (lack.board === undefined) {
            return lack.wait < QUIET_SECONDS;
        }
        const member = this.members.get(lack.board.name);
        return member !== undefined && member.isPresent && isLacking(lack.board, lack.top);
    }

    private send(key: string, payload: (this: void) => string | undefined): void {
        const { port, scope } = this.context;
        let isSaid = false;
        const source = new MessageSource(() => {
            const bytes = isSaid ? undefined : payload();
            isSaid = true;
            if (bytes === undefined) {
                return $multi(undefined, undefined);
            }
            return $multi(ASK, bytes);
        });
        if (scope.maySpeak()) {
            port.broadcast(Priority.Control, key, source);
        } else if (this.lastSpeaker !== undefined) {
            port.whisper(Priority.Control, this.lastSpeaker, key, source);
        }
    }
}

/** What is asked for where nothing is known. */
const NOTHING = { incarnation: 0, have: 0, until: 0 };

function askRowOf(board: Board): AskRow {
    const { id, top } = board;
    const incarnation = board.incarnation % 65536;
    const assured = board.isDoubted ? 0 : board.assured();
    if (assured < board.have() || board.have() >= top || board.isDoubted) {
        return { owner: id, incarnation, have: max(1, assured), until: max(1, assured) };
    }
    return { owner: id, incarnation, have: board.have(), until: board.until() };
}

/** Whether others have something of a board that is not known here, or it is lacking by its own word. */
function isLacking(board: Board, top: number): boolean {
    return board.isLacking() || (!board.isOverLimit && board.have() < top);
}
