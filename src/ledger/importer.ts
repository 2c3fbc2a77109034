/** Takes a history from elsewhere into the log, through the same gate as any other event, in slices. */

import type { ImportEntry, ImportResult } from "../api/import";
import { parseGuid } from "../event/guid";
import { COUNTERS, toId, weekOf } from "../event/key";
import type { Schema } from "../event/schema";
import type { Admission } from "../log/admission";
import type { Log } from "../log/log";
import type { Identity, Pause } from "../ports";
import { type ImportItem, readEntry } from "./import-entries";
import { describeDifference, ImportIds, isSame } from "./import-ids";
import { chooseRows, groupItems, numberItems, type Row } from "./import-keys";
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
        const ids = new ImportIds();
        const items = this.readAll(entries, ids, pause);
        ids.search(this.log, pause);
        for (const group of groupItems(this.leaveOutKnown(items, ids, pause), pause)) {
            this.runGroup(group, pause);
        }
        return this.result;
    }

    private readAll(entries: readonly ImportEntry[], ids: ImportIds, pause: Pause): ImportItem[] {
        const items: ImportItem[] = [];
        let count = 0;
        let index = 0;
        for (const entry of entries) {
            index++;
            const [item, problem] = readEntry(entry, index, this.schema);
            if (item === undefined) {
                this.countInvalid(index, problem);
            } else {
                const other = ids.add(item);
                if (other === undefined) {
                    items[count] = item;
                    count++;
                } else {
                    this.countTwin(item, other, format("that of entry %.0f", other.index));
                }
            }
            pause();
        }
        return items;
    }

    /** The items whose id is not in the log yet, and of the revocations those that can be. */
    private leaveOutKnown(items: readonly ImportItem[], ids: ImportIds, pause: Pause): ImportItem[] {
        const left: ImportItem[] = [];
        let count = 0;
        for (const item of items) {
            const holder = ids.holder(item);
            if (ids.isAgainstRevocation(item)) {
                this.countInvalid(item.index, "'revokes' is the id of a revocation: leave both out of the list");
            } else if (holder !== undefined) {
                this.countTwin(item, holder, "in the log");
            } else {
                left[count] = item;
                count++;
            }
            pause();
        }
        return left;
    }

    /** Imports the events of one creator and second. */
    private runGroup(group: readonly ImportItem[], pause: Pause): void {
        for (const { item, body, time, id } of this.place(group, pause)) {
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
    private place(group: readonly ImportItem[], pause: Pause): Placement[] {
        const [{ time, creator }] = group;
        const rows = chooseRows(numberItems(group, pause), pause);
        if (rows.length < group.length) {
            this.result.invalid += group.length - rows.length;
            this.say("%.0f entries: more than 256 events of one creator in one second", group.length - rows.length);
        }
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

    /** Counts an entry whose id another entry or event has. */
    private countTwin(item: ImportItem, twin: Pick<ImportItem, "time" | "creator" | "body">, where: string): void {
        if (isSame(item, twin)) {
            this.result.known++;
        } else {
            this.result.differing++;
            this.say("entry %.0f: %s", item.index, describeDifference(item, twin, where));
        }
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
