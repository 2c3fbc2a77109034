import { Directory } from "../../src/log/directory";
import { Tail } from "../../src/log/tail";
import { Week } from "../../src/log/week";
import { SeededRandom } from "../random";
import { noPause, runStepwise, yieldAlways } from "../support/background";
import { randomEvents, shuffled, type TestEvent, writeBlock } from "../support/events";
import { withoutServer } from "../support/logs";
import { rounds } from "../support/rounds";

function insert(week: Week, events: readonly TestEvent[]): void {
    for (const { time, id, body } of events) week.insert(time, id, body);
}

/** The block of all events of a week, written at once. */
function blockOf(events: readonly TestEvent[]): string {
    return writeBlock(withoutServer(events));
}

describe("Tail", () => {
    it("holds the block of all events as they come, behind each other or in between", () => {
        const random = new SeededRandom(611);
        for (const _ of $range(1, rounds(40))) {
            const events = randomEvents(random, 40);
            const arriving = random.integer(0, 1) === 0 ? [...events] : shuffled(random, events);
            const week = new Week();
            const tail = new Tail();
            while (arriving.length > 0) {
                for (const __ of $range(1, math.min(arriving.length, random.integer(1, 9)))) {
                    insert(week, [table.remove(arriving, 1)!]);
                }
                tail.follow(week, new Directory(), noPause);
            }
            assert.equal(blockOf(events), tail.follow(week, new Directory(), noPause)!.finish());
        }
    });

    it("writes no event twice while they come behind each other", () => {
        const events = randomEvents(new SeededRandom(612), 200);
        const week = new Week();
        const tail = new Tail();
        let looks = 0;
        const directory = new Directory();
        const counting = { server: (creator: number) => directory.server(creator + 0 * looks++) } as Directory;
        for (const event of events) {
            insert(week, [event]);
            tail.follow(week, counting, noPause);
        }
        assert.equal(events.length, looks);
    });

    it("begins anew for another week, and gives nothing when the week changed on the way", () => {
        const random = new SeededRandom(613);
        const [first, second] = [randomEvents(random, 100), randomEvents(random, 100)];
        const [one, other] = [new Week(), new Week()];
        insert(one, first);
        insert(other, second);
        const tail = new Tail();
        tail.follow(one, new Directory(), noPause);
        assert.equal(blockOf(second), tail.follow(other, new Directory(), noPause)!.finish());
        const late = first[50];
        const rest = first.filter((event) => event !== late);
        const week = new Week();
        insert(week, rest);
        let isIn = false;
        runStepwise(
            () => assert.is_nil(new Tail().follow(week, new Directory(), yieldAlways)),
            () => {
                if (!isIn) insert(week, [late]);
                isIn = true;
            },
        );
        assert.is_true(isIn);
    });
});
