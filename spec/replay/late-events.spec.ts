import { LateEvents } from "../../src/replay/late-events";

describe("LateEvents", () => {
    it("lets half of a replay be thrown away, all times together", () => {
        const late = new LateEvents();
        assert.is_true(late.mayDiscard(30, 100));
        assert.is_true(late.mayDiscard(20, 100));
        assert.is_false(late.mayDiscard(1, 100));
        assert.is_true(late.mayDiscard(0, 100));
    });

    it("begins again when a state is finished and nothing was gathered", () => {
        const late = new LateEvents();
        assert.is_true(late.mayDiscard(50, 100));
        const [time] = late.take();
        assert.is_nil(time);
        assert.is_true(late.mayDiscard(50, 100));
    });

    it("gives the earliest key of those gathered, once, and throws nothing away while there are some", () => {
        const late = new LateEvents();
        late.gather(20, 5);
        late.gather(10, 7);
        late.gather(10, 6);
        late.gather(10, 8);
        assert.is_true(late.areGathered());
        assert.is_false(late.mayDiscard(0, 100));
        const [time, id] = late.take();
        assert.same([10, 6], [time, id]);
        assert.is_false(late.areGathered());
        assert.is_true(late.mayDiscard(0, 100));
    });

    it("finishes the next state, too, whatever arrives, when something was gathered for it", () => {
        const late = new LateEvents();
        late.mayDiscard(50, 100);
        late.gather(10, 6);
        late.take();
        assert.is_false(late.mayDiscard(1, 100));
        late.take();
        assert.is_true(late.mayDiscard(1, 100));
    });
});
