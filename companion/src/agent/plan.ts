/** What the saved files of an install add to a room, now and later: docs/companion-batches.md, "From a saved file into the room". */
import { aboutOf } from "../room/about";
import { placeName } from "../room/chain";
import type { Content } from "../room/contents";
import { type Author, authorOf } from "./author";
import { ABOUT_SECONDS, aboutRecord, namesSaidBy } from "./about-records";
import { type AgentMemory, type Moment, Waits } from "./memory";
import type { RoomView } from "./room-view";
import type { SavedScope } from "./saved-scope";
import { sealedRecord, sealedRecordsOf } from "./sealed-records";
import { AHEAD_SECONDS, batchesOf, lackingOf } from "./uploads";
import { type Due, dueIn, vouchesOf } from "./vouches";

/** Records that one look signs at most: a large file takes several. */
export const RECORDS_AT_ONCE = 256;

/** Of an install's files, what is looked at. */
export interface Look extends Moment {
    readonly view: RoomView;
    /** The key that signs. */
    readonly device: Buffer;
    /** Of this install, and only what the user has agreed to. */
    readonly files: readonly SavedScope[];
    readonly memory: AgentMemory;
}

/** What is to be done. */
export interface Plan {
    /** In the order in which they are to be signed, behind one another. */
    readonly records: readonly Content[];
    /** What is to be remembered once they are signed. */
    readonly memory: AgentMemory;
    /** Unix second of the next look, where neither file nor room changes before; undefined where none is needed. */
    readonly next: number | undefined;
    /** Files whose ledger and scope the room does not take: an admin is asked. */
    readonly untaken: readonly SavedScope[];
    /** Events that wait since they are too far ahead of the clock. */
    readonly ahead: number;
    /** Whether the device may sign at all today. */
    readonly mayWrite: boolean;
}

/** Files by placeName() of what the room takes them as, and those that it does not take. */
export function sortFiles(
    { room }: Pick<RoomView, "room">,
    files: readonly SavedScope[],
): { readonly places: ReadonlyMap<string, readonly SavedScope[]>; readonly untaken: readonly SavedScope[] } {
    const places = new Map<string, SavedScope[]>();
    const untaken: SavedScope[] = [];
    for (const saved of [...files].sort(byPlace)) {
        const scope = room.chain.scopeOf(saved.ledger, saved.scope);
        if (scope === undefined) {
            untaken.push(saved);
            continue;
        }
        const place = placeName(saved.ledger, scope.scope);
        places.set(place, [...(places.get(place) ?? []), saved]);
    }
    return { places: new Map([...places].sort(([one], [other]) => (one < other ? -1 : 1))), untaken };
}

/** The order in which files were found says nothing. */
const byPlace = (one: SavedScope, other: SavedScope): number =>
    orderOf(one) < orderOf(other) ? -1 : orderOf(one) > orderOf(other) ? 1 : other.changed - one.changed;

const orderOf = ({ account, kind, ledger, scope }: SavedScope): string =>
    JSON.stringify([account, kind, ledger.toString("hex"), scope.toString("hex")]);

/** One look at all places of a room. */
class Planner {
    readonly batches: Content[] = [];
    readonly others: Content[] = [];
    readonly abouts: Record<string, number> = {};
    readonly times: number[] = [];
    readonly waits: Waits;
    ahead = 0;
    private readonly due: Due[] = [];

    constructor(
        private readonly look: Look,
        private readonly author: Author,
    ) {
        this.waits = new Waits(look.memory.waits, look);
    }

    addUploads(place: string, files: readonly SavedScope[]): void {
        const { look, author } = this;
        const { events, ahead } = lackingOf(look.view.places.get(place), files, author, look.now);
        this.ahead += ahead.length;
        if (ahead.length > 0) this.times.push(ahead.reduce((one, other) => Math.min(one, other)) - AHEAD_SECONDS);
        const hasOthers = !author.isStrong && events.some(({ isOwn }) => !isOwn);
        const isOthersTurn = !hasOthers || this.waits.isOver(`upload ${place}`);
        this.batches.push(...batchesOf(isOthersTurn ? events : events.filter(({ isOwn }) => isOwn)));
    }

