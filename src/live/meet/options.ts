/** What an addon asks for, checked. */

import type { MeetOptions, OnMet } from "../../api/room-meet";
import { encodeCbor } from "../../codec/cbor-encode";
import {
    expectFunction,
    expectInteger,
    expectNames,
    expectNumber,
    expectString,
    expectTable,
    misuse,
} from "../../misuse";
import { ACTOR_BYTES, EVENT_BYTES, MATES_LIMIT } from "./cells";
import { quoteValue } from "./label-scanner";
import { formatLabels, type Labels, readLabels } from "./labels";
import { parseSelector, type Selector } from "./selector";

const METHOD = "meet";
const NAMES = ["event", "mates", "actor", "labels", "selector", "payload", "timeout"];

/** Seconds until a request ends, if none are given, and most of them. */
const TIMEOUT_SECONDS = 60;
const TIMEOUT_LIMIT_SECONDS = 86400;

/** Options with all defaults in their places. */
export interface CheckedOptions {
    readonly event: string;
    readonly mates: number;
    readonly actor: string;
    readonly labels: Labels;
    readonly labelsText: string;
    readonly selector: Selector;
    readonly selectorText: string;
    /** As CBOR; "" for none. */
    readonly payload: string;
    /** Seconds; nil to wait. */
    readonly timeout: number | undefined;
}

/** Raises unless options and callback are of their form. @param self this client's name. */
export function checkOptions(options: MeetOptions, callback: OnMet, self: string): CheckedOptions {
    expectTable(METHOD, "options", options);
    expectNames(METHOD, options, NAMES);
    expectFunction(METHOD, "callback", callback);
    const { event, mates = 1, actor = self, timeout = TIMEOUT_SECONDS } = options;
    expectString(METHOD, "event", event, 1, EVENT_BYTES);
    expectInteger(METHOD, "mates", mates, 0, MATES_LIMIT);
    expectString(METHOD, "actor", actor, 1, ACTOR_BYTES);
    if (timeout !== false) {
        expectNumber(METHOD, "timeout", timeout, 0, TIMEOUT_LIMIT_SECONDS);
    }
    const labels = checkLabels(options, actor);
    const [selectorText, selector] = checkSelector(options, actor);
    return {
        event,
        mates,
        actor,
        labels,
        labelsText: formatLabels(labels),
        selector,
        selectorText,
        payload: checkPayload(options),
        timeout: timeout === false ? undefined : timeout,
    };
}

function checkLabels({ labels: given }: MeetOptions, actor: string): Labels {
    const [labels, problem] = readLabels(given ?? { actor });
    return labels ?? misuse(METHOD, "labels", problem!);
}

function checkSelector(
    { selector: given }: MeetOptions,
    actor: string,
): LuaMultiReturn<[text: string, selector: Selector]> {
    const text = given ?? `actor!=${quoteValue(actor)}`;
    expectString(METHOD, "selector", text, 0, math.huge);
    const [selector, problem] = parseSelector(text);
    return $multi(text, selector ?? misuse(METHOD, "selector", problem!));
}

function checkPayload({ payload }: MeetOptions): string {
    if (payload === undefined) {
        return "";
    }
    const [bytes, reason, path] = encodeCbor(payload);
    return bytes ?? misuse(METHOD, `payload${path!}`, `must be what an event can carry, got ${reason!}`);
}
