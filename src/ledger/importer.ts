/** Takes a history from elsewhere into the log, through the same gate as any other event, in slices. */

import type { ImportEntry, ImportResult } from "../api/import";
import { parseGuid } from "../event/guid";
import { COUNTERS, toId, weekOf } from "../event/key";
import type { Schema } from "../event/schema";
import type { Admission } from "../log/admission";
import type { Log } from "../log/log";
import type { Identity, Pause } from "../ports";
import { type ImportItem, readEntry } from "./import-entries";
import { describeDifference, type Holder, ImportIds, isSame } from "./import-ids";
import { chooseRows, Groups, type ReadItem, type Row } from "./import-keys";
import { placeBehind, Second } from "./import-plan";

const format = string.format;

/** Most errors that the result has in words. */
const ERROR_LIMIT = 20;

/** An event on its way: where it is to stand. */
interface Placement {
    /** The entry that it is made of; nil when it is in the log and has to move. */
    readonly item: ImportItem | undefined;
    readonly body: string;
    readonly time: number;
    readonly id: number;
}

export class Importer {
    private readonly result: ImportResult = {
        added: 0,
        revoked: 0,
        known: 0,
        differing: 0,
        refused: 0,
        invalid: 0,
        errors: [],
    };

    constructor(
        private readonly log: Log,
        private readonly schema: Schema,
        private readonly admission: Admission,
        private readonly identity: Identity,
        private readonly isClosed: (this: void) => boolean,
    ) {}

    /** Imports a list. The order of its entries does not matter, except among those with one id. */
    run(entries: readonly ImportEntry[], pause: Pause): ImportResult {
        const read = (index: number): ImportItem => {
            // It was read before, and nobody is to change the list meanwhile.
            const [item] = readEntry(entries[index - 1], index, this.schema);
            return item!;
        };
        const ids = new ImportIds(read);
        const groups = this.readAll(entries, ids, pause);
        ids.search(this.log, pause);
        for (const indices of groups.lists) {
            this.runGroup(this.leaveOutKnown(indices, read, ids, pause), read, pause);
        }
        return this.result;
    }

    private readAll(entries: readonly ImportEntry[], ids: ImportIds, pause: Pause): Groups {
        const groups = new Groups();
        let index = 0;
        for (const entry of entries) {
            index++;
            const [item, problem] = readEntry(entry, index, this.schema);
            if (item === undefined) {
                this.countInvalid(index, problem);
            } else {
                const other = ids.add(item);
                if (other === undefined) {
                    groups.add(item);
                } else if (isSame(item, other)) {
                    this.result.known++;
                } else {
                    this.countDiffering(item, other, format("that of entry %.0f", other.index));
                }
            }
            pause();
        }
        return groups;
    }

    /** The entries whose id is not in the log yet, and of the revocations those that can be. */
    private leaveOutKnown(indices: readonly number[], read: ReadItem, ids: ImportIds, pause: Pause): number[] {
        const left: number[] = [];
        let count = 0;
        for (const index of indices) {
            const item = read(index);
            const other = ids.other(item);
            if (ids.isAgainstRevocation(item)) {
                this.countInvalid(index, "'revokes' is the id of a revocation: leave both out of the list");
            } else if (ids.isKnown(item)) {
                this.result.known++;
            } else if (other !== undefined) {
                this.countDiffering(item, other, "in the log");
            } else {
                left[count] = index;
                count++;
            }
            pause();
        }
        return left;
    }

    /** Imports the events of one creator and second. */
    private runGroup(indices: readonly number[], read: ReadItem, pause: Pause): void {
        const rows = chooseRows(indices, read, pause);
        if (rows.length < indices.length) {
            const excess = indices.length - rows.length;
            this.result.invalid += excess;
            this.say("%.0f entries: more than 256 events of one creator in one second", excess);
        }
        for (const { item, body, time, id } of this.place(rows, pause)) {
            // Between two events the week may have been packed, and events of others may have come in.
            this.log.open(weekOf(time), pause);
            if (this.isClosed()) {
                // An event that comes now would no longer be saved.
                this.result.refused += item === undefined ? 0 : 1;
            } else if (item === undefined) {
                this.log.insert(time, id, body);
            } else {
                this.admit(item, body, time, id);
            }
            pause();
        }
    }

    /** Where the events of one creator and second are to stand; those that the log has there are left out. */
    private place(rows: readonly Row[], pause: Pause): Placement[] {
        if (rows.length === 0) {
            return [];
        }
        const { time, creator } = rows[0].item;
        this.log.open(weekOf(time), pause);
        const second = new Second(this.log, time, creator);
        const fresh = this.seatAll(rows, second, pause);
        const placements: Placement[] = [];
        let count = 0;
        for (const counter of $range(0, COUNTERS - 1)) {
            const body = second.arrival(counter);
            if (body !== undefined) {
                placements[count] = { item: fresh.get(body), body, time, id: toId(creator, counter) };
                count++;
            }
        }
        for (const body of second.beyond) {
            const [laterTime, id] = placeBehind(this.log, time, creator, body, pause);
            placements[count] = { item: fresh.get(body), body, time: laterTime, id };
            count++;
        }
        return placements;
    }

    /** Seats the rows that the log does not have. @returns the item of each by its body. */
    private seatAll(rows: readonly Row[], second: Second, pause: Pause): LuaMap<string, ImportItem> {
        const fresh = new LuaMap<string, ImportItem>();
        for (const { item, body, occurrence } of rows) {
            if (body === undefined) {
                this.countInvalid(item.index, "an equal one stands before it, and its number has no room in the event");
            } else if (second.count(body) > 0 || second.count(item.body) > occurrence) {
                // Version 0.1 wrote equal rows without a number.
                this.result.known++;
            } else {
                fresh.set(body, item);
                second.seat(body, pause);
            }
            pause();
        }
        return fresh;
    }

    private admit({ creator, server, revokes }: ImportItem, body: string, time: number, id: number): void {
        const { result } = this;
        const [, own] = parseGuid(this.identity.guid);
        const isCreator = own === creator;
        const verdict = this.admission.admit({ time, id, body, server, sender: this.identity.name, isCreator });
        if (verdict === "known") {
            result.known++;
        } else if (verdict !== "admitted") {
            result.refused++;
        } else if (revokes === undefined) {
            result.added++;
        } else {
            result.revoked++;
        }
    }

    private countDiffering(item: ImportItem, other: Holder, where: string): void {
        this.result.differing++;
        this.say("entry %.0f: %s", item.index, describeDifference(item, other, where));
    }

    private countInvalid(index: number, problem: string): void {
        this.result.invalid++;
        this.say("entry %.0f: %s", index, problem);
    }

    private say(form: string, ...values: (string | number)[]): void {
        const { errors } = this.result;
        if (errors.length < ERROR_LIMIT) {
            errors[errors.length] = format(form, ...values);
        }
    }
}
