import { toId, WEEK_SECONDS, weekOf } from "../../src/event/key";
import { UNCONFIRMED_SECONDS, UNSENT_SECONDS } from "../../src/sync/constants";
import { Delivery } from "../../src/sync/delivery";
import { ManualTime, START } from "../support/world";

const ID = toId(10, 0);

function isThisWeek(this: void, weekNumber: number): boolean {
    return weekNumber === weekOf(START);
}

describe("What is known of an event's delivery", () => {
    it("is that it is here alone, then that its message came back, then how many peers hold it", () => {
        const delivery = new Delivery(new ManualTime());
        delivery.written(START, ID);
        assert.same({ state: "here", holders: 0 }, delivery.of(START, ID, 0));
        delivery.cameBack(START, ID);
        assert.same({ state: "sent", holders: 0 }, delivery.of(START, ID, 0));
        delivery.held("Jaina-Realm", isThisWeek);
        delivery.held("Jaina-Realm", isThisWeek);
        assert.same({ state: "held", holders: 1 }, delivery.of(START, ID, 0));
        delivery.held("Sylvanas-Realm", isThisWeek);
        assert.same({ state: "held", holders: 2 }, delivery.of(START, ID, 1));
    });

    it("is what advertisements say now, of events of others and of earlier sessions", () => {
        const delivery = new Delivery(new ManualTime());
        assert.same({ state: "here", holders: 0 }, delivery.of(START, ID, 0));
        assert.same({ state: "held", holders: 3 }, delivery.of(START, ID, 3));
    });

    it("goes by weeks: a peer that holds another week alike is known to hold the events of that one", () => {
        const delivery = new Delivery(new ManualTime());
        delivery.written(START - WEEK_SECONDS, ID);
        delivery.written(START, ID);
        delivery.held("Jaina-Realm", isThisWeek);
        assert.equal("here", delivery.of(START - WEEK_SECONDS, ID, 0).state);
        assert.equal("held", delivery.of(START, ID, 0).state);
    });
});

describe("Own events that are not known to be with anybody else", () => {
    it("count when there was time to hear of it", () => {
        const time = new ManualTime();
        const delivery = new Delivery(time);
        delivery.written(START, ID);
        assert.equal(0, delivery.unconfirmed());
        time.advance(UNCONFIRMED_SECONDS + 1);
        assert.equal(1, delivery.unconfirmed());
        delivery.held("Jaina-Realm", isThisWeek);
        assert.equal(0, delivery.unconfirmed());
    });

    it("count sooner when their message does not come back although messages do", () => {
        const time = new ManualTime();
        const delivery = new Delivery(time);
        delivery.written(START, ID);
        delivery.cameBack(START, ID);
        delivery.written(START + 1, ID);
        time.advance(UNSENT_SECONDS + 1);
        assert.equal(1, delivery.unconfirmed());
        delivery.cameBack(START + 1, ID);
        assert.equal(0, delivery.unconfirmed());
    });

    it("are the newest: older ones are forgotten", () => {
        const time = new ManualTime();
        const delivery = new Delivery(time);
        for (const index of $range(1, 2000)) delivery.written(START + index, ID);
        time.advance(UNCONFIRMED_SECONDS + 1);
        assert.equal(500, delivery.unconfirmed());
    });
});
