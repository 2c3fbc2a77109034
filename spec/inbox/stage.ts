/** Inboxes for specs, as the companion writes them. */

import { encodeChecked } from "../../src/block/checked-text";
import { encodeVarint } from "../../src/codec/varint";
import { packGuid } from "../../src/event/guid";
import { weekOf } from "../../src/event/key";
import { noPause } from "../support/background";
import { type TestEvent, writeBlock } from "../support/events";
import { NO_NATIVE } from "../support/natives";

/** Who speaks for an offer: GUID and name. */
export type TestSpeaker = readonly [guid: string, name: string];

export interface TestOffer {
    /** Number that its id is made from. */
    readonly number: number;
    readonly speakers: readonly TestSpeaker[];
    readonly events: readonly TestEvent[];
}

/** The id of the offer with a number. */
export function idOf(number: number): string {
    return string.char(math.floor(number / 256) % 256, number % 256) + string.rep("\x07", 14);
}

export function encodeOffer({ number, speakers, events }: TestOffer): string {
    const block = writeBlock(events);
    const said = speakers.map(([guid, name]) => packGuid(guid)! + string.char(name.length) + name);
    return idOf(number) + string.char(speakers.length) + said.join("") + encodeVarint(block.length) + block;
}

/** The text of a week of offers. */
export function textOf(offers: readonly TestOffer[]): string {
    return encodeChecked(offers.map((offer) => encodeOffer(offer)).join(""), NO_NATIVE, noPause);
}

/** The table of a scope: each offer under the week of its first event. */
export function inboxOf(offers: readonly TestOffer[]): LuaTable<number, unknown> {
    const weeks = new LuaMap<number, TestOffer[]>();
    for (const offer of offers) {
        const week = weekOf(offer.events[0].time);
        weeks.set(week, (weeks.get(week) ?? []).concat(offer));
    }
    const found = new LuaTable<number, unknown>();
    for (const [week, list] of weeks) {
        found.set(week, textOf(list));
    }
    return found;
}
