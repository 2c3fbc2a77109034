import { toId } from "../../src/event/key";
import { Recovery } from "../../src/ledger/recovery";
import { ImmediateBackground } from "../support/background";
import { ManualTime, START } from "../support/world";

const OWN = toId(77, 0);
const TIME = START - 5;

class Fixture {
    readonly taken: string[] = [];
    readonly offered: string[] = [];
    readonly recovery = new Recovery(new ManualTime(), new ImmediateBackground(), START - 1000, {
        takeBack: (_time, _id, body) => this.taken.push(body),
        offered: (_time, _id, body) => this.offered.push(body),
    });

    /** A peer sends so many different events, the first of them with this number. */
    offerMany(sender: string, first: number, count: number): void {
        for (const number of $range(first, first + count - 1)) {
            this.recovery.offer(START - (number % 900), OWN + (number % 256), `body ${number}`, sender);
        }
    }
}

describe("Recovery of own events", () => {
    it("takes none for lost that was saved, or that this client would know of since its login", () => {
        const { recovery } = new Fixture();
        assert.is_false(recovery.mayBeLost(START - 1000));
        assert.is_true(recovery.mayBeLost(START - 999));
        assert.is_true(recovery.mayBeLost(START));
        assert.is_false(recovery.mayBeLost(START + 1));
    });

    it("believes what several peers hold alike, and not one peer however often it says so", () => {
        const { recovery, taken, offered } = new Fixture();
        for (const _ of $range(1, 10)) recovery.offer(TIME, OWN, "body", "Liar-Realm");
        recovery.offer(TIME, OWN, "other body", "Anna-Realm");
        assert.same([], taken);
        assert.equal(2, recovery.count());
        recovery.offer(TIME, OWN, "body", "Berta-Realm");
        assert.same(["body"], taken);
        assert.same(["body", "other body"], offered);
        assert.same(
            ["other body"],
            recovery.list().map(({ body }) => body),
        );
        assert.equal(1, recovery.count());
    });

    it("lists what waits for the player in order, of one key too, and keeps it within a bound", () => {
        const fixture = new Fixture();
        for (const peer of $range(1, 10)) fixture.offerMany(`Liar${peer}-Realm`, peer * 1000, 1000);
        for (const body of ["b", "a"]) fixture.recovery.offer(TIME, OWN, body, "Anna-Realm");
        const list = fixture.recovery.list();
        assert.equal(2000, list.length);
        assert.equal(2000, fixture.recovery.count());
        for (const index of $range(1, list.length - 1)) {
            const [a, b] = [list[index - 1], list[index]];
            assert.is_true(a.time < b.time || (a.time === b.time && a.id <= b.id));
        }
        const single = new Fixture();
        for (const body of ["b", "a"]) single.recovery.offer(TIME, OWN, body, "Anna-Realm");
        assert.same(
            ["a", "b"],
            single.recovery.list().map(({ body }) => body),
        );
    });

    it("is not kept from believing others by one that invents as much as it can", () => {
        const fixture = new Fixture();
        fixture.offerMany("Liar-Realm", 1, 5000);
        assert.is_true(fixture.recovery.count() < 1000);
        fixture.offerMany("Anna-Realm", 10000, 300);
        fixture.offerMany("Berta-Realm", 10000, 300);
        assert.equal(300, fixture.taken.length);
    });

    it("gives a peer room again for what was taken back", () => {
        const fixture = new Fixture();
        for (const round of $range(0, 9)) {
            fixture.offerMany("Anna-Realm", round * 400, 400);
            fixture.offerMany("Berta-Realm", round * 400, 400);
        }
        assert.equal(4000, fixture.taken.length);
        assert.equal(0, fixture.recovery.count());
    });

    it("takes back all that waits when the player says so, once each", () => {
        const fixture = new Fixture();
        fixture.offerMany("Anna-Realm", 1, 20);
        assert.equal(20, fixture.recovery.takeAll());
        assert.equal(20, fixture.taken.length);
        assert.equal(0, fixture.recovery.count());
        assert.equal(0, fixture.recovery.takeAll());
        assert.equal(20, fixture.taken.length);
    });
});