    addDue(place: string, files: readonly SavedScope[]): void {
        const here = this.look.view.places.get(place);
        if (here !== undefined) this.due.push(dueIn(this.look.view, here, files, this.author));
    }

    /** One record for all that is due in all places. */
    addVouches(): void {
        const later = this.due.flatMap((each) => each.later);
        const isLaterTurn = later.length > 0 && this.waits.isOver("vouch");
        const admitted = [...this.due.flatMap((each) => each.admitted), ...(isLaterTurn ? later : [])];
        const refused = this.due.flatMap((each) => each.refused);
        this.others.push(...vouchesOf(admitted, refused));
    }

    addAbouts(places: ReadonlyMap<string, readonly SavedScope[]>): void {
        const { room } = this.look.view;
        const [known, said] = [aboutOf(room), namesSaidBy(room, this.author.device)];
        for (const [place, files] of places) {
            const record = aboutRecord(files, known.get(place), said, this.author);
            this.addAbout(place, record);
        }
    }

    private addAbout(place: string, record: Content | undefined): void {
        const { now, memory } = this.look;
        const last = memory.abouts[place];
        // What lies in the future comes of a clock that was set back.
        const isEarly = last !== undefined && Math.abs(now - last) < ABOUT_SECONDS;
        if (isEarly) this.abouts[place] = last;
        if (record === undefined) return;
        if (isEarly) this.times.push(last + ABOUT_SECONDS);
        else if (this.others.length === RECORDS_AT_ONCE) this.times.push(now);
        else {
            this.others.push(record);
            this.abouts[place] = now;
        }
    }

    addSealed(places: ReadonlyMap<string, readonly SavedScope[]>): void {
        const records = sealedRecordsOf(this.look.view.room);
        for (const [place, files] of places) {
            const here = this.look.view.places.get(place);
            // Of several files with a seal one is enough: those of one install hold the same, or will.
            const record = files
                .filter(({ kind }) => kind === "current")
                .map((saved) => sealedRecord(here, saved, records.get(place) ?? []))
                .find((each) => each !== undefined);
            if (record !== undefined) this.others.push(record);
        }
    }
}

const earliest = (times: readonly number[]): number | undefined =>
    times.length === 0 ? undefined : times.reduce((one, other) => Math.min(one, other));

/**
 * What files add to a room that has caught up. A function of what it is given: called again with the room that has the records, it gives what is
 * left.
 * @example
 * const { records, memory, next } = planRecords({ view: viewOf(kept.counted), device: signer.key, files, memory: before, now, random });
 */
export function planRecords(look: Look): Plan {
    const { view, files, memory, now } = look;
    const { places, untaken } = sortFiles(view, files);
    const author = authorOf(view.room, look.device);
    if (author === undefined) return { records: [], memory, next: undefined, untaken, ahead: 0, mayWrite: false };
    const planner = new Planner(look, author);
    for (const [place, all] of places) {
        planner.addUploads(place, all);
        planner.addDue(place, all);
    }
    planner.addAbouts(places);
    planner.addVouches();
    planner.addSealed(places);
    // What is said of others is small, and goes first: a file of a million events does not hold it up.
    const records = [...planner.others, ...planner.batches];
    const isMore = records.length > RECORDS_AT_ONCE;
    const waits = planner.waits.open();
    const next = isMore ? now : earliest([...Object.values(waits), ...planner.times]);
    return {
        records: records.slice(0, RECORDS_AT_ONCE),
        // A wait that is over stays so until all that it was for is signed.
        memory: { waits: isMore ? planner.waits.asked : waits, abouts: planner.abouts },
        next,
        untaken,
        ahead: planner.ahead,
        mayWrite: true,
    };
}
