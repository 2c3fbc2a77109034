/**
 * All rows of peers, as far as they are known and believed: what tells whether they make the root of a seal. Those before the base
 * of an advertisement came as rows of old weeks, or are the own ones where the roots are equal; the others it names itself.
 */

import type { Pause } from "../ports";
import type { SyncContext } from "./context";
import { type Advertisement, advertisedContent, encodeAdvertisement } from "./messages";
import type { ToldRows } from "./old-rows";
import { rootBefore } from "./roots";
import { packRows, rowsAt, rowsBetween, WEEK_END, type WeekSummary } from "./week-summary";

const min = math.min;

/** Different rows of old weeks that are kept; most peers tell the same. */
const BELIEVED_LIMIT = 4;

/** Rows that are copied between two looks at the frame's budget. */
const STEP = 64;

export class PeerRows {
    /** The oldest first. */
    private readonly believed: ToldRows[] = [];
    /** The last advertisement of each peer, and what of it was told last. */
    private readonly advertisements = new LuaMap<string, Advertisement>();
    private readonly told = new LuaMap<string, string>();
    private readonly names: string[] = [];

    constructor(private readonly context: SyncContext) {}

    /** The rows of old weeks of a peer are believed. */
    believe(rows: ToldRows, peer: string): void {
        const index = this.believed.findIndex(({ root, base }) => root === rows.root && base === rows.base);
        if (index >= 0) {
            table.remove(this.believed, index + 1);
        } else if (this.believed.length >= BELIEVED_LIMIT) {
            table.remove(this.believed, 1);
        }
        this.believed[this.believed.length] = rows;
        this.context.seals.rowsTold(rows.rows, rows.base, peer);
        this.tellAll(false);
    }

    /** A peer advertised. */
    advertised(advertisement: Advertisement, peer: string): void {
        if (!this.advertisements.has(peer)) {
            this.names[this.names.length] = peer;
        }
        this.advertisements.set(peer, advertisement);
        this.tellSoon([peer], false);
    }

    /** Tells everything again: there is another seal. */
    repeat(): void {
        this.tellAll(true);
    }

    private tellAll(isAgain: boolean): void {
        this.tellSoon([...this.names], isAgain);
    }

    private tellSoon(names: readonly string[], isAgain: boolean): void {
        const due = names.filter((peer) => {
            const content = contentOf(this.advertisements.get(peer)!);
            return isAgain || this.told.get(peer) !== content;
        });
        if (due.length > 0) {
            this.context.background.run((pause) => {
                for (const peer of due) {
                    this.tell(peer, pause);
                    pause();
                }
            });
        }
    }

    private tell(peer: string, pause: Pause): void {
        const advertisement = this.advertisements.get(peer)!;
        const rows = this.join(advertisement, pause);
        if (rows !== undefined) {
            this.told.set(peer, contentOf(advertisement));
            this.context.seals.rowsTold(rows, WEEK_END, peer);
        }
    }

    /** All rows of a peer; nil when they are not known, or are the own ones. */
    private join({ base, root, rows }: Advertisement, pause: Pause): WeekSummary[] | undefined {
        const { log } = this.context;
        const known = root === 0 ? [] : this.believed.find((one) => one.root === root && one.base === base)?.rows;
        const joined: WeekSummary[] = [];
        if (known !== undefined) {
            for (const index of $range(0, known.length - 1)) {
                joined[index] = known[index];
                if (index % STEP === 0) {
                    pause();
                }
            }
        } else {
            log.hash(pause);
            const isOwn = packRows(rows) === packRows(rowsBetween(log, base, WEEK_END));
            if (isOwn || root !== rootBefore(log, base)) {
                return undefined;
            }
            const { revision } = log;
            const end = log.indexFrom(base);
            for (const first of $range(0, end - 1, STEP)) {
                for (const row of rowsAt(log, first, min(first + STEP, end))) {
                    joined[joined.length] = row;
                }
                pause();
                if (log.revision !== revision) {
                    return undefined;
                }
            }
        }
        for (const row of rows) {
            joined[joined.length] = row;
        }
        return joined;
    }
}

function contentOf(advertisement: Advertisement): string {
    return advertisedContent(encodeAdvertisement(advertisement));
}
