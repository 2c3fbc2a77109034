import { formatGuid } from "../../src/event/guid";
import { toId, WEEK_SECONDS, weekOf } from "../../src/event/key";
import { Creators } from "../../src/ledger/creators";
import type { Candidate } from "../../src/log/admission";
import { formatWeek, parseWeek } from "../../src/block/packed-week";
import { Log } from "../../src/log/log";
import { Week } from "../../src/log/week";
import { ImmediateBackground, noPause } from "../support/background";
import { RecordingListener } from "../support/log-listener";
import { writeBlock } from "../support/events";
import { NO_NATIVE } from "../support/natives";
import { FakeIdentity, ManualTime, START } from "../support/world";

const CREATOR = 0xabcdef01;

class Fixture {
    readonly time = new ManualTime();
    readonly identity = new FakeIdentity("Thrall-Realm", formatGuid(1001, 10));
    readonly log = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
    isYielding = false;
    changes = 0;
    readonly creators = new Creators(
        this.log,
        this.identity,
        this.time,
        () => this.isYielding,
        () => {
            this.changes++;
        },
    );

    tell(server: number, isCreator = false, creator = CREATOR): void {
        const candidate: Candidate = {
            time: START,
            id: toId(creator, 0),
            body: "\x01",
            server,
            sender: "Jaina-Realm",
            isCreator,
        };
        this.creators.told(candidate);
        this.log.directory.guid(creator);
    }

    server(creator = CREATOR): number {
        return this.log.directory.server(creator);
    }
}

describe("The server id of a creator", () => {
    it("is the smallest that peers tell, whatever the order, and a change of what was seen is told", () => {
        const fixture = new Fixture();
        fixture.tell(0);
        fixture.tell(9);
        fixture.tell(11);
        assert.equal(9, fixture.server());
        assert.equal(1, fixture.changes);
        fixture.tell(7);
        assert.same([7, 2], [fixture.server(), fixture.changes]);
    });

    it("is what the game says of a member, whatever peers tell", () => {
        const fixture = new Fixture();
        fixture.tell(7);
        fixture.identity.guids.set("Sylvanas-Realm", formatGuid(1001, CREATOR));
        fixture.tell(5);
        assert.equal(1001, fixture.server());
        fixture.tell(3);
        assert.equal(1001, fixture.server());
        fixture.tell(2, true);
        assert.equal(1001, fixture.server());
    });

    it("is what the game says of a creator who says something else of itself", () => {
        const fixture = new Fixture();
        fixture.identity.guids.set("Jaina-Realm", formatGuid(1001, CREATOR));
        fixture.tell(5, true);
        assert.equal(1001, fixture.server());
        fixture.tell(4, true);
        assert.equal(1001, fixture.server());
    });

    it("gives way to a larger one where a client cannot tell the others of its own", () => {
        const fixture = new Fixture();
        fixture.tell(7);
        fixture.tell(9);
        assert.equal(7, fixture.server());
        fixture.isYielding = true;
        fixture.tell(9);
        assert.equal(9, fixture.server());
    });

    it("changes a bounded number of times, since each change makes the state anew", () => {
        const fixture = new Fixture();
        for (const server of $range(5000, 4000, -1)) fixture.tell(server);
        assert.equal(4980, fixture.server());
        fixture.time.advance(60);
        fixture.tell(1);
        assert.equal(1, fixture.server());
    });

    it("is read from the blocks of weeks again where the saved list is damaged, also of weeks that are open by then", () => {
        const fixture = new Fixture();
        fixture.log.isLearning = true;
        for (const event of [
            { time: START - WEEK_SECONDS, id: toId(5, 0), server: 88, body: "\x01" },
            { time: START, id: toId(CREATOR, 0), server: 77, body: "\x01" },
        ]) {
            const week = new Week();
            week.insert(event.time, event.id, event.body);
            week.hash(noPause);
            const text = formatWeek(week.header(), writeBlock([event]), NO_NATIVE, noPause);
            fixture.log.addPacked(weekOf(event.time), parseWeek(text, weekOf(event.time))!);
        }
        fixture.log.open(weekOf(START), noPause);
        fixture.creators.rebuild(noPause);
        assert.same([77, 88, 1], [fixture.server(), fixture.server(5), fixture.changes]);
    });
});
