/** Which offers accounts have refused for good, by batch and speakers: docs/companion-batches.md, "Outcomes". Plain data. */
import type { RoomBatch } from "../agent/room-view";
import type { Outcome } from "../format/tool-entries";
import type { SavedScope } from "../agent/saved-scope";
import { isOutcomeOf } from "../agent/vouches";
import { nameOf } from "../room/chain";
import { sha256 } from "../room/keys";

/** Reasons that do not pass by themselves: unauthorized, unparsable, sealed. */
const FOR_GOOD: readonly number[] = [1, 3, 6];
/** Sets of speakers of one batch that are remembered. */
const MOST_SPEAKERS = 8;
/** Bytes of the hash that names speakers. */
const NAME_BYTES = 16;

/** What an account has refused for good. */
export interface Refused {
    /** Under which speakers, by speakersName(). */
    readonly speakers: string;
    readonly reason: number;
    /** Hex of one bit for each event of the block, 1 where it was refused. */
    readonly bits: string;
    /** Unix seconds of the change of the file that says so. */
    readonly changed: number;
}

/** All of it may be lost: then refused offers come once more. */
export interface InboxMemory {
    /** By hex of the batch: under which speakers it was offered, by speakersName(), in the order of time. */
    readonly offered: Readonly<Record<string, readonly string[]>>;
    /** By accountName(), then by hex of the batch. */
    readonly refused: Readonly<Record<string, Readonly<Record<string, Refused>>>>;
}

export const NOTHING_REFUSED: InboxMemory = { offered: {}, refused: {} };

/** The log of an account by a name: it has one for each ledger and scope. */
export const accountName = ({ account, ledger, scope }: SavedScope): string =>
    JSON.stringify([account, ledger.toString("latin1"), scope.toString("latin1")]);

/** Speakers, as they stand in an offer, by a short name. */
export const speakersName = (encoded: Buffer): string => sha256(encoded).toString("hex", 0, NAME_BYTES);

/** What is remembered, while it is looked at and changed. */
export class Refusals {
    private readonly offered: Map<string, readonly string[]>;
    private readonly refused: Map<string, Map<string, Refused>>;

    constructor({ offered, refused }: InboxMemory) {
        this.offered = new Map(Object.entries(offered));
        this.refused = new Map(
            Object.entries(refused).map(([account, own]) => [account, new Map(Object.entries(own))]),
        );
    }

    /** What an account has refused of a batch. */
    of(account: string, batch: RoomBatch): Refused | undefined {
        return this.refused.get(account)?.get(nameOf(batch.id));
    }

    /**
     * Takes up what an account's file says became of an offer. It does not say under which speakers: those are taken that were offered first
     * among those that it has not refused yet, so that no new speaker goes unheard.
     * @param changed when the file was.
     */
    hear(account: string, changed: number, batch: RoomBatch, outcome: Outcome): void {
        const name = nameOf(batch.id);
        const offered = this.offered.get(name) ?? [];
        const before = this.of(account, batch);
        const isHeard = before !== undefined && before.changed >= changed;
        if (isHeard || offered.length === 0 || !FOR_GOOD.includes(outcome.reason) || !isOutcomeOf(outcome, batch))
            return;
        const next = before === undefined ? 0 : offered.indexOf(before.speakers) + 1;
        const speakers = offered[Math.min(next, offered.length - 1)];
        const own = this.refused.get(account) ?? new Map<string, Refused>();
        this.refused.set(account, own);
        own.set(name, { speakers, reason: outcome.reason, bits: nameOf(outcome.bits), changed });
    }

    /** Notes that a batch is offered under speakers. */
    offer(batch: RoomBatch, speakers: string): void {
        const name = nameOf(batch.id);
        const before = this.offered.get(name) ?? [];
        if (before.at(-1) === speakers) return;
        const others = before.filter((each) => each !== speakers);
        this.offered.set(name, [...others, speakers].slice(-MOST_SPEAKERS));
    }

    /** Forgets how a batch was offered: no account lacks it. */
    settle(batch: RoomBatch): void {
        this.offered.delete(nameOf(batch.id));
    }

    memory(): InboxMemory {
        const refused = [...this.refused].map(([account, own]) => [account, Object.fromEntries(own)] as const);
        return { offered: Object.fromEntries(this.offered), refused: Object.fromEntries(refused) };
    }
}

/** Whether an account has refused an event of a batch for good. @param index of it in the block. */
export function isRefusedForGood(refused: Refused | undefined, speakers: string, index: number): boolean {
    if (refused?.speakers !== speakers) return false;
    return ((parseInt(refused.bits.slice(2 * (index >> 3), 2 * (index >> 3) + 2), 16) >> (index & 7)) & 1) === 1;
}

/** Everything that was refused for good is offered once more, to all accounts. */
export const forgetRefusals = (memory: InboxMemory): InboxMemory => ({ ...memory, refused: {} });
