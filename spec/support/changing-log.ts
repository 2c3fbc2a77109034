/** A log of some weeks that is changed by chance. */
import { Log } from "../../src/log/log";
import type { SeededRandom } from "../random";
import { ImmediateBackground, noPause } from "./background";
import { isEventBefore, randomEvents, type TestEvent, WEEK } from "./events";
import { RecordingListener } from "./log-listener";
import { packWeek } from "./logs";
import { NO_NATIVE } from "./natives";

export function newLog(): { log: Log; listener: RecordingListener } {
    const listener = new RecordingListener();
    return { log: new Log(new ImmediateBackground(), NO_NATIVE, listener), listener };
}

/** Events of weeks that do not all follow each other, in order. */
export function eventsOfWeeks(random: SeededRandom, most: number): TestEvent[] {
    const events: TestEvent[] = [];
    for (const week of [0, WEEK, WEEK + 1, WEEK + 3, WEEK + 4]) {
        for (const event of randomEvents(random, random.integer(1, most), week)) events.push(event);
    }
    return events;
}

/** A log that is changed by chance, and the events that it holds. */
export class ChangingLog {
    readonly log = newLog().log;
    readonly present: TestEvent[] = [];

    constructor(
        private readonly random: SeededRandom,
        private readonly absent: TestEvent[],
    ) {}

    /** Inserts, packs, opens or hashes something. */
    change(): void {
        const { random, log } = this;
        const kind = random.integer(1, 6);
        if (kind <= 3) this.insertNext();
        const numbers = log.weekNumbers;
        if (numbers.length === 0) return;
        const number = numbers[random.integer(0, numbers.length - 1)];
        if (kind === 4) packWeek(log, number);
        else if (kind === 5) log.open(number, noPause);
        else if (kind === 6) log.hash(noPause);
    }

    insertNext(): void {
        const event = this.absent.pop();
        if (event === undefined) return;
        this.present.push(event);
        table.sort(this.present, isEventBefore);
        this.log.insert(event.time, event.id, event.body);
    }
}
