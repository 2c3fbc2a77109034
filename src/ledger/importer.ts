/** Takes a list of events from elsewhere into the log, through the same gate as any other, in slices. */

import type { ImportEntry, ImportResult } from "../api/import";
import type { Identity, Pause } from "../ports";
import type { Admission } from "../log/admission";
import { parseGuid } from "../event/guid";
import { findId, groupItems, type ImportItem, orderItems } from "./import-keys";
import { COUNTERS, weekOf } from "../event/key";
import type { Log } from "../log/log";
import { encodeBody, type Schema } from "../event/schema";
import { mustBe } from "../misuse";
import { isWholeWithin } from "../numbers";

const format = string.format;

const MAX_U32 = 4294967295;

/** Most errors that the result has in words. */
const ERROR_LIMIT = 20;

export class Importer {
    constructor(
        private readonly log: Log,
        private readonly schema: Schema,
        private readonly admission: Admission,
        private readonly identity: Identity,
        private readonly isClosed: (this: void) => boolean,
    ) {}

    /** Imports a list. The order of its entries does not matter, except among equal ones. */
    run(entries: readonly ImportEntry[], pause: Pause): ImportResult {
        const result: ImportResult = { added: 0, known: 0, refused: 0, invalid: 0, errors: [] };
        const items = this.readAll(entries, result, pause);
        for (const group of groupItems(items, pause)) {
            this.runGroup(group, result, pause);
        }
        return result;
    }

    /** Imports the events of one creator and second. */
    private runGroup(group: readonly ImportItem[], result: ImportResult, pause: Pause): void {
        const weekNumber = weekOf(group[0].time);
        const taken = new LuaSet<number>();
        let takenCount = 0;
        for (const seated of orderItems(group, pause)) {
            // Between two events the week may have been packed, and events of others may have come in.
            this.log.open(weekNumber, pause);
            const id = takenCount < COUNTERS ? findId(seated, this.log, taken) : undefined;
            if (this.isClosed()) {
                // An event that comes now would no longer be saved.
                result.refused++;
            } else if (id === undefined) {
                countInvalid(result, "more than 256 events of one creator in one second");
            } else {
                taken.add(id);
                takenCount++;
                this.admit(seated.item, id, result);
            }
            pause();
        }
    }

    private readAll(entries: readonly ImportEntry[], result: ImportResult, pause: Pause): ImportItem[] {
        const items: ImportItem[] = [];
        let count = 0;
        let index = 0;
        for (const entry of entries) {
            index++;
            const [item, problem] = this.read(entry);
            if (item === undefined) {
                countInvalid(result, format("entry %.0f: %s", index, problem));
            } else {
                items[count] = item;
                count++;
            }
            pause();
        }
        return items;
    }

    private read(entry: ImportEntry): LuaMultiReturn<[ImportItem] | [undefined, problem: string]> {
        if (type(entry) !== "table") {
            return $multi(undefined, mustBe("a table with type, time, creator and values", entry));
        }
        const { time } = entry;
        if (type(entry.values) !== "table") {
            return $multi(undefined, `'values' ${mustBe("a table", entry.values)}`);
        }
        const definition = this.schema.writable(entry.type);
        if (definition === undefined) {
            return $multi(undefined, `'type' ${mustBe("a defined event type", entry.type)}`);
        }
        if (!isWholeWithin(time, 0, MAX_U32)) {
            return $multi(undefined, `'time' ${mustBe("a whole number of Unix seconds", time)}`);
        }
        const [server, creator] = parseGuid(typeof entry.creator === "string" ? entry.creator : "");
        if (server === undefined) {
            return $multi(undefined, `'creator' ${mustBe("a player GUID", entry.creator)}`);
        }
        const [body, problem] = encodeBody(definition, entry.values);
        if (body === undefined) {
            return $multi(undefined, problem);
        }
        return $multi({ time, creator, server, body });
    }

    private admit(item: ImportItem, id: number, result: ImportResult): void {
        const { time, server, body } = item;
        const [, own] = parseGuid(this.identity.guid);
        const isCreator = own === item.creator;
        const verdict = this.admission.admit({ time, id, body, server, sender: this.identity.name, isCreator });
        if (verdict === "admitted") {
            result.added++;
        } else if (verdict === "known") {
            result.known++;
        } else {
            result.refused++;
        }
    }
}

function countInvalid(result: ImportResult, problem: string): void {
    result.invalid++;
    if (result.errors.length < ERROR_LIMIT) {
        result.errors[result.errors.length] = problem;
    }
}
