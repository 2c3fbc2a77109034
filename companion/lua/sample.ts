/** Events that a module's types allow, made at random, always the same: to try its reducers where no history is at hand. */

import { formatGuid } from "../../src/event/guid";
import { encodeBody } from "../../src/event/schema";
import type { DefinedType } from "./module";
import type { Timeline } from "./timeline";

const START = 1700000000;
const SERVER = 1001;
const PLAYERS = 25;

/** Park and Miller's generator as of 1993. */
const FACTOR = 48271;
const MODULUS = 2147483647;

const WORDS = ["need", "greed", "pass", "Ragnaros", "item:19019::::::::60", ""];

class Sample {
    private state = 20261201;

    integer(low: number, high: number): number {
        this.state = (this.state * FACTOR) % MODULUS;
        return low + math.floor(((this.state - 1) / (MODULUS - 1)) * (high - low + 1));
    }

    /** A value of a field; nil now and then where it may be. */
    value(kind: string, isRequired: boolean): unknown {
        if (!isRequired && this.integer(1, 4) === 1) {
            return undefined;
        }
        if (kind === "guid") {
            return this.player();
        }
        if (kind === "guid[]") {
            const first = this.integer(1, PLAYERS);
            const list: string[] = [];
            for (const index of $range(0, this.integer(0, 4))) {
                list[index] = formatGuid(SERVER, first + index);
            }
            return list;
        }
        if (kind === "number") {
            return this.integer(1, 3) === 1 ? this.integer(-200, 200) / 4 : this.integer(0, 100);
        }
        if (kind === "boolean") {
            return this.integer(0, 1) === 1;
        }
        return kind === "string" || this.integer(0, 1) === 1 ? this.word() : this.integer(0, 100);
    }

    player(): string {
        return formatGuid(SERVER, this.integer(1, PLAYERS));
    }

    word(): string {
        return WORDS[this.integer(0, WORDS.length - 1)];
    }
}

/** Puts so many events into a log. */
export function addSample(timeline: Timeline, types: readonly DefinedType[], count: number): void {
    const sample = new Sample();
    for (const index of $range(1, types.length === 0 ? 0 : count)) {
        const definition = types[sample.integer(0, types.length - 1)];
        const values: Record<string, unknown> = {};
        for (const { name, kind, isRequired } of definition.fields) {
            values[name] = sample.value(kind, isRequired === true);
        }
        const [body] = encodeBody(definition, values);
        if (body !== undefined) {
            timeline.insert(START + index * 60, sample.integer(1, PLAYERS), 0, SERVER, body);
        }
    }
}
