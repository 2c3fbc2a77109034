/** Which batches an install is offered in its inbox: docs/companion-batches.md, "The inbox". */
import { sortFiles } from "../agent/plan";
import type { PlaceView, RoomBatch, RoomView } from "../agent/room-view";
import { keyName } from "../agent/event-name";
import { logOf, type SavedScope } from "../agent/saved-scope";
import { outcomeName } from "../agent/vouches";
import { varint } from "../format/bytes";
import { outranks } from "../format/rank";
import { nameOf } from "../room/chain";
import { type Bounds, type Candidate, fill, INBOX_BOUNDS } from "./fill";
import type { InboxScope } from "./inbox-text";
import { accountName, type InboxMemory, isRefusedForGood, Refusals, speakersName } from "./refusals";
import { encodeSpeakers, speakersOf } from "./speakers";

/** Bytes of the id of a batch in an offer. */
const ID_BYTES = 16;
/** Files that were changed so long before the newest one hold nothing up, in seconds. */
const UNUSED_SECONDS = 30 * 86_400;

/** A room, and the files of an install that the user has agreed to bring together with it. */
export interface JoinedRoom {
    readonly view: RoomView;
    readonly files: readonly SavedScope[];
}

/** What an install's inbox holds. */
export interface InboxPlan {
    /** Whether any ledger here reads an inbox. */
    readonly isWanted: boolean;
    readonly scopes: readonly InboxScope[];
    /** Offers that did not fit. */
    readonly waiting: number;
    readonly memory: InboxMemory;
}

/** A file that reads its inbox. */
const isReader = ({ kind, outcomes }: SavedScope): boolean => kind === "current" && outcomes !== undefined;

/** Whether an account lacks an event: it has neither that, nor what outranks it, nor has its week been sealed or pruned there. */
function lacks(saved: SavedScope, batch: RoomBatch, index: number): boolean {
    const { names, byKey } = logOf(saved);
    const event = batch.events[index];
    const other = byKey.get(keyName(event));
    return (
        !names.has(batch.names[index]) &&
        (other === undefined || !outranks(other, event)) &&
        batch.week >= (saved.seal?.week ?? 0) &&
        !saved.absent.has(batch.week)
    );
}

/** One look at the accounts of one place of a room. */
class PlaceOffers {
    private readonly outcomes: readonly ReadonlyMap<string, NonNullable<SavedScope["outcomes"]>[number]>[];

    constructor(
        private readonly view: RoomView,
        private readonly place: PlaceView,
        private readonly accounts: readonly SavedScope[],
        private readonly refusals: Refusals,
    ) {
        this.outcomes = accounts.map(({ outcomes = [] }) => new Map(outcomes.map((each) => [nameOf(each.id), each])));
    }

    *candidates(): Generator<Candidate> {
        for (const batch of this.place.batches) {
            this.hear(batch);
            const isConfirmed = batch.names.every((name) => this.statusOf(name) !== "unconfirmed");
            if (isConfirmed) yield* this.candidatesOf(batch);
        }
    }

    private statusOf(name: string): string {
        return this.place.events.get(name)?.status ?? "unconfirmed";
    }

    private hear(batch: RoomBatch): void {
        this.accounts.forEach((saved, index) => {
            const outcome = this.outcomes[index].get(outcomeName(batch));
            if (outcome !== undefined) this.refusals.hear(accountName(saved), saved.changed, batch, outcome);
        });
    }

    private *candidatesOf(batch: RoomBatch): Generator<Candidate> {
        const missing = this.accounts.map((saved) =>
            batch.names.flatMap((name, index) =>
                this.statusOf(name) === "counted" && lacks(saved, batch, index) ? [index] : [],
            ),
        );
        if (missing.every((each) => each.length === 0)) this.refusals.settle(batch);
        const speakers = speakersOf(this.view, batch);
        if (speakers.length === 0) return;
        const encoded = encodeSpeakers(speakers);
        const name = speakersName(encoded);
        const takers = this.accounts.filter((saved, at) => {
            const refused = this.refusals.of(accountName(saved), batch);
            return missing[at].some((index) => !isRefusedForGood(refused, name, index));
        });
        const { block, week, n } = batch;
        const id = batch.id.subarray(0, ID_BYTES);
        const offer = Buffer.concat([id, Buffer.of(speakers.length), encoded, varint(block.length), block]);
        const note = (): void => this.refusals.offer(batch, name);
        for (const { ledger, scope } of distinctScopes(takers)) yield { ledger, scope, week, n, offer, note };
    }
}

function distinctScopes(files: readonly SavedScope[]): SavedScope[] {
    return [...new Map(files.map((saved) => [nameOf(saved.scope), saved])).values()];
}

/**
 * What the inbox of an install is to hold. A function of what it is given, the order of rooms included.
 * @param bounds for tests.
 */
export function planInbox(
    rooms: readonly JoinedRoom[],
    memory: InboxMemory,
    written: number,
    bounds: Bounds = INBOX_BOUNDS,
): InboxPlan {
    const all = rooms.flatMap(({ files }) => files.filter(isReader));
    const newest = all.reduce((latest, { changed }) => Math.max(latest, changed), -Infinity);
    const refusals = new Refusals(memory);
    const candidates: Candidate[] = [];
    for (const { view, files } of rooms) {
        const used = files.filter((saved) => isReader(saved) && saved.changed >= newest - UNUSED_SECONDS);
        for (const [name, accounts] of sortFiles(view, used).places) {
            const place = view.places.get(name);
            if (place !== undefined) candidates.push(...new PlaceOffers(view, place, accounts, refusals).candidates());
        }
    }
    const { scopes, taken } = fill(candidates, written, bounds);
    for (const { note } of taken) note();
    return {
        isWanted: all.length > 0,
        scopes,
        waiting: candidates.length - taken.length,
        memory: refusals.memory(),
    };
}
