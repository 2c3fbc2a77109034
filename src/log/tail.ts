/** The block of a week as it grows: what was written once is not written again, unless something came in between. */

import type { Pause } from "../ports";
import { Stride } from "../block/stride";
import { BlockWriter } from "../block/writer";
import { creatorOf } from "../event/key";
import type { Directory } from "./directory";
import type { Week } from "./week";

export class Tail {
    private week: Week | undefined;
    private generation = -1;
    private writer = new BlockWriter();

    /**
     * Writes the events of an open week that are not written yet.
     * @returns the writer, which holds all of them; nil when the week changed on the way other than at its end.
     */
    follow(week: Week, directory: Directory, pause: Pause): BlockWriter | undefined {
        const { generation } = week;
        if (week !== this.week || generation !== this.generation) {
            this.week = week;
            this.generation = generation;
            this.writer = new BlockWriter();
        }
        const { writer } = this;
        const stride = new Stride(pause);
        while (writer.count < week.size) {
            const id = week.ids[writer.count];
            const body = week.bodies[writer.count];
            writer.add(week.times[writer.count], id, directory.server(creatorOf(id)), body);
            if (stride.passed(body.length) && (week.generation !== generation || this.writer !== writer)) {
                return undefined;
            }
        }
        return writer;
    }
}
