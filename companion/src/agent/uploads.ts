/** Which events of the saved files go into a room: docs/companion-batches.md, "From a saved file into the room". */
import { encodeBlock } from "../format/block-writer";
import { SYSTEM_TYPE } from "../format/body";
import { compareKeys, type StoredEvent, weekOf } from "../format/key";
import { WRITTEN_LIMITS } from "../room/batch-events";
import { FUTURE_SECONDS } from "../room/checks";
import { type Content, KIND } from "../room/contents";
import { type Author, hasCreated } from "./author";
import { eventName, keyName } from "./event-name";
import { isInOneLog, type PlaceView } from "./room-view";
import { logOf, type SavedScope } from "./saved-scope";

/** How far events may be ahead of the own clock: an hour less than servers take, since clocks differ. In seconds. */
export const AHEAD_SECONDS = FUTURE_SECONDS - 3600;

/** An event, and the file that has it. */
interface Found {
    readonly event: StoredEvent;
    readonly saved: SavedScope;
}

/**
 * Why the room lacks an event. "new": no record holds it. "weak": it does not count yet. "stuck": it counts, and every batch that holds it has
 * others which do not: so it is not offered to the game.
 */
type Reason = "new" | "weak" | "stuck";

/** One that the room lacks. */
interface Lack extends Found {
    readonly reason: Reason;
    /** Whether one of the author's characters has created it. */
    readonly isOwn: boolean;
    /** Whether it stays unconfirmed for want of a relay: in one batch with others it would hold these up. */
    readonly isApart: boolean;
}

/** What a place of the room lacks of the files. */
export interface Lacking {
    readonly events: readonly Lack[];
    /** The times of those that are too far ahead: they wait. */
    readonly ahead: readonly number[];
}

/** Events that a current file says something of: what a backup has of these is older. */
function isSettledBy(current: SavedScope, event: StoredEvent): boolean {
    const key = keyName(event);
    const week = weekOf(event.time);
    const { byKey, orphans } = logOf(current);
    return byKey.has(key) || orphans.has(key) || week < (current.seal?.week ?? 0) || current.absent.has(week);
}

/** The events of the files, those of backups behind all others. */
function* foundIn(files: readonly SavedScope[]): Generator<Found> {
    const current = files.filter(({ kind }) => kind === "current");
    for (const saved of current) for (const event of saved.events) yield { event, saved };
    for (const saved of files.filter(({ kind }) => kind === "backup")) {
        const own = current.filter(
            ({ account, ledger, scope }) =>
                account === saved.account && ledger.equals(saved.ledger) && scope.equals(saved.scope),
        );
        for (const event of saved.events) if (!own.some((each) => isSettledBy(each, event))) yield { event, saved };
    }
}

/** Names of events that do not count yet, and which a vouch can make count: they are in a batch of which a file has all. */
function vouchable(place: PlaceView, files: readonly SavedScope[]): Set<string> {
    const names = new Set<string>();
    for (const batch of place.batches) {
        const isOpen = batch.names.some((name) => {
            const status = place.events.get(name)?.status;
            return status === "unconfirmed" || status === "refused";
        });
        if (isOpen && isInOneLog(batch, files)) for (const name of batch.names) names.add(name);
    }
    return names;
}

/** Names of events in batches that are confirmed whole: of these the inbox is made. */
function offered(place: PlaceView): Set<string> {
    const isConfirmed = (name: string): boolean => place.events.get(name)?.status !== "unconfirmed";
    return new Set(place.batches.filter(({ names }) => names.every(isConfirmed)).flatMap(({ names }) => names));
}

/** Why a place lacks an event, by its name; undefined where it does not. */
function reasons(
    place: PlaceView | undefined,
    files: readonly SavedScope[],
    author: Author,
): (name: string) => Reason | undefined {
    if (place === undefined) return () => "new";
    const [byVouch, whole] = [vouchable(place, files), offered(place)];
    return (name) => {
        const here = place.events.get(name);
        if (here === undefined) return "new";
        if (here.status === "counted") return whole.has(name) ? undefined : "stuck";
        const isWeak = here.status === "unconfirmed" || (here.status === "refused" && author.isStrong);
        return isWeak && !here.vouchers.includes(author.member) && !byVouch.has(name) ? "weak" : undefined;
    };
}

/**
 * What the room lacks: what no record holds; what does not count yet, has no word of this member, and is in no batch that it can vouch for; and
 * what counts in no batch that can be offered.
 * @param place undefined where the room has no batch of it. @param files of that place.
 */
export function lackingOf(
    place: PlaceView | undefined,
    files: readonly SavedScope[],
    author: Author,
    now: number,
): Lacking {
    const reasonOf = reasons(place, files, author);
    const seen = new Set<string>();
    const events: Lack[] = [];
    const ahead: number[] = [];
    for (const found of foundIn(files)) {
        const { event } = found;
        const name = eventName(event);
        const reason = seen.has(name) ? undefined : reasonOf(name);
        if (reason === undefined) continue;
        seen.add(name);
        if (event.time > now + AHEAD_SECONDS) ahead.push(event.time);
        else {
            const isOwn = author.characters.some((each) => hasCreated(each, event));
            events.push({ ...found, reason, isOwn, isApart: !author.isStrong && event.body[0] === SYSTEM_TYPE });
        }
    }
    return { events, ahead };
}

/** Runs of events in order, each within the bounds of a batch. Of several events under one key each is in another run. */
export function runsOf(events: readonly StoredEvent[]): StoredEvent[][] {
    const runs: StoredEvent[][] = [];
    for (let rest = [...events].sort(compareKeys); rest.length > 0;) {
        const later: StoredEvent[] = [];
        let [run, bodies]: [StoredEvent[], number] = [[], 0];
        for (const event of rest) {
            const last = run.at(-1);
            if (last !== undefined && compareKeys(last, event) === 0) {
                later.push(event);
                continue;
            }
            if (run.length === WRITTEN_LIMITS.events || bodies + event.body.length > WRITTEN_LIMITS.bodies) {
                runs.push(run);
                [run, bodies] = [[], 0];
            }
            run.push(event);
            bodies += event.body.length;
        }
        runs.push(run);
        rest = later;
    }
    return runs;
}

/** The order of the batches of a week: what never shares one. */
const groupOf = ({ isOwn, reason, isApart }: Lack): string => `${isOwn ? 0 : 1} ${reason} ${isApart ? 1 : 0}`;

/**
 * Batches of events, by week, oldest first. Own ones and those of others never share one, nor do such as may wait for something else.
 * @param events of one ledger.
 */
export function batchesOf(events: readonly Lack[]): Content[] {
    const groups = new Map<string, Lack[]>();
    for (const each of events) {
        const week = String(weekOf(each.event.time)).padStart(5, "0");
        const name = `${week} ${groupOf(each)} ${each.saved.scope.toString("hex")}`;
        const group = groups.get(name) ?? [];
        groups.set(name, group);
        group.push(each);
    }
    return [...groups]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .flatMap(([, group]) => {
            const { ledger, scope } = group[0].saved;
            const runs = runsOf(group.map(({ event }) => event));
            return runs.map((run) => ({ kind: KIND.batch, ledger, scope, block: encodeBlock(run) }));
        });
}
